-- What is known of a patient beside the front page, and what keeps a task from being called: numbers given by hand and their order,
-- a wrong number on its way back to the ward, holds, and a death.

-- Numbers ----------------------------------------------------------------------------------------------------------------------------

alter table discharges.contact
  drop constraint contact_source_check,
  add constraint contact_source check (source in ('patient', 'work', 'contact', 'added')),
  add column position integer not null default 1000,
  add column added_by uuid,
  add column version integer not null default 1,
  add constraint contact_added check ((source = 'added') = (added_by is not null)),
  add constraint contact_account foreign key (tenant_id, added_by) references access.account;
comment on column discharges.contact.position is
  'Which number is tried first: the smallest. Those of a file stand at 1000 until somebody orders them; a new number goes on top';
comment on column discharges.contact.added_by is 'Who gave a number by hand; created_at says when';
grant update (position, version) on discharges.contact to huifang_service;

-- A task rests while a hold stands over it or its patient has no number. Resting tasks are in none of the worklist's indexes, so a
-- worklist reads what is due and nothing else.
alter table followup.task
  add column held_on date,
  add column awaiting_number_on date,
  drop constraint task_status_check,
  add constraint task_status check (status in ('due', 'inProgress', 'completed', 'notFollowedUp', 'cancelled', 'excluded')),
  drop constraint task_reason_check,
  add constraint task_reason_known check (reason in ('noNumber', 'noAnswer', 'poweredOff', 'suspended', 'vacantNumber', 'wrongNumber',
    'refusedRecovered', 'refusedBusy', 'refusedDissatisfied', 'cannotCommunicate', 'deceased', 'dispute', 'administrativeDischarge',
    'other')),
  drop constraint task_reason,
  add constraint task_reason check ((status in ('notFollowedUp', 'cancelled', 'excluded')) = (reason is not null)),
  drop constraint task_closed,
  add constraint task_closed check
    ((status in ('completed', 'notFollowedUp', 'cancelled', 'excluded')) = (closed_at is not null)),
  add constraint task_rests check (closed_at is null or (held_on is null and awaiting_number_on is null));
comment on column followup.task.held_on is '暂缓回访: since when a hold stands over the task; null when none does';
comment on column followup.task.awaiting_number_on is 'Since when the ward is asked for a number; null when one is there';
drop index followup.task_worklist, followup.task_promised, followup.task_open_by_patient;
create index task_worklist on followup.task (tenant_id, responsible_department_id, responsible_role, due_on, task_id)
  where status in ('due', 'inProgress') and not promised and held_on is null and awaiting_number_on is null;
create index task_promised on followup.task
  (tenant_id, responsible_department_id, responsible_role, next_attempt_at, task_id)
  where status in ('due', 'inProgress') and promised and held_on is null and awaiting_number_on is null;
create index task_open_by_patient on followup.task (tenant_id, patient_id) where status in ('due', 'inProgress', 'excluded');
grant update (held_on, awaiting_number_on, maximum_attempts) on followup.task to huifang_service;

alter table followup.policy add column correction_days smallint check (correction_days between 1 and 30);
comment on column followup.policy.correction_days is 'How many days a ward has to mend a number; the service''s rule of 3 when null';

create table followup.number_correction (
  tenant_id uuid not null,
  correction_id uuid not null,
  discharge_id uuid not null,
  patient_id uuid not null,
  task_id uuid not null,
  department_id uuid not null,
  responsible_department_id uuid not null,
  problem text not null check (problem in ('wrongNumber', 'vacantNumber', 'noNumber')),
  requested_by uuid not null,
  requested_at timestamptz not null default now(),
  allowed_days smallint not null check (allowed_days > 0),
  rule text not null check (rule in ('policy', 'default')),
  due_on date not null,
  status text not null default 'open' check (status in ('open', 'corrected', 'cannotBeFound', 'withdrawn')),
  contact_id uuid,
  closed_by uuid,
  closed_at timestamptz,
  version integer not null default 1,
  primary key (tenant_id, correction_id),
  constraint number_correction_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint number_correction_task foreign key (tenant_id, task_id) references followup.task,
  constraint number_correction_department foreign key (tenant_id, department_id) references directory.department,
  constraint number_correction_contact foreign key (tenant_id, contact_id) references discharges.contact,
  constraint number_correction_requested foreign key (tenant_id, requested_by) references access.account,
  constraint number_correction_answered check ((status = 'corrected') = (contact_id is not null)),
  constraint number_correction_closed check ((status = 'open') = (closed_at is null))
);
comment on table followup.number_correction is
  '号码更正: the discharging ward is asked for a number, with a deadline; one open request a discharge';
