# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# As PXELINUX, with a network stack of its own above the card's.
choose pxelinux
TITLE='lpxelinux (BIOS)'
BOOTFILE=lpxelinux.0
