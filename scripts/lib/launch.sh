# shellcheck shell=bash
# Sourced by scripts/tftp and scripts/tftpd: runs a program of this checkout in place of the script.
#
#   launch MODULE NAME JVM-FLAG... -- ARGUMENT...
#
# Builds MODULE first if its sources are newer than the jar; of the build only a failure is seen, on stderr.
# What runs is a copy of the jar: a later build replaces the copy by renaming, so that a running JVM keeps its own.
# Beside the copy stands an archive of the classes that a run needs, loaded and checked, one for each version of Java:
# half of the start-up. It is made in the background of the first run. Where it can't be made, it goes without.

LAUNCHER=yes

# What runs a thousand times is compiled, not what runs two hundred times: compiling competes with the start.
# shellcheck disable=SC2034 # for the launchers
COMPILE_LATER=(-XX:Tier3InvocationThreshold=1000 -XX:Tier3MinInvocationThreshold=500 -XX:Tier3CompileThreshold=4000)
# shellcheck source=scripts/lib/setup.sh
. "${BASH_SOURCE[0]%/*}/setup.sh"

# Is anything that the jar is made of newer than it? Directories count: they are newer when a file has gone.
stale() {
  local jar=$1 module=$2
  [ -f "$jar" ] || return 0
  [ -n "$(find "$ROOT/pom.xml" "$ROOT/LICENSE" "$ROOT/.mvn" "$ROOT/tftp-core/pom.xml" "$ROOT/tftp-core/src/main" "$ROOT/tftp-picocli/pom.xml" \
    "$ROOT/$module/pom.xml" "$ROOT/$module/src/main" -newer "$jar" -print -quit)" ]
}

# Makes the copy, from a jar that another build has just made or from one of our own.
build() {
  local module=$1 name=$2 copy=$3 built=$ROOT/$1/target/$2.jar
  if stale "$built" "$module"; then
    need_jdk
    need_maven
    # The copy gets the time of the build's start: what is edited meanwhile is newer.
    touch "$copy.time"
    if ! maven_quietly -Dquick -pl "$module" -am package; then
      rm -f "$copy.time"
      exit 1
    fi
  else
    touch -r "$built" "$copy.time"
  fi
  cp "$built" "$copy.new"
  touch -r "$copy.time" "$copy.new"
  rm -f "${copy%.jar}"-*.archive "${copy%.jar}"-*.archive.of
  rm -f "$copy.time"
  mv -f "$copy.new" "$copy"
}

# Sets "java" to the java to run: JAVA_HOME's, else the one on the PATH, if they are no older than 17. Sets "release" to
# what tells this build of Java from another, and "major" to its version; both are empty where it doesn't say.
# Each program that a launcher runs on its way costs a command a millisecond: it looks for java by itself.
find_java() {
  local directory directories=() caller_umask
  java=${JAVA_HOME:-}/bin/java
  if [ -z "${JAVA_HOME:-}" ] || ! [ -x "$java" ]; then
    IFS=: read -ra directories <<<"$PATH"
    for directory in "${directories[@]}" none; do
      java=$directory/java
      ! [ -x "$java" ] || break
    done
  fi
  identify
  if ! [ -x "$java" ] || { [ -n "$major" ] && [ "$major" -lt 17 ]; }; then
    # Installing must not go by the caller's umask, and need_jdk sets a variable.
    caller_umask=$(umask)
    umask 022
    need_jdk
    umask "$caller_umask"
    java=$JAVA_HOME/bin/java
    identify
  fi
}

