#!/usr/bin/env bash
# Deletes the service's data after asking. Without a terminal, or with FORCE=1, nobody is asked.
set -euo pipefail

if [ -t 0 ] && [ "${FORCE:-}" != 1 ]; then
  read -r -p "Delete the database and all data in ${HUIFANG_HOME:-.huifang}? [y/N] " answer
  case "$answer" in [yY] | [yY][eE][sS]) ;; *) echo "Nothing deleted." && exit 0 ;; esac
fi
exec "$(dirname "$0")/when-built.sh" reset --force
