# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# OVMF, whose own PXE client loads GRUB; GRUB loads the rest.
TITLE='OVMF, then GRUB (UEFI)'
PACKAGES=("${LINUX_PACKAGES[@]}" ovmf grub-efi-amd64-signed)
BOOTFILE=grubnetx64.efi.signed

version() {
  echo "$(package_version ovmf), $(package_version grub-efi-amd64-signed)"
}

prepare() {
  local ovmf=$ROOT/target/boot/ovmf/usr/share/OVMF
  make_linux "$1"
  cp "$ROOT/target/boot/grub-efi-amd64-signed/usr/lib/grub/x86_64-efi-signed/$BOOTFILE" "$1/"
  mkdir "$1/grub"
  cat >"$1/grub/grub.cfg" <<CONFIG
linux /vmlinuz $LINUX_ARGUMENTS
initrd /initrd.img /secret.cpio
boot
CONFIG
  FILES+=("$BOOTFILE" grub/grub.cfg)
  cp "$ovmf/OVMF_VARS_4M.fd" "$work/vars.fd"
  # No ROM on the card: the firmware's own driver and network stack. Newer ones want random numbers for it.
  MACHINE=(qemu-system-x86_64 -machine q35 -m 1024
    -drive "if=pflash,unit=0,format=raw,readonly=on,file=$ovmf/OVMF_CODE_4M.fd"
    -drive "if=pflash,unit=1,format=raw,file=$work/vars.fd"
    -device "virtio-net-pci,netdev=net,romfile=,bootindex=1" -device virtio-rng-pci
    -fw_cfg "name=opt/org.tianocore/IPv$((10 - FAMILY))PXESupport,string=no")
}
