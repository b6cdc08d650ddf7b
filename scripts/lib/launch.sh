# shellcheck shell=bash
# Sourced by scripts/tftp and scripts/tftpd: runs a program of this checkout in place of the script.
#
#   launch MODULE NAME JVM-FLAG... -- ARGUMENT...
#
# Builds MODULE first if its sources are newer than the jar; of the build only a failure is seen, on stderr.
# What runs is a copy of the jar: a later build replaces the copy by renaming, so that a running JVM keeps its own.

# shellcheck source=scripts/lib/setup.sh
. "$(dirname "${BASH_SOURCE[0]}")/setup.sh"

# Is anything that the jar is made of newer than it? Directories count: they are newer when a file has gone.
stale() {
  local jar=$1 module=$2
  [ -f "$jar" ] || return 0
  [ -n "$(find "$ROOT/pom.xml" "$ROOT/LICENSE" "$ROOT/.mvn" "$ROOT/tftp-core/pom.xml" "$ROOT/tftp-core/src/main" "$ROOT/tftp-picocli/pom.xml" \
    "$ROOT/$module/pom.xml" "$ROOT/$module/src/main" -newer "$jar" -print -quit)" ]
}

# Makes the copy, from a jar that another build has just made or from one of our own.
build() {
  local module=$1 name=$2 copy=$3 built=$ROOT/$1/target/$2.jar log status=0
  if stale "$built" "$module"; then
    need_jdk
    need_maven
    log=$(mktemp)
    # The copy gets the time of the build's start: what is edited meanwhile is newer.
    touch "$copy.time"
    (cd "$ROOT" && "$MVN" -B -Dquick -pl "$module" -am package) >"$log" 2>&1 </dev/null || status=$?
    if [ "$status" != 0 ]; then
      # Warnings too: they are what fails a compilation.
      grep -A 2 -E '^\[?(ERROR|WARNING)' "$log" >&2 || cat "$log" >&2
      rm -f "$log" "$copy.time"
      say "the build failed"
      exit 1
    fi
    rm -f "$log"
  else
    touch -r "$built" "$copy.time"
  fi
  cp "$built" "$copy.new"
  touch -r "$copy.time" "$copy.new"
  rm -f "$copy.time"
  mv -f "$copy.new" "$copy"
}

# Prints the java to run: JAVA_HOME's, else the one on the PATH, if they are no older than 17.
java_command() {
  local home
  if [ -n "${JAVA_HOME:-}" ] && [ -x "$JAVA_HOME/bin/java" ]; then
    echo "$JAVA_HOME/bin/java"
    return 0
  fi
  if have java; then
    home=$(readlink -f "$(command -v java)")
    home=${home%/bin/java}
    if ! [ -x "$home/bin/javac" ] || jdk_suits "$home"; then
      command -v java
      return 0
    fi
  fi
  need_jdk && echo "$JAVA_HOME/bin/java"
}

launch() {
  local module=$1 name=$2 flags=() copy java
  shift 2
  while [ "$1" != -- ]; do
    flags+=("$1")
    shift
  done
  shift
  copy=$ROOT/target/launch/$name.jar
  if stale "$copy" "$module"; then
    mkdir -p "${copy%/*}"
    # One builds, the others wait and find it done.
    exec 9>"${copy%/*}/lock"
    if have flock; then
      flock 9
    fi
    if stale "$copy" "$module"; then
      build "$module" "$name" "$copy" 9>&-
    fi
    exec 9>&-
  fi
  java=$(java_command)
  exec "$java" "${flags[@]}" -jar "$copy" "$@"
}
