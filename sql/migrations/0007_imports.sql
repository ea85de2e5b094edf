-- The files that discharges come from, what became of their rows, and what they changed.

-- A file's rejected rows are kept as they stood, to be corrected and sent again; what was noticed in rows that were taken (a value that
-- was left out or read otherwise) must not go unseen. A wrong file of any size is taken back.
create table discharges.import (
  tenant_id uuid not null,
  import_id uuid not null,
  job_id uuid,
  account_id uuid not null,
  file_name text not null check (length(file_name) between 1 and 200),
  byte_count bigint not null default 0,
  sha256 bytea,
  dialect text,
  encoding text,
  unknown_columns text[] not null default '{}',
  next_row bigint not null default 0,
  read_count bigint not null default 0,
  new_count bigint not null default 0,
  updated_count bigint not null default 0,
  unchanged_count bigint not null default 0,
  rejected_count bigint not null default 0,
  problem text,
  status text not null default 'uploading',
  accepted_institution_code text check (length(accepted_institution_code) between 1 and 50),
  problem_english text,
  columns text[] not null default '{}',
  file_deleted_at timestamptz,
  problem_code text,
  undo_job_id uuid,
  status_before_undo text check (status_before_undo in ('finished', 'failed', 'cancelled')),
  removed_count bigint not null default 0,
  restored_count bigint not null default 0,
  removed_patient_count bigint not null default 0,
  removed_department_count bigint not null default 0,
  kept_department_count bigint not null default 0,
  removed_staff_count bigint not null default 0,
  kept_staff_count bigint not null default 0,
  remarks jsonb not null default '[]' check (jsonb_typeof(remarks) = 'array'),
  created_at timestamptz not null default now(),
  primary key (tenant_id, import_id),
  constraint import_account foreign key (tenant_id, account_id) references identity.account,
  constraint import_sums check (read_count = new_count + updated_count + unchanged_count + rejected_count),
  constraint import_status_check
    check (status in ('uploading', 'committed', 'finished', 'failed', 'cancelled', 'undoing', 'undone')),
  constraint import_undoing check ((status = 'undoing') = (status_before_undo is not null))
);
comment on table discharges.import is 'One file of discharges and how far its import has come; the sums always hold';
comment on column discharges.import.dialect is 'n041, hqmsP, hqmsABCD or tcm: the layout of the file';
comment on column discharges.import.next_row is 'The first record of the file that no committed chunk holds';
comment on column discharges.import.problem is 'Why the file as a whole could not be read';
comment on column discharges.import.accepted_institution_code is
  'A code that the file may name besides the hospital''s own, given by whoever imports: the way to override the refusal';
comment on column discharges.import.columns is 'The header as it stands in the file';
comment on column discharges.import.file_deleted_at is 'When the file and the cells of its rejected rows were deleted, as the policy says';
comment on column discharges.import.problem_code is 'What problem says, as a rule or a code of the API';
comment on column discharges.import.undo_job_id is 'The job that takes the file back, or has taken it';
comment on column discharges.import.status_before_undo is 'What the import is again when its undoing is refused after all';
comment on column discharges.import.removed_count is 'Stays that only this import had brought and that its undoing has removed so far';
comment on column discharges.import.restored_count is 'Stays that its undoing has made again as they were before it, so far';
comment on column discharges.import.removed_patient_count is 'Patients whom nothing else held, removed by its undoing so far';
comment on column discharges.import.removed_department_count is
  'Departments that it had met, nobody had confirmed and nothing else refers to: its undoing has removed them';
comment on column discharges.import.kept_department_count is 'Departments that it had met and that its undoing has left: confirmed, or in use';
comment on column discharges.import.removed_staff_count is 'Staff likewise';
comment on column discharges.import.kept_staff_count is 'Staff that it had met and that its undoing has left';
comment on column discharges.import.remarks is
  'What was noticed in rows that were taken, counted by rule and field: rule, field, rows, lines, and the words in both languages; no patient''s values';
-- One at a time in a hospital: what one puts back the other must see. It is also what everybody who works on tasks looks at.
create unique index import_one_undoing on discharges.import (tenant_id) where status = 'undoing';
select app.protect('discharges.import', false);
grant select, insert, update, delete on discharges.import to huifang_service;

create table discharges.import_part (
  tenant_id uuid not null,
  import_id uuid not null,
  part_number integer not null,
  sealed bytea not null,
  primary key (tenant_id, import_id, part_number),
  constraint import_part_import foreign key (tenant_id, import_id) references discharges.import on delete cascade
);
comment on table discharges.import_part is 'The file itself in sealed parts, so that any process can go on with it';
alter table discharges.import_part alter column sealed set storage external;
select app.protect('discharges.import_part', true);
grant select, insert, update, delete on discharges.import_part to huifang_service;

create table discharges.import_rejection (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  line_number bigint not null,
  violations jsonb not null,
  cells bytea,
  primary key (tenant_id, import_id, row_number),
  constraint import_rejection_import foreign key (tenant_id, import_id) references discharges.import on delete cascade
);
comment on table discharges.import_rejection is 'Why a row was not taken: field, rule and remedy, without personal values';
comment on column discharges.import_rejection.row_number is 'The record in the file, from 0, the header not counted';
comment on column discharges.import_rejection.violations is 'Field, rule and remedy, without personal values';
comment on column discharges.import_rejection.cells is 'The row''s values as they stand in the file: a JSON array, sealed for its place';
select app.protect('discharges.import_rejection', true);
grant select, insert, delete on discharges.import_rejection to huifang_service;

