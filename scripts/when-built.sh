#!/usr/bin/env bash
# Hands a command to the program, or says that there is nothing to do it to.
set -euo pipefail

program=.build/release/huifang
if [ ! -x "$program" ]; then
  echo "huifang: nothing is built here, so there is nothing to $1"
  exit 0
fi
exec "$program" "$@"
