# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# Sourced by scripts/boot-test. Makes what the firmware loads. What a boot has to prove: that a nonce and random bytes, which
# are new in each boot and lie only in files that come by TFTP, have arrived whole. The payload itself prints the nonce and
# the checksum that it computes.
#
#   make_secret DIR       DIR/nonce and DIR/data, and the variables "nonce" and "checksum" to compare with. There are as many
#                         MiB of data as "mebibytes" says, and some bytes more, so that no block size divides them.
#   make_linux DIR        DIR/vmlinuz, DIR/initrd.img and DIR/secret.cpio: Debian's kernel, a busybox that prints, the secret.

LINUX_PACKAGES=(busybox-static linux-image-cloud-amd64)
# The first console is where a kernel says what is wrong.
LINUX_ARGUMENTS='console=ttyS0 quiet panic=-1'

make_secret() {
  local dir=$1
  nonce=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -p "$dir"
  echo "$nonce" >"$dir/nonce"
  secret_bytes=$((mebibytes * 1024 * 1024 + 123))
  head -c "$secret_bytes" /dev/urandom >"$dir/data"
  checksum=$(sha256sum <"$dir/data")
  checksum=${checksum%% *}
}

# The file names of standard input, as the archive that kernels take.
pack() {
  cpio --quiet -o -H newc
}

make_linux() {
  local dir=$1 root=$work/initrd
  mkdir -p "$root/bin"
  cp "$ROOT/target/boot/busybox-static/bin/busybox" "$root/bin/"
  # "quiet" keeps the kernel's own lines from falling into these. A reboot ends QEMU.
  cat >"$root/init" <<'INIT'
#!/bin/busybox sh
set -- $(/bin/busybox sha256sum </secret/data)
echo
echo "boot-test: kernel $(/bin/busybox uname -r)"
echo "boot-test: nonce $(/bin/busybox cat /secret/nonce)"
echo "boot-test: sha256 $1"
echo "boot-test: end"
/bin/busybox reboot -f
INIT
  chmod +x "$root/init"
  (cd "$root" && find . -mindepth 1 | pack | gzip) >"$dir/initrd.img"
  make_secret "$work/secret"
  (cd "$work" && printf '%s\n' secret secret/nonce secret/data | pack) >"$dir/secret.cpio"
  cp "$ROOT"/target/boot/linux-image-cloud-amd64/boot/vmlinuz-* "$dir/vmlinuz"
  EXPECTED=("boot-test: nonce $nonce" "boot-test: sha256 $checksum")
  FILES+=(vmlinuz initrd.img secret.cpio)
}
