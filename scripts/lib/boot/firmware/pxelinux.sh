# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# SeaBIOS, iPXE as the network card's ROM, and PXELINUX, which asks for its files through that ROM's UDP.
TITLE='PXELINUX (BIOS)'
PACKAGES=("${LINUX_PACKAGES[@]}" pxelinux syslinux-common)
BOOTFILE=pxelinux.0

version() {
  package_version pxelinux
}

prepare() {
  make_linux "$1"
  cp "$ROOT/target/boot/pxelinux/usr/lib/PXELINUX/$BOOTFILE" "$ROOT/target/boot/syslinux-common/usr/lib/syslinux/modules/bios/ldlinux.c32" "$1/"
  mkdir "$1/pxelinux.cfg"
  cat >"$1/pxelinux.cfg/default" <<CONFIG
default linux
label linux
  kernel vmlinuz
  append initrd=initrd.img,secret.cpio $LINUX_ARGUMENTS
CONFIG
  FILES+=("$BOOTFILE" ldlinux.c32 pxelinux.cfg/default)
  bios_machine
}
