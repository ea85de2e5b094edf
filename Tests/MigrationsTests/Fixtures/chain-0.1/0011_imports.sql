-- Imports in full: whose file it is.

alter table discharges.import
  add column accepted_institution_code text check (length(accepted_institution_code) between 1 and 50),
  add column problem_english text;
comment on column discharges.import.accepted_institution_code is
  'A code that the file may name besides the hospital''s own, given by whoever imports: the way to override the refusal';
comment on column discharges.import.problem is 'Why the file as a whole was not taken, in Chinese; problem_english says the same';

-- Rejected rows as they stood, to be corrected and sent again.

alter table discharges.import add column columns text[] not null default '{}';
comment on column discharges.import.columns is 'The header as it stands in the file';

alter table discharges.import_rejection add column cells bytea;
comment on column discharges.import_rejection.cells is 'The row''s values as they stand in the file: a JSON array, sealed for its place';

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
  constraint download_account foreign key (tenant_id, account_id) references access.account
);
comment on table discharges.download is
  'Addresses under which one person may fetch an import''s rejected rows once, with the bearer besides; only their hashes';
create index download_by_import on discharges.download (tenant_id, import_id);

select app.protect('discharges.download', false);
grant select, insert (tenant_id, token_hash, import_id, account_id, expires_at), update (used_at), delete
  on discharges.download to huifang_service;

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

alter table discharges.contact add column import_id uuid;
comment on column discharges.contact.import_id is 'The import that brought it';
create index contact_by_import on discharges.contact (tenant_id, import_id);
create index discharge_by_import on discharges.discharge (tenant_id, import_id);

select app.protect('discharges.discharge_history', true, 'department_id'), app.protect('discharges.patient_history', true),
  app.protect('discharges.contact_history', true);
grant select, insert, update (department_id) on discharges.discharge_history to huifang_service;
grant select, insert on discharges.patient_history, discharges.contact_history to huifang_service;

-- Imports as a list, and one that was stopped says so.

alter table discharges.import drop constraint import_status_check,
  add constraint import_status_check check (status in ('uploading', 'committed', 'finished', 'failed', 'cancelled', 'undone'));

-- A wrong file is taken back: what it brought goes. Nothing else of the service deletes a stay, a task or a patient.

grant delete on discharges.discharge, discharges.patient, discharges.contact, followup.task to huifang_service;

-- Another feature may hold a patient or a number by a foreign key: then it stays, and only then.
create function discharges.forget_unheld(patients uuid[], contacts uuid[]) returns bigint
  language plpgsql
  as $$
declare
  target uuid;
  forgotten bigint := 0;
begin
  foreach target in array contacts loop
    begin
      delete from discharges.contact where tenant_id = app.tenant() and contact_id = target;
    exception when foreign_key_violation then null;
    end;
  end loop;
  foreach target in array patients loop
    begin
      delete from discharges.contact where tenant_id = app.tenant() and patient_id = target;
      delete from discharges.patient where tenant_id = app.tenant() and patient_id = target;
      forgotten := forgotten + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  return forgotten;
end
$$;
comment on function discharges.forget_unheld(uuid[], uuid[]) is
  'Deletes numbers, and patients with theirs, that nothing refers to any more; says how many patients went';
revoke execute on function discharges.forget_unheld(uuid[], uuid[]) from public;
grant execute on function discharges.forget_unheld(uuid[], uuid[]) to huifang_service;

-- Files are kept sealed as long as the hospital's policy says. The import's row with its hash and counts stays.

create table discharges.setting (
  tenant_id uuid primary key references directory.organization,
  import_retention_days integer not null check (import_retention_days between 1 and 3650),
  changed_by uuid not null,
  changed_at timestamptz not null default now(),
  constraint setting_account foreign key (tenant_id, changed_by) references access.account
);
comment on table discharges.setting is 'What a hospital has decided about its discharge files; without a row the defaults hold';
comment on column discharges.setting.import_retention_days is 'How long a file and its rejected rows are kept after the import; 90 without a row';

alter table discharges.import add column file_deleted_at timestamptz;
comment on column discharges.import.file_deleted_at is 'When the file and the cells of its rejected rows were deleted, as the policy says';

select app.protect('discharges.setting', false);
grant select, insert (tenant_id, import_retention_days, changed_by),
  update (import_retention_days, changed_by, changed_at) on discharges.setting to huifang_service;

-- Crosses tenants, and touches the personal data of each: so each hospital whose files go gets an event of it.
create function discharges.forget_files() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  hospital record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  due uuid[];
  forgotten bigint := 0;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for hospital in select o.tenant_id from directory.organization as o where o.kind = 'hospital' loop
    perform set_config('app.tenant_id', hospital.tenant_id::text, true);
    select array_agg(i.import_id) into due from discharges.import i
      where i.tenant_id = hospital.tenant_id and i.file_deleted_at is null and (
        i.status in ('finished', 'failed', 'cancelled', 'undone') and i.created_at < now() - make_interval(days => coalesce(
          (select s.import_retention_days from discharges.setting s where s.tenant_id = hospital.tenant_id), 90))
        or i.status = 'uploading' and i.created_at < now() - interval '7 days');
    continue when due is null;
    insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint, personal_data)
    values (hospital.tenant_id, gen_random_uuid(), '', 'discharge.import.forgetFiles', 'retention', gen_random_uuid(), '', true);
    delete from discharges.import_part p where p.tenant_id = hospital.tenant_id and p.import_id = any (due);
    update discharges.import_rejection r set cells = null
      where r.tenant_id = hospital.tenant_id and r.import_id = any (due) and r.cells is not null;
    update discharges.import i set file_deleted_at = now(),
        status = case when i.status = 'uploading' then 'cancelled' else i.status end
      where i.tenant_id = hospital.tenant_id and i.import_id = any (due);
    perform audit.close(null, cardinality(due));
    forgotten := forgotten + cardinality(due);
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function discharges.forget_files() is
  'Deletes the files of imports that are older than their hospital''s policy says, and of those never committed after a week; called once an hour';
revoke execute on function discharges.forget_files() from public;
grant execute on function discharges.forget_files() to huifang_service;
