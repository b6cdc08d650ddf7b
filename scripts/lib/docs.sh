# shellcheck shell=bash
# Sourced by the scripts that write tables into docs.
#
#   renew_table DOCUMENT TABLE   puts the file TABLE between the document's two marks, which are
#                                <!-- table of ... --> and <!-- end of the table -->.

renew_table() {
  local document=$1 table=$2 renewed
  renewed=$(mktemp)
  awk -v table="$table" '
    /<!-- end of the table -->/ { inside = 0 }
    !inside { print }
    /<!-- table of .* -->/ {
      inside = 1
      print ""
      while ((getline line < table) > 0) print line
      print ""
    }
  ' "$document" >"$renewed"
  cat "$renewed" >"$document"
  rm "$renewed"
  say "wrote $document"
}
