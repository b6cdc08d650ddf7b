# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# Sourced by scripts/boot-test.
#
#   choose FIRMWARE              reads how that one is booted.
#   boot_once FIRMWARE LOSS MIB  boots it once with that loss, in percent, and that much to load besides a kernel. Says what came
#                                of it, adds a row to the file $rows, and counts in "failures". Its logs are in
#                                target/boot/logs, until the next such boot.
#
# The files in firmware say how one is booted. Each sets
#
#   TITLE      the firmware's name in the table
#   PACKAGES   what it needs besides the programs: unpacked, not installed
#   BOOTFILE   what DHCP tells it to load
#   FAMILY     6 for IPv6; nothing for IPv4
# and has
#   version    prints the version of the firmware
#   prepare    puts files into the directory $1. Sets MACHINE, QEMU's command line; EXPECTED, lines that the console must show;
#              FILES, which the server must have sent whole.

choose() {
  FAMILY=4
  # shellcheck source=/dev/null
  . "$ROOT/scripts/lib/boot/firmware/$1.sh"
}

# For a whole boot, in seconds. Emulated on a slow machine one takes a minute, and losses multiply that.
DEADLINE=600

# The devices of all machines.
DEVICES=(-display none -monitor none -vga none -no-reboot -netdev "tap,id=net,ifname=tap0,script=no,downscript=no")

# A PC with SeaBIOS, which also writes to the serial port, and iPXE as the network card's ROM: QEMU brings both. What can't be
# booted ends it.
bios_machine() {
  MACHINE=(qemu-system-x86_64 -machine "pc,graphics=off" -m 1024 -boot reboot-timeout=1000
    -device "virtio-net-pci,netdev=net,bootindex=1")
}

# Waits for the payload's last line, or sets "wrong". Not by way of its output: a signal would have to wait for a subshell.
watch_console() {
  local process=$1 console=$2 until=$((SECONDS + DEADLINE)) alive=true
  until grep -qaF 'boot-test: end' "$console" 2>/dev/null; do
    if [ "$alive" = false ]; then
      wrong="the machine ended without running the payload"
      return
    elif [ "$SECONDS" -ge "$until" ]; then
      wrong="the payload did not run within $DEADLINE s"
      return
    fi
    # What it wrote before its end is looked at once more.
    kill -0 "$process" 2>/dev/null || alive=false
    sleep 0.2
  done
}

# What the console lacks, in words; nothing if all is there.
missing_lines() {
  local console=$1 line
  for line in "${EXPECTED[@]}"; do
    grep -qaF -- "$line" "$console" || echo "not on the console: $line"
  done
}

boot_once() {
  local firmware=$1 percent=$2 mebibytes=$3 dir=$work/srv logs=target/boot/logs/$1-loss$2-size$3 wrong='' what from millis
  FILES=()
  rm -rf "$dir" "$logs"
  mkdir -p "$dir" "$logs"
  choose "$firmware"
  prepare "$dir"
  lose "$percent"
  start_servers "$dir" "$BOOTFILE" "$logs"

  from=$(date +%s%3N)
  start "${MACHINE[@]}" "${DEVICES[@]}" -serial "file:$logs/console.log" >"$logs/qemu.log" 2>&1
  watch_console "$started" "$logs/console.log"
  millis=$(($(date +%s%3N) - from))
  stop "$started"
  stop "$dnsmasq"
  stop "$tftpd" $((SERVER_PATIENCE + 10))
  [ -n "$wrong" ] || wrong=$(missing_lines "$logs/console.log")
  [ -n "$wrong" ] || wrong=$(complaints "$dir" "$logs/tftpd.log")

  add_row "$percent %|$mebibytes MiB" "$millis" "$logs/tftpd.log" "${wrong%%$'\n'*}"
  what="$TITLE, $percent % loss, $mebibytes MiB"
  if [ -n "$wrong" ]; then
    say "$what: FAILED; the logs are in $logs"
    printf '%s\n' "$wrong" >&2
    failures=$((failures + 1))
  else
    say "$what: booted in $(seconds "$millis") s"
  fi
}
