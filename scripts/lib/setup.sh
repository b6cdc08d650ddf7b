# shellcheck shell=bash
# Sourced by the scripts. Finds what they need, and on Debian and Ubuntu installs what is missing:
#
#   need_jdk     a JDK >= 17: JAVA_HOME's, else javac's on the PATH, else any in the usual places, else apt-get's.
#                Sets and exports JAVA_HOME.
#   need_maven   sets MVN to a Maven >= 3.8: the one on the PATH, else apt-get's, else the wrapper (./mvnw).
#   maven_quietly ARGUMENT...   runs it in the checkout, and shows only a failure.
#   need_peers   the other TFTP programs that the interoperability tests run, on the PATH.
#   need_link_tools   what makes and watches links between network namespaces, on the PATH.
#   need_test_classes   compiles the classes and the tests where a source is newer, and writes the tests' class path
#                to target/test-classpath. Call need_maven first.
#   find_jdk N   prints the home of a JDK of exactly that version, or fails.
#
# With everything there already, nothing is installed and no network is used. Elsewhere than on Debian and its
# relatives, a function that finds something missing says what to install and fails.

# The launchers pay a millisecond for each process: none is made for this, unless there is no way back from there.
here=$PWD
if [ . -ef "$here" ] && CDPATH='' cd -P "${BASH_SOURCE[0]%/*}/../.."; then
  ROOT=$PWD
  cd "$here"
else
  ROOT=$(CDPATH='' cd "${BASH_SOURCE[0]%/*}/../.." && pwd -P)
fi

# Modes of files go into jars: the same for everyone, so that the jars are, too. The launchers do it only where they build:
# what they run makes its files by its caller's umask.
[ -n "${LAUNCHER:-}" ] || umask 022

say() {
  printf '%s: %s\n' "$(basename "$0")" "$*" >&2
}

have() {
  command -v "$1" >/dev/null 2>&1
}

# ---- installing ----

on_debian() {
  have apt-get && have dpkg
}

as_root() {
  if [ "$(id -u)" = 0 ]; then
    "$@"
  else
    sudo "$@"
  fi
}

apt_updated=
apt_update() {
  [ -z "$apt_updated" ] || return 0
  apt_updated=yes
  if [ "$(id -u)" != 0 ] && ! have sudo; then
    say "the package lists may be missing, and there is neither root nor sudo here; as root, run: apt-get update"
    return 1
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq update >&2
}

# Installs packages; with stale or no package lists the first try fails, and the lists are fetched once.
apt_install() {
  local how='' install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -y --no-install-recommends install "$@")
  if [ "$(id -u)" != 0 ]; then
    if ! have sudo; then
      say "neither root nor sudo here; as root, run: apt-get update && apt-get install --no-install-recommends $*"
      return 1
    fi
    how=' (with sudo)'
  fi
  say "installing with apt-get$how: $*"
  as_root "${install[@]}" >/dev/null 2>&1 && return 0
  apt_update && as_root "${install[@]}" >&2
}

# Downloads a package into a directory that is made anew; nothing is installed.
fetch_package() {
  local package=$1 dir=$2 download=(apt-get -qq -o APT::Sandbox::User=root download "$1")
  rm -rf "$dir"
  mkdir -p "$dir"
  (cd "$dir" && "${download[@]}") >/dev/null 2>&1 || { apt_update && (cd "$dir" && "${download[@]}") >&2; }
}

# ---- JDK ----

