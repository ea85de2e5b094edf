#!/usr/bin/env bash
# Runs the built tests on days on which calendars go wrong, the service's and PostgreSQL's clocks shifted alike by libfaketime.
#
#   scripts/test-days.sh              all days
#   scripts/test-days.sh first leap   these
#   FILTER=DemoHistoryTests scripts/test-days.sh last
#
# A day's log is .build/test-days/DAY.log. The offset is computed once a day and handed to every process, and the monotonic
# clock stays as it is, so that timeouts and sleeps take as long as ever.
set -euo pipefail

# The day and the moment at which its run begins. China is eight hours ahead of UTC.
moments() {
  cat <<'END'
first    2027-05-01 00:30:00 +0800
last     2027-03-31 23:59:30 +0800
newyear  2027-01-01 09:00:00 +0800
february 2027-02-28 10:00:00 +0800
leap     2028-02-29 10:00:00 +0800
sunday   2027-06-06 15:00:00 +0800
utc16    2027-07-14 16:00:00 +0000
END
}

fail() {
  echo "test-days: $*" >&2
  exit 2
}

# libfaketime leaves its shared memory behind when a program is killed, and trips over it once the process id comes again.
clear_shared_memory() {
  local file
  for file in /dev/shm/faketime_shm_* /dev/shm/sem.faketime_sem_*; do
    [ -e "$file" ] || continue
    [ -d "/proc/${file##*_}" ] || rm -f "$file" 2>/dev/null || true
  done
}

# Runs a command at a moment. Debian's wrapper prepares the memory that libfaketime shares: a Swift program whose environment is
# changed before it begins, as the library alone would, finds no arguments.
at() {
  local offset
  offset=$(($(date -d "$1" +%s) - $(date +%s)))
  shift
  # shellcheck disable=SC2016
  faketime -m --exclude-monotonic -f "$(printf '%+d' "$offset")" sh -c 'LD_PRELOAD="$0 $LD_PRELOAD" exec "$@"' "$timers" "$@"
}

run_day() {
  local day=$1 moment=$2 log=$logs/$1.log begun=$SECONDS result=passed
  echo "test-days: $day ($moment), log in $log"
  at "$moment" swift test --skip-build ${FILTER:+--filter "$FILTER"} >"$log" 2>&1 || result=FAILED
  # A run that has run nothing has shown nothing.
  grep -q "Test run with [1-9]" "$log" || result=FAILED
  [ "$result" = passed ] || grep "✘" "$log" | head -n 20 || true
  table+=$(printf '%-9s %-26s %-6s %5ds  %s' "$day" "$moment" "$result" $((SECONDS - begun)) "$log")$'\n'
  [ "$result" = passed ] || failures=$((failures + 1))
  clear_shared_memory
}

for day in "$@"; do
  moments | grep -q "^$day " || fail "no day is called $day: $(moments | cut -d ' ' -f 1 | tr '\n' ' ')"
done
command -v faketime >/dev/null || fail "faketime is missing: run scripts/setup.sh faketime"
logs=.build/test-days
timers=$PWD/$logs/monotonic-timers.so
table=""
failures=0
mkdir -p "$logs"
"$(command -v clang || command -v cc)" -O1 -shared -fPIC -o "$timers" scripts/monotonic-timers.c -ldl ||
  fail "scripts/monotonic-timers.c can't be compiled: is Swift's clang on the PATH?"
clear_shared_memory
while read -r day moment; do
  [ $# -eq 0 ] || [[ " $* " = *" $day "* ]] || continue
  run_day "$day" "$moment" </dev/null
done < <(moments)
echo
printf '%s' "$table"
[ "$failures" -eq 0 ]