comment on column followup.number_correction.department_id is 'The discharging department, which has to answer';
comment on column followup.number_correction.responsible_department_id is 'Whose task it was that found it';
create unique index number_correction_open on followup.number_correction (tenant_id, discharge_id) where status = 'open';
create index number_correction_due on followup.number_correction (tenant_id, due_on, correction_id) where status = 'open';
create index number_correction_by_patient on followup.number_correction (tenant_id, patient_id) where status = 'open';
select app.protect('followup.number_correction', true, 'department_id', 'responsible_department_id');
grant select, insert on followup.number_correction to huifang_service;
grant update (status, contact_id, closed_by, closed_at, version, department_id) on followup.number_correction to huifang_service;

-- Holds ------------------------------------------------------------------------------------------------------------------------------

create table followup.hold (
  tenant_id uuid not null,
  hold_id uuid not null,
  patient_id uuid not null,
  discharge_id uuid,
  reason text not null check (reason in ('dispute', 'administrativeDischarge', 'readmitted', 'other')),
  excludes boolean not null default false,
  note bytea,
  placed_by uuid,
  placed_on date not null,
  until_on date,
  lifted_by uuid,
  lifted_on date,
  lifted_as text check (lifted_as in ('lifted', 'ended', 'deceased')),
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, hold_id),
  constraint hold_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint hold_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint hold_placed_by foreign key (tenant_id, placed_by) references access.account,
  constraint hold_lifted_by foreign key (tenant_id, lifted_by) references access.account,
  constraint hold_until check (until_on >= placed_on),
  constraint hold_exclusion check (not excludes or (until_on is null and reason <> 'readmitted')),
  constraint hold_lifted check ((lifted_on is null) = (lifted_as is null) and (lifted_by is null or lifted_on is not null))
);
comment on table followup.hold is '暂缓回访: while it stands nobody calls; one that excludes is 不予回访 by the medical office''s word';
comment on column followup.hold.discharge_id is 'The one discharge; null when it stands over all of the patient''s';
comment on column followup.hold.placed_by is 'Who placed it; null when the service did, such as over somebody who is an inpatient again';
comment on column followup.hold.until_on is 'The last day of the hold; the next day the service lifts it';
create unique index hold_once_patient on followup.hold (tenant_id, patient_id, reason)
  where lifted_on is null and discharge_id is null;
create unique index hold_once_discharge on followup.hold (tenant_id, discharge_id, reason)
  where lifted_on is null and discharge_id is not null;
create index hold_by_patient on followup.hold (tenant_id, patient_id) where lifted_on is null;
create index hold_standing on followup.hold (tenant_id, placed_on, hold_id) where lifted_on is null;
select app.protect('followup.hold', true);
grant select, insert on followup.hold to huifang_service;
grant update (lifted_by, lifted_on, lifted_as, version) on followup.hold to huifang_service;

alter table followup.exclusion
  drop constraint exclusion_reason_check,
  add constraint exclusion_reason check (reason in ('deceased', 'shortStay', 'dispute', 'administrativeDischarge', 'other'));

-- A job may wait for its day: a hold's end.
alter table operations.job
  drop constraint job_kind_check,
  add constraint job_kind check (kind in ('dischargeImport', 'holdEnd')),
  add column not_before timestamptz;
comment on column operations.job.not_before is 'When it may begin; at once when null';
grant insert (not_before) on operations.job to huifang_service;

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
          attempts = j.attempts + 1
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

-- Death ------------------------------------------------------------------------------------------------------------------------------

alter table discharges.patient
  add column died_on date,
  add column death_source text check (death_source in ('attempt', 'family', 'ward', 'registry', 'other')),
  add constraint patient_death check (deceased or (died_on is null and death_source is null));
comment on column discharges.patient.death_source is 'Who told of the death; null when the hospital''s own export did';
grant update (died_on, death_source) on discharges.patient to huifang_service;

