-- Imports in full: whose file it is.

alter table discharges.import
  add column accepted_institution_code text check (length(accepted_institution_code) between 1 and 50),
  add column problem_english text;
comment on column discharges.import.accepted_institution_code is
  'A code that the file may name besides the hospital''s own, given by whoever imports: the way to override the refusal';
comment on column discharges.import.problem is 'Why the file as a whole was not taken, in Chinese; problem_english says the same';
