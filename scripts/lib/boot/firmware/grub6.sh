# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# As OVMF and GRUB, by IPv6.
choose grub
TITLE='OVMF, then GRUB (UEFI, IPv6)'
FAMILY=6
