# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# Sourced by scripts/boot-test inside its network namespace.
#
#   make_network                      a bridge with the server's address, and a tap device on it for the machine to boot.
#   lose PERCENT                      drops that share of what the bridge takes and sends, ARP and DHCP included.
#   lost                              prints how many packets that were.
#   start_servers DIR BOOTFILE LOGS   tftpd serves DIR; dnsmasq hands out an address and BOOTFILE, its own TFTP is off.
#   start PROGRAM...                  in the background; sets "started" to its process.
#   stop PROCESS [SECONDS]            ends it, by force after 5 seconds or that many.
#   stop_all                          whatever was started.

declare -A SERVER=([4]=10.69.0.1 [6]=fd69::1)
# In seconds. A transfer whose last acknowledgment was lost goes on for some time after its client has booted.
SERVER_PATIENCE=60
RUNNING=()

make_network() {
  ip link set lo up
  ip link add br0 type bridge stp_state 0 forward_delay 0
  ip tuntap add tap0 mode tap
  ip link set tap0 master br0 up
  ip address add "${SERVER[4]}/24" dev br0
  # Nobody else has that address: no waiting to find that out.
  ip address add "${SERVER[6]}/64" dev br0 nodad
  ip link set br0 up
}

lose() {
  nft flush ruleset
  [ "$1" -gt 0 ] || return 0
  nft -f - <<RULES
table bridge loss {
  chain from_firmware {
    type filter hook input priority 0
    numgen random mod 100 < $1 counter drop
  }
  chain to_firmware {
    type filter hook output priority 0
    numgen random mod 100 < $1 counter drop
  }
}
RULES
}

lost() {
  nft list ruleset | awk '/counter/ { for (i = 1; i < NF; i++) if ($i == "packets") sum += $(i + 1) } END { print sum + 0 }'
}

# ---- processes ----

# They end with this script, however it ends.
start() {
  setpriv --pdeathsig KILL "$@" </dev/null &
  started=$!
  RUNNING+=("$started")
}

stop() {
  local process=$1 patience=$((${2:-5} * 10)) other left=()
  kill "$process" 2>/dev/null || true
  while kill -0 "$process" 2>/dev/null && [ $((patience -= 1)) -gt 0 ]; do
    sleep 0.1
  done
  kill -KILL "$process" 2>/dev/null || true
  wait "$process" 2>/dev/null || true
  for other in "${RUNNING[@]}"; do
    [ "$other" = "$process" ] || left+=("$other")
  done
  RUNNING=("${left[@]}")
}

stop_all() {
  local process
  for process in "${RUNNING[@]}"; do
    stop "$process"
  done
}

# Waits until a process has written some words to a file; at most 30 seconds.
wait_for_words() {
  local process=$1 file=$2 words=$3 patience=300
  until grep -qF "$words" "$file" 2>/dev/null; do
    if ! kill -0 "$process" 2>/dev/null || [ $((patience -= 1)) = 0 ]; then
      say "$(basename "$file" .log) doesn't start:"
      cat "$file" >&2
      return 1
    fi
    sleep 0.1
  done
}

start_servers() {
  local dir=$1 bootfile=$2 logs=$3 addresses
  if [ "$FAMILY" = 6 ]; then
    addresses=(--enable-ra "--dhcp-range=fd69::100,fd69::1ff,64,1h" "--dhcp-option=option6:bootfile-url,tftp://[${SERVER[6]}]/$bootfile")
  else
    addresses=("--dhcp-range=10.69.0.100,10.69.0.200,1h" "--dhcp-boot=$bootfile,,${SERVER[4]}")
  fi
  start scripts/tftpd --verbose --grace "$SERVER_PATIENCE" --address "${SERVER[$FAMILY]}" "${tftpd_options[@]}" "$dir" \
    2>"$logs/tftpd.log"
  tftpd=$started
  # As its debug mode has it, it keeps its privileges: with a change of them it would forget that it is to end with us.
  start dnsmasq --no-daemon --conf-file=/dev/null --port=0 --bind-interfaces --interface=br0 --log-dhcp \
    --dhcp-authoritative --no-ping --leasefile-ro "${addresses[@]}" 2>"$logs/dnsmasq.log"
  dnsmasq=$started
  wait_for_words "$tftpd" "$logs/tftpd.log" ' serves ' && wait_for_words "$dnsmasq" "$logs/dnsmasq.log" 'started'
}
