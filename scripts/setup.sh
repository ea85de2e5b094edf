#!/usr/bin/env bash
# Makes sure that what huifang is built and run with is here: Swift, libpq, OpenSSL and a PostgreSQL server. Installs
# Debian's packages when it may (as root, or with a sudo that doesn't ask), and otherwise says in one line what to do.
#
#   scripts/setup.sh            what building, running and testing need
#   scripts/setup.sh faketime   faketime besides, for tests on another day
set -euo pipefail

oldest_swift=6.3
oldest_postgres=15
wants_faketime=$([ "${1:-}" = faketime ] && echo yes || echo no)

fail() {
  echo "huifang: $*" >&2
  exit 1
}

# Whether version $1 is at least version $2.
at_least() { [ "$(printf '%s\n' "$2" "$1" | sort -V | head -n 1)" = "$2" ]; }

check_swift() {
  local version
  command -v swift >/dev/null || fail "Swift is missing: install Swift $oldest_swift or newer from swift.org/install"
  version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9.]+).*/\1/p' | head -n 1)
  at_least "${version:-0}" "$oldest_swift" ||
    fail "Swift ${version:-of an unknown version} is too old: install $oldest_swift or newer from swift.org/install"
}

# The major version of the newest PostgreSQL server, 0 when there is none. The service looks in the same places.
postgres_version() {
  local folder version newest=0
  for folder in "${HUIFANG_POSTGRES_BIN:-}" "$(pg_config --bindir 2>/dev/null || true)" /usr/lib/postgresql/*/bin \
    /usr/pgsql-*/bin /usr/local/pgsql/bin; do
    [ -x "$folder/initdb" ] || continue
    version=$("$folder/postgres" --version | sed -nE 's/.*PostgreSQL\) ([0-9]+).*/\1/p')
    [ "${version:-0}" -le "$newest" ] || newest=$version
  done
  echo "$newest"
}

missing_packages() {
  command -v pkg-config >/dev/null || echo pkg-config
  pkg-config --exists libpq 2>/dev/null || echo libpq-dev
  pkg-config --exists libcrypto 2>/dev/null || echo libssl-dev
  [ "$(postgres_version)" -ge "$oldest_postgres" ] || echo postgresql
  [ "$wants_faketime" = no ] || command -v faketime >/dev/null || echo faketime
}

# Debian starts a database of its own with the server's package unless it is told not to.
forbid_main_cluster() {
  local folder=/etc/postgresql-common/createcluster.d
  $1 mkdir -p "$folder"
  echo "create_main_cluster = false" | $1 tee "$folder/huifang.conf" >/dev/null
}

install_packages() {
  local become="" log
  command -v apt-get >/dev/null ||
    fail "these are missing: $*. Install what your system calls them (PostgreSQL $oldest_postgres or newer)"
  if [ "$(id -u)" -ne 0 ]; then
    sudo -n true 2>/dev/null || fail "packages are missing: run \`sudo apt-get install $*\` and start again"
    become="sudo -n"
  fi
  echo "huifang: installing Debian's packages $*"
  case " $* " in *" postgresql "*) forbid_main_cluster "$become" ;; esac
  log=$(mktemp)
  $become apt-get update -qq >"$log" 2>&1 ||
    fail "the package lists can't be fetched: check the network, or install $* yourself (log: $log)"
  $become env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >"$log" 2>&1 ||
    fail "installing failed: run \`apt-get install $*\` to see why (log: $log)"
  rm -f "$log"
  [ "$(postgres_version)" -ge "$oldest_postgres" ] ||
    fail "this system's PostgreSQL is older than $oldest_postgres: see postgresql.org/download for a newer one"
}

check_swift
missing=$(missing_packages)
# The names are words of ours, without blanks.
# shellcheck disable=SC2086
[ -z "$missing" ] || install_packages $missing
