-- Patients, how to reach them, and their discharges, as they come from the hospital's own export.

create schema discharges;
comment on schema discharges is 'Patients, contacts, discharges, and the files they come from';
grant usage on schema discharges to huifang_service;

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
  status text not null default 'uploading' check (status in ('uploading', 'committed', 'finished', 'failed')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, import_id),
  constraint import_account foreign key (tenant_id, account_id) references access.account,
  constraint import_sums check (read_count = new_count + updated_count + unchanged_count + rejected_count)
);
comment on table discharges.import is 'One file of discharges and how far its import has come; the sums always hold';
comment on column discharges.import.next_row is 'The first record of the file that no committed chunk holds';

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

create table discharges.import_rejection (
  tenant_id uuid not null,
  import_id uuid not null,
  row_number bigint not null,
  line_number bigint not null,
  violations jsonb not null,
  primary key (tenant_id, import_id, row_number),
  constraint import_rejection_import foreign key (tenant_id, import_id) references discharges.import on delete cascade
);
comment on table discharges.import_rejection is 'Why a row was not taken: field, rule and remedy, without personal values';

create table discharges.patient (
  tenant_id uuid not null,
  patient_id uuid not null,
  subject_id uuid not null,
  record_number text not null check (length(record_number) between 1 and 50),
  name bytea not null,
  name_index bytea not null,
  sex smallint not null check (sex in (0, 1, 2, 9)),
  birth_date date,
  identity_number bytea,
  identity_index bytea,
  address bytea,
  deceased boolean not null default false,
  created_at timestamptz not null default now(),
  primary key (tenant_id, patient_id),
  constraint patient_record_number unique (tenant_id, record_number),
  constraint patient_subject unique (tenant_id, subject_id)
);
comment on table discharges.patient is 'A person treated in the hospital; name, identity number and address sealed';
comment on column discharges.patient.subject_id is
  'Random surrogate by which the audit trail names the person: deleting it makes the trail anonymous and leaves it whole';
comment on column discharges.patient.record_number is '病案号';
create index patient_by_name on discharges.patient (tenant_id, name_index);
create index patient_by_identity on discharges.patient (tenant_id, identity_index) where identity_index is not null;

create table discharges.contact (
  tenant_id uuid not null,
  contact_id uuid not null,
  patient_id uuid not null,
  source text not null check (source in ('patient', 'work', 'contact')),
  relation text,
  name bytea,
  phone bytea not null,
  phone_index bytea not null,
  last_four_index bytea not null,
  state text not null default 'unverified' check (state in ('unverified', 'reached', 'wrong', 'vacant', 'unusable')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, contact_id),
  constraint contact_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint contact_number unique (tenant_id, patient_id, source, phone_index)
);
comment on table discharges.contact is 'A number by which a patient can be reached, whose it is, and what calling it taught';
create index contact_by_phone on discharges.contact (tenant_id, phone_index);
create index contact_by_last_four on discharges.contact (tenant_id, last_four_index);

create table discharges.discharge (
  tenant_id uuid not null,
  discharge_id uuid not null,
  patient_id uuid not null,
  record_number text not null,
  stay_number integer not null check (stay_number > 0),
  department_id uuid not null,
  ward text,
  admitted_at timestamp not null,
  discharged_at timestamp not null,
  discharged_on date not null generated always as (discharged_at::date) stored,
  hour_known boolean not null,
  way_of_leaving smallint not null check (way_of_leaving in (1, 2, 3, 4, 5, 9)),
  diagnosis_code text,
  diagnosis_name text,
  diagnoses jsonb not null default '[]',
  operations jsonb not null default '[]',
  attending_staff_id uuid,
  resident_staff_id uuid,
  nurse_staff_id uuid,
  fingerprint bytea not null,
  import_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, discharge_id),
  constraint discharge_stay unique (tenant_id, record_number, stay_number),
  constraint discharge_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint discharge_department foreign key (tenant_id, department_id) references directory.department,
  constraint discharge_after_admission check (discharged_at >= admitted_at)
);
comment on table discharges.discharge is 'A finished stay (病案号 + 住院次数 is unique in a hospital)';
comment on column discharges.discharge.way_of_leaving is
  '离院方式: 1 home on advice, 2 transferred, 3 community care, 4 against advice, 5 died, 9 other';
comment on column discharges.discharge.hour_known is 'Whether the file gave hours: the 24-hour rule is hour-accurate only then';
create index discharge_by_department on discharges.discharge (tenant_id, department_id, discharged_on, discharge_id);
create index discharge_by_patient on discharges.discharge (tenant_id, patient_id);

select app.protect('discharges.import', false), app.protect('discharges.import_part', true),
  app.protect('discharges.import_rejection', true), app.protect('discharges.patient', true),
  app.protect('discharges.contact', true), app.protect('discharges.discharge', true, 'department_id');

grant select, insert, update, delete on discharges.import, discharges.import_part to huifang_service;
grant select, insert, delete on discharges.import_rejection to huifang_service;
grant select, insert on discharges.patient, discharges.contact, discharges.discharge to huifang_service;
grant update (name, name_index, sex, birth_date, identity_number, identity_index, address, deceased)
  on discharges.patient to huifang_service;
grant update (relation, name, state) on discharges.contact to huifang_service;
grant update (department_id, ward, admitted_at, discharged_at, hour_known, way_of_leaving, diagnosis_code, diagnosis_name,
    diagnoses, operations, attending_staff_id, resident_staff_id, nurse_staff_id, fingerprint, import_id)
  on discharges.discharge to huifang_service;