identify() {
  local home=$java
  release=
  major=
  if [ -L "$home" ]; then
    home=$(readlink -f "$home")
  fi
  home=${home%/bin/java}
  if [ -r "$home/release" ]; then
    release=$home$'\n'$(<"$home/release")
    if [[ $release =~ JAVA_VERSION=\"(1\.)?([0-9]+) ]]; then
      major=${BASH_REMATCH[2]}
    fi
  fi
}

# ---- archives of class data ----

# Adds the flags with which a JVM uses an archive. One that finds it unfit goes without, and would say so on stdout, where
# a file may be going, if its log were not off.
use_archive() {
  flags+=(-Xlog:disable)
  if [ "$major" -ge 25 ]; then
    # It goes where it was made to go: to move it elsewhere takes longer than to read it. And what the rehearsal compiled
    # isn't compiled at once again.
    flags+=(-XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0 -XX:-AOTReplayTraining "-XX:AOTCache=$1")
  else
    flags+=(-Xshare:auto "-XX:SharedArchiveFile=$1")
  fi
}

# Makes the archive of a program by rehearsing what it does, with the flags that it is to run with. One that failed is
# left empty, not to be tried at each run.
make_archive() {
  local java=$1 name=$2 copy=$3 archive=$4 making=$4.making dir=${3%/*} flags
  shift 4
  if have flock; then
    exec 8>"$archive.lock"
    flock -n 8 || return 0
  fi
  [ ! -f "$archive.of" ] || [ "$(<"$archive.of")" != "$release" ] || return 0
  : >"$making" || return 0
  # Only G1 can put objects into an archive; all can take them out.
  flags=("${@/+UseSerialGC/+UseG1GC}")
  if [ "$major" -ge 25 ]; then
    flags+=(-XX:AOTCacheOutput="$making.aot")
  else
    flags+=(-XX:ArchiveClassesAtExit="$making.aot")
  fi
  ln -f "$copy" "$making.jar" 2>/dev/null || true
  "$java" "$ROOT/scripts/lib/Startup.java" rehearse "$name" "$java" "${flags[@]}" -jar "$copy" || true
  : >>"$making.aot"
  # No build must come between the look at the jar and the renaming.
  if have flock; then
    exec 9>"$dir/lock"
    flock 9
  fi
  if [ "$copy" -ef "$making.jar" ]; then
    mv -f "$making.aot" "$archive"
    printf '%s' "$release" >"$archive.of"
  fi
  rm -f "$making" "$making".*
}

launch() {
  local module=$1 name=$2 flags=() copy java release major archive
  shift 2
  while [ "$1" != -- ]; do
    flags+=("$1")
    shift
  done
  shift
  copy=$ROOT/target/launch/$name.jar
  if stale "$copy" "$module"; then
    (
      umask 022
      mkdir -p "${copy%/*}"
      # One builds, the others wait and find it done.
      exec 9>"${copy%/*}/lock"
      if have flock; then
        flock 9
      fi
      if stale "$copy" "$module"; then
        build "$module" "$name" "$copy" 9>&-
      fi
    )
  fi
  find_java
  archive=${copy%.jar}-$major.archive
  if [ -z "$major" ]; then
    :
  elif [ "$archive" -nt "$copy" ] && [ -f "$archive.of" ] && [ "$(<"$archive.of")" = "$release" ]; then
    if [ -s "$archive" ]; then
      use_archive "$archive"
    fi
  elif [ -w "${copy%/*}" ]; then
    # A grandchild, with a terminal's signals and streams taken away: it is nobody's business but its own.
    ( (trap '' HUP INT; umask 022; make_archive "$java" "$name" "$copy" "$archive" "${flags[@]}") </dev/null >/dev/null 2>&1 &)
  fi
  # In the C locale, which services and containers have, Java can name no file with other letters than ASCII's. By env:
  # bash would complain of a locale that isn't there.
  case ${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} in
    C | POSIX) set -- env LC_ALL=C.UTF-8 "$java" "${flags[@]}" -jar "$copy" "$@" ;;
    *) set -- "$java" "${flags[@]}" -jar "$copy" "$@" ;;
  esac
  # A standard stream that is closed would be the next file that Java opens: its own code, sent as standard input.
  [ -e /dev/fd/0 ] || exec 0>/dev/null
  [ -e /dev/fd/1 ] || exec 1</dev/null
  [ -e /dev/fd/2 ] || exec 2>/dev/null
  exec "$@"
}
