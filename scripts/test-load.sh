#!/usr/bin/env bash
# Runs the built tests again and again beside busy loops: no test may depend on the machine having time for it.
#
#   LOOPS=15 RUNS=3 FILTER=JobTests scripts/test-load.sh
#
# A run's log is .build/test-load/run-N.log.
set -euo pipefail

loops=${LOOPS:-15}
runs=${RUNS:-3}
logs=.build/test-load
busy=()
failures=0

stop_loops() { [ ${#busy[@]} -eq 0 ] || kill "${busy[@]}" 2>/dev/null || true; }
trap stop_loops EXIT
trap 'exit 130' INT TERM

mkdir -p "$logs"
for ((number = 0; number < loops; number++)); do
  # A loop ends with this script in whatever way that ends.
  (while kill -0 $$ 2>/dev/null; do for _ in {1..100000}; do :; done; done) &
  busy+=($!)
done
for ((run = 1; run <= runs; run++)); do
  log=$logs/run-$run.log
  begun=$SECONDS
  result=passed
  swift test --skip-build ${FILTER:+--filter "$FILTER"} >"$log" 2>&1 </dev/null || result=FAILED
  grep -q "Test run with [1-9]" "$log" || result=FAILED
  [ "$result" = passed ] || grep "✘" "$log" | head -n 20 || true
  [ "$result" = passed ] || failures=$((failures + 1))
  printf 'run %d beside %d loops: %s, %ds, log in %s\n' "$run" "$loops" "$result" $((SECONDS - begun)) "$log"
done
[ "$failures" -eq 0 ]
