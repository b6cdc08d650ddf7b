# shellcheck shell=bash disable=SC2034,SC2153,SC2154 # the files share their variables
# Sourced by scripts/boot-test. The server's log is evidence, too.
#
#   complaints DIR LOG                   says which of $FILES the server hasn't sent whole, and what else went wrong there.
#   add_row WAY MILLIS LOG [WRONG]       adds the boot to the file $rows.
#   print_table <ROWS                    as Markdown.

seconds() {
  printf '%d.%d' $(($1 / 1000)) $(($1 % 1000 / 100))
}

complaints() {
  local dir=$1 log=$2 name
  for name in "${FILES[@]}"; do
    # Firmware writes a name with or without a slash in front. And it may end before its last acknowledgment has arrived: the
    # payload's checksum says that the rest did.
    awk -v name="$name" -v size="$(stat -c %s "$dir/$name")" '
      $3 == "sent" && ($4 == name || $4 == "/" name) { gsub(/,/, "", $7); if ($7 == size || /, unconfirmed/) found = 1 }
      END { exit !found }
    ' "$log" || echo "the server did not send $name whole"
  done
  # What failed and was sent all the same is counted, but no reason to complain: firmware asks again.
  awk '
    $2 == "ERROR" { print }
    $2 == "WARN" && $3 == "failed" { failure[$6] = $0; next }
    $2 == "WARN" { print }
    $3 == "sent" { sent[$4] }
    END { for (name in failure) if (!(name in sent)) print failure[name] }
  ' "$log"
}

add_row() {
  local way=$1 millis=$2 log=$3 wrong=${4:-} figures
  figures=$(awk '
    / asks to read / { asked++ }
    $3 == "refused" { refused++ }
    $3 == "probed" { probed++ }
    $3 == "failed" { failed++ }
    $3 == "sent" { sent++; gsub(/,/, "", $7); bytes += $7 }
    match($0, /, [0-9,]+ resends?/) { count = substr($0, RSTART, RLENGTH); gsub(/[^0-9]/, "", count); resends += count }
    END { printf "%d|%.0f|%d|%d|%d|%d|%d", sent, bytes, asked, probed, refused, failed, resends }
  ' "$log")
  echo "$TITLE|$(version)|$way|${wrong:-yes}|$figures|$(lost)|$(seconds "$millis")" >>"$rows"
}

print_table() {
  echo '| firmware | version | loss | size | booted | files | bytes | requests | probes | refused | failed | resends | lost | seconds |'
  echo '|---|---|---:|---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|'
  awk -F'|' -v OFS=' | ' '
    function grouped(number, text) {
      for (text = ""; length(number) > 3; number = substr(number, 1, length(number) - 3))
        text = "," substr(number, length(number) - 2) text
      return number text
    }
    { for (i = 6; i <= 13; i++) $i = grouped($i); print "| " $0 " |" }
  '
}
