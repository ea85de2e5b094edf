-- Finished stays, and the encounters beside them.

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
  readmission_of uuid,
  readmission_days smallint check (readmission_days between 0 and 31),
  created_at timestamptz not null default now(),
  primary key (tenant_id, discharge_id),
  constraint discharge_stay unique (tenant_id, record_number, stay_number),
  constraint discharge_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint discharge_department foreign key (tenant_id, department_id) references directory.department,
  constraint discharge_after_admission check (discharged_at >= admitted_at),
  constraint discharge_readmission foreign key (tenant_id, readmission_of) references discharges.discharge,
  constraint discharge_readmission_whole check ((readmission_of is null) = (readmission_days is null)),
  constraint discharge_readmission_another check (readmission_of <> discharge_id)
);
comment on table discharges.discharge is 'A finished stay (病案号 + 住院次数 is unique in a hospital)';
comment on column discharges.discharge.record_number is '病案号';
comment on column discharges.discharge.stay_number is '住院次数';
comment on column discharges.discharge.admitted_at is '入院时间, the hospital''s own clock';
comment on column discharges.discharge.discharged_at is '出院时间, the hospital''s own clock';
comment on column discharges.discharge.hour_known is 'Whether the file gave hours: the 24-hour rule is hour-accurate only then';
comment on column discharges.discharge.way_of_leaving is
  '离院方式: 1 home on advice, 2 transferred, 3 community care, 4 against advice, 5 died, 9 other';
comment on column discharges.discharge.diagnosis_code is '出院主要诊断编码 (ICD-10)';
comment on column discharges.discharge.diagnoses is '其他诊断, JSON';
comment on column discharges.discharge.operations is '手术及操作, JSON';
comment on column discharges.discharge.attending_staff_id is '主治医师';
comment on column discharges.discharge.resident_staff_id is '住院医师';
comment on column discharges.discharge.nurse_staff_id is '责任护士';
comment on column discharges.discharge.readmission_of is '31 天内再入院: the stay after which the person came back within 31 days';
create index discharge_by_department on discharges.discharge (tenant_id, department_id, discharged_on, discharge_id);
create index discharge_by_patient on discharges.discharge (tenant_id, patient_id);
create index discharge_by_import on discharges.discharge (tenant_id, import_id);
create index discharge_by_readmission on discharges.discharge (tenant_id, readmission_of) where readmission_of is not null;
select app.protect('discharges.discharge', true, 'department_id');
-- A wrong file is taken back: what it brought goes. Nothing else of the service deletes a stay, a task or a patient.
grant select, insert, update (department_id, ward, admitted_at, discharged_at, hour_known, way_of_leaving, diagnosis_code,
  diagnosis_name, diagnoses, operations, attending_staff_id, resident_staff_id, nurse_staff_id, fingerprint, import_id,
  readmission_of, readmission_days), delete on discharges.discharge to huifang_service;

create table discharges.visit (
  tenant_id uuid not null,
  visit_id uuid not null,
  patient_id uuid not null,
  encounter text not null check (encounter in ('inpatient', 'outpatient', 'emergency')),
  department_id uuid not null,
  started_on date not null,
  ended_on date,
  discharge_id uuid,
  recorded_by uuid not null,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, visit_id),
  constraint visit_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint visit_department foreign key (tenant_id, department_id) references directory.department,
  constraint visit_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint visit_account foreign key (tenant_id, recorded_by) references identity.account,
  constraint visit_order check (ended_on >= started_on),
  constraint visit_of_a_day check (encounter = 'inpatient' or ended_on is not null),
  constraint visit_discharged check (discharge_id is null or (encounter = 'inpatient' and ended_on is not null))
);
comment on table discharges.visit is
  'Encounters beside finished stays: outpatient 门诊, emergency 急诊, and open stays 在院, which end when their discharge comes';
comment on column discharges.visit.discharge_id is 'The finished stay that an open one became';
create unique index visit_one_open_stay on discharges.visit (tenant_id, patient_id) where ended_on is null;
create index visit_by_patient on discharges.visit (tenant_id, patient_id, started_on, visit_id);
create index visit_open on discharges.visit (tenant_id, department_id, started_on, visit_id) where ended_on is null;
-- Deleting a row looks for whoever refers to it: without an index that is the whole table, for each row of a file.
create index visit_by_discharge on discharges.visit (tenant_id, discharge_id) where discharge_id is not null;
select app.protect('discharges.visit', true, 'department_id');
grant select, insert, update (ended_on, discharge_id, version) on discharges.visit to huifang_service;
