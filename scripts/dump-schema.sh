#!/bin/sh
# Prints the schema of a migrated database in a form that is the same in every run: what sql/schema.sql holds.
#
#   PGHOST=… PGPORT=… PGUSER=… PGPASSWORD=… scripts/dump-schema.sh DATABASE
#
# Left out: owners (everything is huifang_owner's, which a check says), the audit trail's partitions (their names are months),
# and what pg_dump writes about itself and its session. To write sql/schema.sql anew after a change, run
#
#   HUIFANG_RECORD=1 swift test --filter SchemaDumpTests
set -eu
echo "-- What sql/schemas.sql, functions and migrations make, written by scripts/dump-schema.sh. Never edited."
pg_dump=$(command -v pg_dump || echo "$(pg_config --bindir)/pg_dump")
"$pg_dump" --schema-only --no-owner --no-tablespaces \
  --exclude-table='audit.event_????_??' --exclude-table='audit.event_subject_????_??' "$1" |
  sed -e '/^\\\(un\)\{0,1\}restrict /d' -e '/^SET /d' -e '/^SELECT pg_catalog.set_config/d' -e '/^-- Dumped /d' \
    -e '/^-- PostgreSQL database dump/d' -e '/^--$/d' |
  cat -s
