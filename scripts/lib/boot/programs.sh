# shellcheck shell=bash
# Sourced by scripts/boot-test. Gets what it runs: programs are installed, firmware and the payload's parts are taken out of
# their packages into target/boot, where nothing of them disturbs this machine's own way to boot.
#
#   need_boot_programs        QEMU, dnsmasq and what makes the network; all of them on the PATH.
#   need_package PACKAGE      unpacks it once into target/boot/PACKAGE; sets "unpacked" to that directory.
#   package_version PACKAGE   prints the version that was unpacked.

# Program and package, a pair a line.
BOOT_PROGRAMS='qemu-system-x86_64 qemu-system-x86
qemu-system-aarch64 qemu-system-arm
dnsmasq dnsmasq-base
nft nftables
ip iproute2
cpio cpio
mkimage u-boot-tools
setpriv util-linux'

missing_boot_packages() {
  local program package
  while read -r program package; do
    have "$program" || echo "$package"
  done <<<"$BOOT_PROGRAMS"
}

need_boot_programs() {
  local missing
  export PATH="$PATH:/usr/sbin:/sbin"
  mapfile -t missing < <(missing_boot_packages)
  [ ${#missing[@]} -gt 0 ] || return 0
  apt_install "${missing[@]}" || return 1
  hash -r
  mapfile -t missing < <(missing_boot_packages)
  if [ ${#missing[@]} -gt 0 ]; then
    say "still missing after the installation: ${missing[*]}"
    return 1
  fi
}

need_package() {
  local package=$1
  unpacked=$ROOT/target/boot/$package
  [ ! -f "$unpacked/version" ] || return 0
  say "fetching $package (it goes to ${unpacked#"$ROOT"/}; nothing is installed)"
  fetch_package "$package" "$unpacked" || return 1
  if [[ $package == linux-image-* ]]; then
    # Only the name of the newest kernel's package is in that one.
    package=$(dpkg-deb -f "$unpacked/$package"_*.deb Depends)
    package=${package%% *}
    fetch_package "$package" "$unpacked" || return 1
  fi
  dpkg -x "$unpacked/$package"_*.deb "$unpacked" || return 1
  # Last: what has a version is there as a whole.
  dpkg-deb -f "$unpacked/$package"_*.deb Version >"$unpacked/version.new" || return 1
  # A kernel's modules are large, and not needed.
  rm -rf "$unpacked/$package"_*.deb "$unpacked/lib/modules"
  mv "$unpacked/version.new" "$unpacked/version"
}

package_version() {
  cat "$ROOT/target/boot/$1/version"
}
