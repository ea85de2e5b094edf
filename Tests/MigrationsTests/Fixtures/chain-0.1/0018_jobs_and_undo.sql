-- Long work that gets nowhere ends, and a wrong file of any size is taken back.

-- Jobs -------------------------------------------------------------------------------------------------------------------------------

alter table operations.job
  drop constraint job_kind,
  add constraint job_kind check (kind in ('dischargeImport', 'dischargeImportUndo', 'holdEnd', 'hospitalExport', 'hospitalRemoval')),
  add column failures integer not null default 0,
  add column error_code text check (length(error_code) between 1 and 60);
comment on column operations.job.failures is
  'How often it was interrupted since it last got on: after some times it is given up instead of being taken up for ever';
comment on column operations.job.error_code is 'Why it failed, or was interrupted the last time: a rule or a code of the API';
grant update (failures, error_code, not_before) on operations.job to huifang_service;

create or replace function operations.claim_job(lease_seconds integer)
  returns table (tenant_id uuid, job_id uuid, kind text, subject_id uuid, holder integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  candidate record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for candidate in select o.tenant_id from directory.job_tenants() as o loop
    perform set_config('app.tenant_id', candidate.tenant_id::text, true);
    return query
      update operations.job as j set status = 'running', lease_until = now() + make_interval(secs => lease_seconds),
          attempts = j.attempts + 1,
          -- Who held it has said nothing: its process is no more, perhaps because of this very job.
          failures = j.failures + case when j.status = 'running' then 1 else 0 end
        where (j.tenant_id, j.job_id) = (
          select w.tenant_id, w.job_id from operations.job w
            where w.tenant_id = candidate.tenant_id and w.status in ('queued', 'running')
              and (w.lease_until is null or w.lease_until < now()) and (w.not_before is null or w.not_before <= now())
            order by w.created_at limit 1 for update skip locked)
        returning j.tenant_id, j.job_id, j.kind, j.subject_id, j.attempts;
    exit when found;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Undoing an import ------------------------------------------------------------------------------------------------------------------

alter table discharges.import
  drop constraint import_status_check,
  add constraint import_status_check
    check (status in ('uploading', 'committed', 'finished', 'failed', 'cancelled', 'undoing', 'undone')),
  add column problem_code text,
  add column undo_job_id uuid,
  add column status_before_undo text check (status_before_undo in ('finished', 'failed', 'cancelled')),
  add column removed_count bigint not null default 0,
  add column restored_count bigint not null default 0,
  add column removed_patient_count bigint not null default 0,
  add column removed_department_count bigint not null default 0,
  add column kept_department_count bigint not null default 0,
  add column removed_staff_count bigint not null default 0,
  add column kept_staff_count bigint not null default 0,
  add constraint import_undoing check ((status = 'undoing') = (status_before_undo is not null));
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
-- One at a time in a hospital: what one puts back the other must see. It is also what everybody who works on tasks looks at.
create unique index import_one_undoing on discharges.import (tenant_id) where status = 'undoing';

create function discharges.is_being_undone(discharge uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  scope text := coalesce(current_setting('app.departments', true), '');
  answer boolean;
begin
  perform set_config('app.departments', '*', true);
  select exists (
    select from discharges.discharge d
      join discharges.import i on i.tenant_id = d.tenant_id and i.import_id = d.import_id
      where d.tenant_id = app.tenant() and d.discharge_id = discharge and i.status = 'undoing') into answer;
  perform set_config('app.departments', scope, true);
  return answer;
end
$$;
comment on function discharges.is_being_undone(uuid) is
  'Whether the discharge is of a file that is being taken back, whichever department''s it is; says nothing else of it';

-- The undoing was allowed because nothing had been done on the file's tasks. Until it has ended nothing is: whoever begins afterwards
-- finds it, and it waits for whoever began before. Nearly always there is none, and one look at an empty index tells.
create function discharges.keep_from_undoing() returns trigger
  language plpgsql
  as $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('discharges.undo:' || new.tenant_id::text, 0));
  if exists (select from discharges.import i where i.tenant_id = new.tenant_id and i.status = 'undoing') then
    perform app.guard(not discharges.is_being_undone(new.discharge_id), 'INVALID_STATE', tg_argv[0] || ':importUndoing');
  end if;
  return new;
end
$$;
comment on function discharges.keep_from_undoing() is 'Nothing is begun on a discharge whose file is being taken back';
revoke execute on function discharges.keep_from_undoing(), discharges.is_being_undone(uuid) from public;
grant execute on function discharges.is_being_undone(uuid) to huifang_service;

create trigger not_while_undoing before update of status, attempts, claimed_by on followup.task for each row
  when ((new.claimed_by is not null and new.claimed_by is distinct from old.claimed_by) or new.attempts <> old.attempts
    or (new.status <> old.status and new.status in ('inProgress', 'completed', 'notFollowedUp')))
  execute function discharges.keep_from_undoing('taskId');
create trigger not_while_undoing before insert on followup.hold for each row
  when (new.discharge_id is not null and new.placed_by is not null)
  execute function discharges.keep_from_undoing('dischargeId');
create trigger not_while_undoing before insert on followup.number_correction for each row
  execute function discharges.keep_from_undoing('taskId');

-- Deleting a row looks for whoever refers to it: without an index that is the whole table, for each row of a file.
create index visit_by_discharge on discharges.visit (tenant_id, discharge_id) where discharge_id is not null;
create index patient_by_merged_into on discharges.patient (tenant_id, merged_into) where merged_into is not null;
create index patient_merge_by_kept on discharges.patient_merge (tenant_id, kept_id);
create index patient_merge_by_merged on discharges.patient_merge (tenant_id, merged_id);
create index duplicate_by_second on discharges.duplicate (tenant_id, second_id);
create index hold_of_patient on followup.hold (tenant_id, patient_id);
create index attempt_by_contact on followup.attempt (tenant_id, contact_id) where contact_id is not null;
create index number_correction_by_task on followup.number_correction (tenant_id, task_id);
create index number_correction_by_contact on followup.number_correction (tenant_id, contact_id) where contact_id is not null;

-- Numbers are found by their patient, the import's too: each row of each file paid for this one.
drop index discharges.contact_by_import;

-- All at once where nothing refers to any of them, which is nearly always; else one by one.
create or replace function discharges.forget_unheld(patients uuid[], contacts uuid[]) returns bigint
  language plpgsql
  as $$
declare
  target uuid;
  forgotten bigint := 0;
begin
  begin
    delete from discharges.contact where tenant_id = app.tenant() and contact_id = any (contacts);
  exception when foreign_key_violation then
    foreach target in array contacts loop
      begin
        delete from discharges.contact where tenant_id = app.tenant() and contact_id = target;
      exception when foreign_key_violation then null;
      end;
    end loop;
  end;
  begin
    delete from discharges.contact where tenant_id = app.tenant() and patient_id = any (patients);
    delete from discharges.patient where tenant_id = app.tenant() and patient_id = any (patients);
    get diagnostics forgotten = row_count;
  exception when foreign_key_violation then
    foreach target in array patients loop
      begin
        delete from discharges.contact where tenant_id = app.tenant() and patient_id = target;
        delete from discharges.patient where tenant_id = app.tenant() and patient_id = target;
        forgotten := forgotten + 1;
      exception when foreign_key_violation then null;
      end;
    end loop;
  end;
  return forgotten;
end
$$;

-- Departments and staff that a wrong file brought go with it, unless somebody has confirmed them or anything refers to them.

alter table directory.department add column import_id uuid;
comment on column directory.department.import_id is 'The import that met it; null when an administrator made it';
create index department_by_import on directory.department (tenant_id, import_id) where import_id is not null;
alter table directory.staff add column import_id uuid;
comment on column directory.staff.import_id is 'The import that met the person; null when an administrator made the entry';
create index staff_by_import on directory.staff (tenant_id, import_id) where import_id is not null;
grant insert (import_id) on directory.department, directory.staff to huifang_service;

create function directory.forget_met(
  undone uuid, out removed_departments bigint, out kept_departments bigint, out removed_staff bigint, out kept_staff bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  hospital uuid := app.tenant();
  scope text := coalesce(current_setting('app.departments', true), '');
  entry uuid;
begin
  perform app.guard(exists (
    select from discharges.import i where i.tenant_id = hospital and i.import_id = undone and i.status = 'undoing'), 'INVALID_STATE');
  perform set_config('app.departments', '*', true);
  removed_departments := 0;
  removed_staff := 0;
  for entry in
    with named as materialized (
      select person.staff_id from discharges.discharge d
        cross join lateral (values (d.attending_staff_id), (d.resident_staff_id), (d.nurse_staff_id)) as person (staff_id)
        where d.tenant_id = hospital
      union
      select person.staff_id from discharges.discharge_history h
        cross join lateral (values (h.attending_staff_id), (h.resident_staff_id), (h.nurse_staff_id)) as person (staff_id)
        where h.tenant_id = hospital)
    select s.staff_id from directory.staff s
      where s.tenant_id = hospital and s.import_id = undone and not s.confirmed and s.status = 'active'
        and not exists (select from named where named.staff_id = s.staff_id)
  loop
    begin
      delete from directory.staff s where s.tenant_id = hospital and s.staff_id = entry;
      removed_staff := removed_staff + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  for entry in
    with former as materialized (
      select distinct h.former_department from discharges.discharge_history h where h.tenant_id = hospital)
    select d.department_id from directory.department d
      where d.tenant_id = hospital and d.import_id = undone and not d.confirmed and d.status = 'active'
        and not exists (select from former where former.former_department = d.department_id)
  loop
    begin
      delete from directory.department d where d.tenant_id = hospital and d.department_id = entry;
      removed_departments := removed_departments + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  select count(*) into kept_staff from directory.staff s where s.tenant_id = hospital and s.import_id = undone;
  select count(*) into kept_departments from directory.department d where d.tenant_id = hospital and d.import_id = undone;
  perform set_config('app.departments', scope, true);
end
$$;
comment on function directory.forget_met(uuid) is
  'Removes the unconfirmed departments and staff that an import being undone had met and nothing refers to; says how many went and stayed';
revoke execute on function directory.forget_met(uuid) from public;
grant execute on function directory.forget_met(uuid) to huifang_service;

-- What an import must tell about rows that it took -----------------------------------------------------------------------------------

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

-- A file that is committed at this very moment stays: whoever locks the import first has it.
create or replace function discharges.forget_files() returns bigint
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
    select array_agg(old.import_id) into due from (
      select i.import_id from discharges.import i
        where i.tenant_id = hospital.tenant_id and i.file_deleted_at is null and (
          (i.status in ('finished', 'failed', 'cancelled', 'undone') or i.status = 'committed' and not exists (
            select from operations.job j
              where j.tenant_id = i.tenant_id and j.job_id = i.job_id and j.status in ('queued', 'running')))
            and i.created_at < now() - make_interval(days => coalesce(
            (select s.import_retention_days from discharges.setting s where s.tenant_id = hospital.tenant_id), 90))
          or i.status = 'uploading' and i.created_at < now() - interval '7 days')
        for update of i skip locked) as old;
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
