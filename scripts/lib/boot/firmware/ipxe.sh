# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# SeaBIOS, and iPXE as the network card's ROM: it runs the script that DHCP names.
TITLE='iPXE (BIOS)'
PACKAGES=("${LINUX_PACKAGES[@]}")
BOOTFILE=boot.ipxe

version() {
  dpkg-query -W -f '${Version}' ipxe-qemu
}

prepare() {
  make_linux "$1"
  cat >"$1/boot.ipxe" <<SCRIPT
#!ipxe
kernel vmlinuz $LINUX_ARGUMENTS
initrd initrd.img
initrd secret.cpio
boot
SCRIPT
  FILES+=(boot.ipxe)
  bios_machine
}
