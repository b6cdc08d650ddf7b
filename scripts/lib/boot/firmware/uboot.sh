# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# U-Boot on an arm64 machine: it gets its boot script by itself. That loads the secret, once in lock-step and once in windows of
# 8 blocks, and U-Boot's own commands print the nonce, taken from a file of variables, and the CRC-32 of what is in memory. It
# has no better checksum.
TITLE='U-Boot (arm64)'
PACKAGES=(u-boot-qemu)
BOOTFILE=boot.scr.uimg

version() {
  package_version u-boot-qemu
}

prepare() {
  local crc
  make_secret "$work/secret"
  # The variables' file is padded with NULs, as U-Boot wants it.
  { echo "nonce=$(cat "$work/secret/nonce")"; head -c 64 /dev/zero; } | head -c 64 >"$1/secret.env"
  cp "$work/secret/data" "$1/secret.bin"
  cat >"$work/boot.txt" <<'SCRIPT'
tftpboot ${kernel_addr_r} secret.env && env import -t ${kernel_addr_r} ${filesize} nonce
tftpboot ${kernel_addr_r} secret.bin
crc32 ${kernel_addr_r} ${filesize}
setenv tftpwindowsize 8
tftpboot 0x60000000 secret.bin
cmp.b ${kernel_addr_r} 0x60000000 ${filesize}
echo "boot-test: nonce ${nonce}"
echo "boot-test: end"
reset
SCRIPT
  mkimage -A arm64 -T script -C none -d "$work/boot.txt" "$1/$BOOTFILE" >/dev/null
  crc=$(gzip -1 <"$work/secret/data" | tail -c 8 | od -An -N4 -tx4 --endian=little | tr -d ' ')
  EXPECTED=("boot-test: nonce $nonce" "==> $crc" "Total of $secret_bytes byte(s) were the same")
  FILES+=("$BOOTFILE" secret.env secret.bin)
  MACHINE=(qemu-system-aarch64 -machine virt -cpu cortex-a57 -m 1024 -bios "$ROOT/target/boot/u-boot-qemu/usr/lib/u-boot/qemu_arm64/u-boot.bin"
    -device "virtio-net-pci,netdev=net,romfile=")
}
