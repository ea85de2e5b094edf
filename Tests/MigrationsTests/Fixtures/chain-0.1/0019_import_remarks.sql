-- What was noticed in a file's rows that were taken: a value that was left out or read otherwise must not go unseen.

alter table discharges.import add column remarks jsonb not null default '[]' check (jsonb_typeof(remarks) = 'array');
comment on column discharges.import.remarks is
  'What was noticed in rows that were taken, counted by rule and field: rule, field, rows, lines, and the words in both languages; no patient''s values';