-- What both doors to a death share: it reaches beyond the caller's scope, so it is nobody's to call but those two.
create function followup.stop_patient(patient uuid, but_task uuid, on_day date, source text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  scope text := current_setting('app.departments', true);
  stopped integer;
begin
  perform set_config('app.departments', '*', true);
  update discharges.patient p set deceased = true, died_on = coalesce(on_day, p.died_on),
      death_source = coalesce(p.death_source, source)
    where p.tenant_id = app.tenant() and p.patient_id = patient;
  update followup.task t set status = 'cancelled', reason = 'deceased', closed_at = now(), promised = false, held_on = null,
      awaiting_number_on = null, claimed_by = null, claimed_until = null, version = t.version + 1
    where t.tenant_id = app.tenant() and t.patient_id = patient and t.task_id is distinct from but_task
      and t.status in ('due', 'inProgress');
  get diagnostics stopped = row_count;
  update followup.number_correction n set status = 'withdrawn', closed_at = now(), version = n.version + 1
    where n.tenant_id = app.tenant() and n.patient_id = patient and n.status = 'open';
  update followup.hold h set lifted_as = 'deceased', lifted_on = (now() at time zone 'Asia/Shanghai')::date,
      version = h.version + 1
    where h.tenant_id = app.tenant() and h.patient_id = patient and h.lifted_on is null and not h.excludes;
  perform set_config('app.departments', scope, true);
  return stopped;
end
$$;
comment on function followup.stop_patient(uuid, uuid, date, text) is
  'Marks a person as dead, cancels the open tasks of all departments, withdraws requests for numbers, lifts holds';
revoke execute on function followup.stop_patient(uuid, uuid, date, text) from public;

create or replace function followup.stop_everything(task uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  patient uuid;
begin
  select t.patient_id into patient from followup.task t where t.tenant_id = app.tenant() and t.task_id = task;
  if patient is null then
    return 0;
  end if;
  return followup.stop_patient(patient, task, null, 'attempt');
end
$$;

create function followup.record_death(patient uuid, on_day date, source text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (
    select from discharges.discharge d where d.tenant_id = app.tenant() and d.patient_id = patient) then
    return null;
  end if;
  return followup.stop_patient(patient, null, on_day, source);
end
$$;
comment on function followup.record_death(uuid, date, text) is
  'Stops everything for a patient with a discharge in the caller''s scope; null when there is none';
revoke execute on function followup.record_death(uuid, date, text) from public;
grant execute on function followup.record_death(uuid, date, text) to huifang_service;

-- Guardian, knowledge of the diagnosis, alias ----------------------------------------------------------------------------------------

alter table discharges.contact add column is_guardian boolean not null default false;
comment on column discharges.contact.is_guardian is '监护人: is called first for minors and in psychiatry';
grant update (is_guardian) on discharges.contact to huifang_service;

alter table discharges.patient
  add column knowledge_of_diagnosis text not null default 'unknown'
    constraint patient_knowledge check (knowledge_of_diagnosis in ('patient', 'family', 'unknown')),
  add column knowledge_source text constraint patient_knowledge_source check (knowledge_source in ('patient', 'family', 'ward', 'record')),
  add column alias bytea,
  add column alias_index bytea,
  add column version integer not null default 1,
  add constraint patient_alias check ((alias is null) = (alias_index is null));
comment on column discharges.patient.knowledge_of_diagnosis is '知情情况: who knows the diagnosis; unknown counts as the patient not knowing';
comment on column discharges.patient.alias is
  'Shown instead of the name of staff and well-known people; the name itself only by patient.reveal, which is reviewed';
create index patient_by_alias on discharges.patient (tenant_id, alias_index) where alias_index is not null;
grant update (knowledge_of_diagnosis, knowledge_source, alias, alias_index, version) on discharges.patient to huifang_service;

create function audit.flag_alias() returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
begin
  update audit.open set purpose = 'revealAliased' where xid = pg_current_xact_id_if_assigned();
end
$$;
comment on function audit.flag_alias() is 'Marks the event for review: the name behind an alias was shown';
revoke execute on function audit.flag_alias() from public;
grant execute on function audit.flag_alias() to huifang_service;