# Prints the major version of the JDK in a directory; fails where there is no compiler.
jdk_version() {
  local home=$1 line version=
  [ -x "$home/bin/javac" ] || return 1
  if [ -r "$home/release" ]; then
    while IFS= read -r line; do
      case $line in JAVA_VERSION=*) version=${line#*=} ;; esac
    done <"$home/release"
  fi
  [ -n "$version" ] || version=$("$home/bin/javac" -version 2>&1 | sed 's/^javac //')
  version=${version//\"/}
  version=${version#1.}
  version=${version%%[!0-9]*}
  [ -n "$version" ] && echo "$version"
}

jdk_suits() {
  local version
  version=$(jdk_version "$1") && [ "$version" -ge 17 ]
}

# The homes of JDKs in the places where systems and people put them.
jdk_homes() {
  local home
  for home in /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -x "$home/bin/javac" ] && [ ! -L "$home" ]; then
      echo "$home"
    fi
  done
}

find_jdk() {
  local home
  while IFS= read -r home; do
    if [ "$(jdk_version "$home")" = "$1" ]; then
      echo "$home"
      return 0
    fi
  done < <(jdk_homes)
  return 1
}

# Prints the home of a JDK >= 17, without installing anything.
any_jdk() {
  local home
  if [ -n "${JAVA_HOME:-}" ]; then
    if jdk_suits "$JAVA_HOME"; then
      echo "$JAVA_HOME"
      return 0
    fi
    say "JAVA_HOME ($JAVA_HOME) is no JDK of version 17 or newer; looking for another"
  fi
  if have javac; then
    home=$(readlink -f "$(command -v javac)")
    home=${home%/bin/javac}
    if jdk_suits "$home"; then
      echo "$home"
      return 0
    fi
  fi
  find_jdk 17 || find_jdk 21 || find_jdk 25 && return 0
  while IFS= read -r home; do
    if jdk_suits "$home"; then
      echo "$home"
      return 0
    fi
  done < <(jdk_homes)
  return 1
}

need_jdk() {
  local home package
  if ! home=$(any_jdk); then
    if ! on_debian; then
      say "no JDK found. Install a JDK, version 17 or newer (https://adoptium.net), and set JAVA_HOME to it."
      return 1
    fi
    [ -n "$(apt-cache search --names-only '^openjdk-17-jdk-headless$' 2>/dev/null)" ] || apt_update || return 1
    package=default-jdk-headless
    for version in 17 21 25; do
      if [ -n "$(apt-cache search --names-only "^openjdk-$version-jdk-headless\$")" ]; then
        package=openjdk-$version-jdk-headless
        break
      fi
    done
    apt_install "$package" || return 1
    hash -r
    if ! home=$(any_jdk); then
      say "$package was installed, but it brought no JDK of version 17 or newer. Set JAVA_HOME to one."
      return 1
    fi
  fi
  export JAVA_HOME=$home
}

# ---- Maven ----

maven_suits() {
  [[ $("$1" --version 2>/dev/null) =~ "Apache Maven "([0-9]+)\.([0-9]+) ]] || return 1
  local major=${BASH_REMATCH[1]} minor=${BASH_REMATCH[2]}
  [ "$major" -gt 3 ] || { [ "$major" = 3 ] && [ "$minor" -ge 8 ]; }
}

# Call need_jdk first: Maven runs on its JDK.
need_maven() {
  MVN=mvn
  if have mvn && maven_suits mvn; then
    return 0
  fi
  if ! have mvn && on_debian; then
    apt_install maven || say "apt-get could not install Maven"
    hash -r
    if have mvn && maven_suits mvn; then
      return 0
    fi
  fi
  # None, or an old one (Ubuntu 22.04 has 3.6): the wrapper fetches the version that it names.
  # shellcheck disable=SC2034 # The scripts that source this run it.
  MVN=$ROOT/mvnw
  say "no Maven 3.8 or newer on the PATH: using the Maven wrapper, which downloads one once"
}

# Runs it in the checkout; of what it prints only a failure is seen, on stderr.
maven_quietly() {
  local log status=0
  log=$(mktemp)
  (cd "$ROOT" && "$MVN" -B "$@") >"$log" 2>&1 </dev/null || status=$?
  if [ "$status" != 0 ]; then
    # Warnings too: they are what fails a compilation.
    grep -A 2 -E '^\[?(ERROR|WARNING)' "$log" >&2 || cat "$log" >&2
    say "the build failed"
  fi
  rm -f "$log"
  return "$status"
}

# ---- the other TFTP programs ----

# Programs are taken out of their packages and put here, where an installation would start a service on port 69
# (tftpd-hpa, atftpd), replace another program (tftp-hpa) or be refused beside what is there (atftpd).
# Only the program itself: atftpd's package has an in.tftpd of its own, which would hide tftp-hpa's.
# The tests have this directory at the front of their PATH.
PEERS=$ROOT/target/peers/bin

unpack_peer() {
  local package=$1 program=$2 dir lib libs=()
  dir=$ROOT/target/peers/$package
  say "fetching $package (its program goes to ${PEERS#"$ROOT"/}; nothing is installed)"
  mkdir -p "$PEERS"
  fetch_package "$package" "$dir" || return 1
  dpkg -x "$dir/$package"_*.deb "$dir" || return 1
  if ldd "$dir/$program" | grep -q 'not found'; then
    while IFS= read -r lib; do
      libs+=("$lib")
    done < <(dpkg-deb -f "$dir/$package"_*.deb Depends | tr ',|' '\n' | sed -n 's/^ *\(lib[^ (]*\).*/\1/p' | grep -v '^libc6$')
    apt_install "${libs[@]}" || return 1
  fi
  mv "$dir/$program" "$PEERS/" && rm -rf "$dir"
}

# tftp-hpa's programs share their names with others.
is_hpa() {
  have "$1" && [[ $("$1" -V 2>&1 </dev/null) == tftp-hpa* ]]
}

has_busybox_tftp() {
  have busybox && [[ $'\n'$(busybox --list)$'\n' == *$'\n'tftp$'\n'* ]]
}

# The names of the programs that are not there, one a line.
missing_peers() {
  is_hpa in.tftpd || echo in.tftpd
  is_hpa tftp || echo tftp
  have atftpd || echo atftpd
  have atftp || echo atftp
  have dnsmasq || echo dnsmasq
  have curl || echo curl
  has_busybox_tftp || echo busybox
}

need_peers() {
  local missing name packages=()
  export PATH="$PEERS:$PATH:/usr/sbin:/sbin"
  missing=$(missing_peers)
  [ -n "$missing" ] || return 0
  if ! on_debian; then
    say "these TFTP programs are missing: $(echo "$missing" | tr '\n' ' ')"
    say "install tftp-hpa (its client tftp and its server in.tftpd), atftp and atftpd, dnsmasq, curl and busybox"
    return 1
  fi
  for name in $missing; do
    case $name in
      in.tftpd) unpack_peer tftpd-hpa usr/sbin/in.tftpd || true ;;
      tftp) unpack_peer tftp-hpa usr/bin/tftp || true ;;
      atftpd) unpack_peer atftpd usr/sbin/atftpd || true ;;
      atftp) unpack_peer atftp usr/bin/atftp || true ;;
      dnsmasq) packages+=(dnsmasq-base) ;;
      *) packages+=("$name") ;;
    esac
  done
  if [ ${#packages[@]} -gt 0 ]; then
    apt_install "${packages[@]}" || true
  fi
  hash -r
  missing=$(missing_peers)
  if [ -n "$missing" ]; then
    say "these TFTP programs are still missing: $(echo "$missing" | tr '\n' ' ')"
    return 1
  fi
}

# ---- links of the kernel ----

need_link_tools() {
  local missing=() packages=()
  export PATH="$PATH:/usr/sbin:/sbin"
  have ip && have tc || { missing+=(ip tc) packages+=(iproute2); }
  have ethtool || { missing+=(ethtool) packages+=(ethtool); }
  have tcpdump || { missing+=(tcpdump) packages+=(tcpdump); }
  have sysctl || { missing+=(sysctl) packages+=(procps); }
  [ ${#missing[@]} -gt 0 ] || return 0
  if ! on_debian; then
    say "these programs are missing: ${missing[*]}"
    return 1
  fi
  apt_install "${packages[@]}"
  hash -r
}

# ---- tests as programs ----

# The tests' classes, made anew where a source is newer than the start of the last build.
need_test_classes() {
  local classpath=$ROOT/target/test-classpath
  if ! [ -f "$classpath" ] || [ -n "$(cd "$ROOT" && find pom.xml tftp-*/pom.xml tftp-*/src -newer "$classpath" -print -quit)" ]; then
    say "building"
    mkdir -p "$ROOT/target"
    touch "$classpath.time"
    maven_quietly -pl tftp-server -am test-compile dependency:build-classpath -Dmdep.includeScope=test \
      -Dmdep.outputFile="$classpath.new" -Dspotless.check.skip=true -Denforcer.skip=true -Djacoco.skip=true || return 1
    touch -r "$classpath.time" "$classpath.new"
    mv "$classpath.new" "$classpath"
    rm "$classpath.time"
  fi
}