-- What an import must tell about rows that it took.
create table discharges.import_warning (
  tenant_id uuid not null,
  import_id uuid not null,
  rule text not null check (rule in ('departmentDeactivated')),
  department_id uuid not null,
  row_count bigint not null check (row_count > 0),
  primary key (tenant_id, import_id, rule, department_id),
  constraint import_warning_import foreign key (tenant_id, import_id) references discharges.import on delete cascade,
  constraint import_warning_department foreign key (tenant_id, department_id) references directory.department
);
comment on table discharges.import_warning is 'Rows that an import took and somebody should look at: how many, of which department';
comment on column discharges.import_warning.rule is 'departmentDeactivated: its name is that of a department out of use, where the stays now are';
select app.protect('discharges.import_warning', false, 'department_id');
grant select, insert, update (row_count) on discharges.import_warning to huifang_service;

create table discharges.download (
  tenant_id uuid not null,
  token_hash bytea not null check (octet_length(token_hash) = 32),
  import_id uuid not null,
  account_id uuid not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, token_hash),
  constraint download_import foreign key (tenant_id, import_id) references discharges.import on delete cascade,
  constraint download_account foreign key (tenant_id, account_id) references identity.account
);
comment on table discharges.download is
  'Addresses under which one person may fetch an import''s rejected rows once, with the bearer besides; only their hashes';
create index download_by_import on discharges.download (tenant_id, import_id);
select app.protect('discharges.download', false);
grant select, insert (tenant_id, token_hash, import_id, account_id, expires_at), update (used_at),
  delete on discharges.download to huifang_service;

-- What an update changed: the values before, just as they stood, written in the transaction that changes them.
create table discharges.discharge_history (
  tenant_id uuid not null,
  history_id uuid not null,
  discharge_id uuid not null,
  department_id uuid not null,
  import_id uuid not null,
  changed_at timestamptz not null default now(),
  former_department uuid not null,
  ward text,
  admitted_at timestamp not null,
  discharged_at timestamp not null,
  hour_known boolean not null,
  way_of_leaving smallint not null,
  diagnosis_code text,
  diagnosis_name text,
  diagnoses jsonb not null,
  operations jsonb not null,
  attending_staff_id uuid,
  resident_staff_id uuid,
  nurse_staff_id uuid,
  fingerprint bytea not null,
  former_import_id uuid,
  primary key (tenant_id, history_id),
  constraint discharge_history_discharge foreign key (tenant_id, discharge_id) references discharges.discharge on delete cascade,
  constraint discharge_history_import foreign key (tenant_id, import_id) references discharges.import
);
comment on table discharges.discharge_history is 'A stay as it was before an import changed it';
comment on column discharges.discharge_history.department_id is
  'The stay''s present department, which it follows: whoever may read the stay may read what became of it';
comment on column discharges.discharge_history.former_department is 'The department before the change';
create index discharge_history_by_discharge on discharges.discharge_history (tenant_id, discharge_id, changed_at);
create index discharge_history_by_import on discharges.discharge_history (tenant_id, import_id);
create index discharge_history_by_former_import on discharges.discharge_history (tenant_id, former_import_id);
create index discharge_history_of_deaths on discharges.discharge_history (tenant_id, changed_at) where way_of_leaving = 5;
select app.protect('discharges.discharge_history', true, 'department_id');
grant select, insert, update (department_id) on discharges.discharge_history to huifang_service;

create table discharges.patient_history (
  tenant_id uuid not null,
  history_id uuid not null,
  patient_id uuid not null,
  import_id uuid not null,
  changed_at timestamptz not null default now(),
  name bytea not null,
  name_index bytea not null,
  sex smallint not null,
  birth_date date,
  identity_number bytea,
  identity_index bytea,
  address bytea,
  deceased boolean not null,
  primary key (tenant_id, history_id),
  constraint patient_history_patient foreign key (tenant_id, patient_id) references discharges.patient on delete cascade,
  constraint patient_history_import foreign key (tenant_id, import_id) references discharges.import
);
comment on table discharges.patient_history is 'A patient as he was before an import changed him; sealed values as they stood';
create index patient_history_by_patient on discharges.patient_history (tenant_id, patient_id, changed_at);
create index patient_history_by_import on discharges.patient_history (tenant_id, import_id);
select app.protect('discharges.patient_history', true);
grant select, insert on discharges.patient_history to huifang_service;

create table discharges.contact_history (
  tenant_id uuid not null,
  history_id uuid not null,
  contact_id uuid not null,
  import_id uuid not null,
  changed_at timestamptz not null default now(),
  relation text,
  name bytea,
  primary key (tenant_id, history_id),
  constraint contact_history_contact foreign key (tenant_id, contact_id) references discharges.contact on delete cascade,
  constraint contact_history_import foreign key (tenant_id, import_id) references discharges.import
);
comment on table discharges.contact_history is 'Whose a number was before an import said otherwise';
create index contact_history_by_contact on discharges.contact_history (tenant_id, contact_id, changed_at);
create index contact_history_by_import on discharges.contact_history (tenant_id, import_id);
select app.protect('discharges.contact_history', true);
grant select, insert on discharges.contact_history to huifang_service;

-- Files are kept sealed as long as the hospital's policy says. The import's row with its hash and counts stays.
create table discharges.setting (
  tenant_id uuid primary key references directory.organization,
  import_retention_days integer not null check (import_retention_days between 1 and 3650),
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  constraint setting_account foreign key (tenant_id, changed_by) references identity.account
);
comment on table discharges.setting is 'What a hospital has decided about its discharge files; without a row the defaults hold';
comment on column discharges.setting.import_retention_days is 'How long a file and its rejected rows are kept after the import; 90 without a row';
select app.protect('discharges.setting', false);
grant select, insert (tenant_id, import_retention_days, changed_by), update (import_retention_days, changed_by,
  changed_at) on discharges.setting to huifang_service;
