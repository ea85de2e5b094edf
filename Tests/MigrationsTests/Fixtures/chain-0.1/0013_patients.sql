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
    'superseded', 'other')),
  add constraint task_superseded check (reason is distinct from 'superseded' or status = 'excluded'),
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
create index task_superseded on followup.task (tenant_id, patient_id) where reason = 'superseded';
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
  add constraint exclusion_reason check (reason in ('deceased', 'shortStay', 'dispute', 'administrativeDischarge', 'superseded', 'other'));

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
  person uuid;
  kin uuid[];
  stopped integer;
begin
  perform set_config('app.departments', '*', true);
  select p.person_id into person from discharges.patient p where p.tenant_id = app.tenant() and p.patient_id = patient;
  select array_agg(p.patient_id) into kin from discharges.patient p where p.tenant_id = app.tenant() and p.person_id = person;
  update discharges.patient p set deceased = true, died_on = coalesce(on_day, p.died_on),
      death_source = coalesce(p.death_source, source)
    where p.tenant_id = app.tenant() and p.patient_id = any (kin);
  update followup.task t set status = 'cancelled', reason = 'deceased', closed_at = now(), promised = false, held_on = null,
      awaiting_number_on = null, claimed_by = null, claimed_until = null, version = t.version + 1
    where t.tenant_id = app.tenant() and t.patient_id = any (kin) and t.task_id is distinct from but_task
      and t.status in ('due', 'inProgress');
  get diagnostics stopped = row_count;
  update followup.number_correction n set status = 'withdrawn', closed_at = now(), version = n.version + 1
    where n.tenant_id = app.tenant() and n.patient_id = any (kin) and n.status = 'open';
  update followup.hold h set lifted_as = 'deceased', lifted_on = (now() at time zone 'Asia/Shanghai')::date,
      version = h.version + 1
    where h.tenant_id = app.tenant() and h.patient_id = any (kin) and h.lifted_on is null and not h.excludes;
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
    select from discharges.patient self
      join discharges.patient kin on kin.tenant_id = self.tenant_id and kin.person_id = self.person_id
      join discharges.discharge d on d.tenant_id = kin.tenant_id and d.patient_id = kin.patient_id
      where self.tenant_id = app.tenant() and self.patient_id = patient) then
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

-- Merging ----------------------------------------------------------------------------------------------------------------------------

-- Nothing moves when two rows turn out to be one person: the merged row names the kept one, and what is read of a person is read of all
-- rows with the same person_id. So taking the merge back restores exactly what was. The pair of generated columns keeps a row that is
-- merged itself from being merged into: no chains, no cycles.
alter table discharges.patient
  add column merged_into uuid,
  add column person_id uuid not null generated always as (coalesce(merged_into, patient_id)) stored,
  add column is_merged boolean not null generated always as (merged_into is not null) stored,
  add column into_merged boolean generated always as (case when merged_into is not null then false end) stored,
  add constraint patient_merge_target unique (tenant_id, patient_id, is_merged),
  add constraint patient_merged foreign key (tenant_id, merged_into, into_merged)
    references discharges.patient (tenant_id, patient_id, is_merged),
  add constraint patient_not_into_itself check (merged_into <> patient_id);
comment on column discharges.patient.merged_into is 'The kept row of the same person; null where this row is the one';
comment on column discharges.patient.person_id is 'The same for all rows of a person: the kept row''s id';
comment on column discharges.patient.into_merged is 'Always false where the row is merged: what it is merged into must not be';
create index patient_by_person on discharges.patient (tenant_id, person_id);
create index patient_aliased on discharges.patient (tenant_id, person_id) where alias_index is not null;
grant update (merged_into) on discharges.patient to huifang_service;

create table discharges.patient_merge (
  tenant_id uuid not null,
  merge_id uuid not null,
  kept_id uuid not null,
  merged_id uuid not null,
  merged_by uuid not null,
  merged_at timestamptz not null default now(),
  unmerged_by uuid,
  unmerged_at timestamptz,
  primary key (tenant_id, merge_id),
  constraint patient_merge_kept foreign key (tenant_id, kept_id) references discharges.patient,
  constraint patient_merge_merged foreign key (tenant_id, merged_id) references discharges.patient,
  constraint patient_merge_by foreign key (tenant_id, merged_by) references access.account,
  constraint patient_unmerge_by foreign key (tenant_id, unmerged_by) references access.account,
  constraint patient_unmerged check ((unmerged_by is null) = (unmerged_at is null))
);
comment on table discharges.patient_merge is 'Which rows were taken for one person, by whom, and whether that was taken back';
create unique index patient_merge_standing on discharges.patient_merge (tenant_id, merged_id) where unmerged_at is null;

create table discharges.duplicate (
  tenant_id uuid not null,
  first_id uuid not null,
  second_id uuid not null,
  rule text not null check (rule in ('identityNumber', 'nameBirthPhone')),
  status text not null default 'open' check (status in ('open', 'merged', 'dismissed')),
  found_at timestamptz not null default now(),
  primary key (tenant_id, first_id, second_id),
  constraint duplicate_first foreign key (tenant_id, first_id) references discharges.patient,
  constraint duplicate_second foreign key (tenant_id, second_id) references discharges.patient,
  constraint duplicate_order check (first_id < second_id)
);
comment on table discharges.duplicate is 'Two rows that may be one person, found when a file brought the second; a person decides';
create index duplicate_open on discharges.duplicate (tenant_id, found_at, first_id, second_id) where status = 'open';

select app.protect('discharges.patient_merge', true), app.protect('discharges.duplicate', true);
grant select, insert on discharges.patient_merge, discharges.duplicate to huifang_service;
grant update (unmerged_by, unmerged_at) on discharges.patient_merge to huifang_service;
grant update (status) on discharges.duplicate to huifang_service;

-- Visits -----------------------------------------------------------------------------------------------------------------------------

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
  constraint visit_account foreign key (tenant_id, recorded_by) references access.account,
  constraint visit_order check (ended_on >= started_on),
  constraint visit_of_a_day check (encounter = 'inpatient' or ended_on is not null),
  constraint visit_discharged check (discharge_id is null or (encounter = 'inpatient' and ended_on is not null))
);
comment on table discharges.visit is
  'Encounters beside finished stays: outpatient 门诊, emergency 急诊, and open stays 在院, which end when their discharge comes';
comment on column discharges.visit.discharge_id is 'The finished stay that an open one became';
create unique index visit_one_open_stay on discharges.visit (tenant_id, patient_id) where ended_on is null;
create index visit_by_patient on discharges.visit (tenant_id, patient_id, started_on, visit_id);
select app.protect('discharges.visit', true, 'department_id');
grant select, insert on discharges.visit to huifang_service;
grant update (ended_on, discharge_id, version) on discharges.visit to huifang_service;

alter table discharges.discharge
  add column readmission_of uuid,
  add column readmission_days smallint check (readmission_days between 0 and 31),
  add constraint discharge_readmission foreign key (tenant_id, readmission_of) references discharges.discharge,
  add constraint discharge_readmission_whole check ((readmission_of is null) = (readmission_days is null)),
  add constraint discharge_readmission_another check (readmission_of <> discharge_id);
comment on column discharges.discharge.readmission_of is '31 天内再入院: the stay after which the person came back within 31 days';
grant update (readmission_of, readmission_days) on discharges.discharge to huifang_service;
create index discharge_by_readmission on discharges.discharge (tenant_id, readmission_of) where readmission_of is not null;
create index hold_by_discharge on followup.hold (tenant_id, discharge_id) where discharge_id is not null;

-- Readmission ------------------------------------------------------------------------------------------------------------------------

-- Says what is true now and depends on nothing but that: so an import, its undoing, a merge, its undoing, an open stay and its end all
-- call the same, in any order. The stays of a person may be in several departments, hence it sees them all.
create function followup.settle_readmissions(patients uuid[], today date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
  as $$
declare
  scope text := current_setting('app.departments', true);
  hospital uuid := app.tenant();
  kin uuid[];
  replaced_discharges uuid[];
  replaced_policies uuid[];
  replaced_levels text[];
begin
  perform set_config('app.departments', '*', true);
  select array_agg(other.patient_id) into kin from discharges.patient other
    where other.tenant_id = hospital and other.person_id = any (array(
      select self.person_id from discharges.patient self
        where self.tenant_id = hospital and self.patient_id = any (patients)));

  -- The plans of earlier stays that the plan of a later one replaces: the same policy and level. Of two stays of one moment the
  -- later number is the later one. A person who has lifted the hold wants the earlier stay called about: that stands.
  with stay as materialized (
    select d.discharge_id, d.stay_number, d.admitted_at, d.discharged_at, p.person_id, max(d.admitted_at) over (
          partition by p.person_id rows between unbounded preceding and unbounded following exclude current row) as last_admission
      from discharges.discharge d
      join discharges.patient p on p.tenant_id = hospital and p.patient_id = d.patient_id
      where d.tenant_id = hospital and d.patient_id = any (kin)),
  pair as materialized (
    select stay.discharge_id, later.discharge_id as later_id
      from stay join stay as later on later.person_id = stay.person_id and later.admitted_at >= stay.discharged_at
        and (later.admitted_at, later.discharged_at, later.stay_number, later.discharge_id)
          > (stay.admitted_at, stay.discharged_at, stay.stay_number, stay.discharge_id)
      where stay.last_admission >= stay.discharged_at and not exists (
        select from followup.hold h
          where h.tenant_id = hospital and h.discharge_id = stay.discharge_id and h.reason = 'readmitted'
            and h.placed_by is null and h.lifted_by is not null)),
  replaced as (
    select distinct pair.discharge_id, t.policy_id, t.level
      from pair join followup.task t on t.tenant_id = hospital and t.discharge_id = pair.later_id
        and (t.status <> 'excluded' or t.reason = 'superseded'))
  select array_agg(discharge_id), array_agg(policy_id), array_agg(level)
    into replaced_discharges, replaced_policies, replaced_levels from replaced;

  -- What nothing replaces any more goes on as it stood, a wait for a number included. Nobody could call meanwhile: a window that has
  -- passed is moved by those days. What a hold over it says comes last, so the one who leaves it out is heard again.
  update followup.task t set status = 'due', reason = null, closed_at = null, version = t.version + 1,
      awaiting_number_on = (
        select (n.requested_at at time zone 'Asia/Shanghai')::date from followup.number_correction n
          where n.tenant_id = hospital and n.discharge_id = t.discharge_id and n.status = 'open'),
      opens_on = case when t.due_on < today then t.opens_on + (today - (t.closed_at at time zone 'Asia/Shanghai')::date)
        else t.opens_on end,
      due_on = case when t.due_on < today then t.due_on + (today - (t.closed_at at time zone 'Asia/Shanghai')::date)
        else t.due_on end
    from discharges.patient p
    where p.tenant_id = hospital and p.patient_id = t.patient_id and not p.deceased
      and t.tenant_id = hospital and t.patient_id = any (kin) and t.reason = 'superseded' and not exists (
        select from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
          where r.discharge_id = t.discharge_id and r.policy_id = t.policy_id and r.level = t.level);
  if found then
    update followup.task t set status = 'excluded', reason = h.reason, closed_at = now(), awaiting_number_on = null,
        next_attempt_at = null
      from followup.hold h
      where t.tenant_id = hospital and t.patient_id = any (kin) and t.status in ('due', 'inProgress')
        and h.tenant_id = hospital and h.patient_id = any (kin) and h.lifted_on is null and h.excludes
        and (select p.person_id from discharges.patient p where p.tenant_id = hospital and p.patient_id = h.patient_id)
          = (select p.person_id from discharges.patient p where p.tenant_id = hospital and p.patient_id = t.patient_id)
        and (h.discharge_id is null or h.discharge_id = t.discharge_id);
  end if;
  delete from followup.exclusion e
    where e.tenant_id = hospital and e.reason = 'superseded' and e.discharge_id = any (array(
        select d.discharge_id from discharges.discharge d where d.tenant_id = hospital and d.patient_id = any (kin)))
      and exists (
        select from followup.task t where t.tenant_id = hospital and t.discharge_id = e.discharge_id
          and t.policy_id = e.policy_id and t.reason is distinct from 'superseded');

  -- What somebody has in hand may be finished, and what was promised is kept.
  if replaced_discharges is not null then
    update followup.task t set status = 'excluded', reason = 'superseded', closed_at = now(), held_on = null,
        awaiting_number_on = null, claimed_by = null, claimed_until = null, version = t.version + 1
      from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
      where t.tenant_id = hospital and t.discharge_id = r.discharge_id and t.policy_id = r.policy_id and t.level = r.level
        and t.status in ('due', 'inProgress') and not t.promised and (t.claimed_by is null or t.claimed_until < now());
    -- Reports count a discharge as left out when nothing of its plan but that was left.
    insert into followup.exclusion (tenant_id, discharge_id, policy_id, policy_version, department_id, discharged_on, reason)
    select hospital, t.discharge_id, t.policy_id, max(t.policy_version), d.department_id, d.discharged_on, 'superseded'
      from followup.task t join discharges.discharge d on d.tenant_id = hospital and d.discharge_id = t.discharge_id
      where t.tenant_id = hospital and t.discharge_id = any (replaced_discharges)
      group by t.discharge_id, t.policy_id, d.department_id, d.discharged_on
      having bool_and(t.status = 'excluded') and bool_or(t.reason = 'superseded')
    on conflict do nothing;
  end if;

  -- Who is inside isn't called about any stay before: the service holds what is still open of it, and lets go when that has ended.
  with inside as materialized (
    select p.person_id, max(v.started_on) as since from discharges.visit v
      join discharges.patient p on p.tenant_id = hospital and p.patient_id = v.patient_id
      where v.tenant_id = hospital and v.ended_on is null and v.patient_id = any (kin) group by p.person_id),
  earlier as materialized (
    select d.discharge_id, d.patient_id from inside
      join discharges.patient p on p.tenant_id = hospital and p.person_id = inside.person_id
      join discharges.discharge d on d.tenant_id = hospital and d.patient_id = p.patient_id
        and d.discharged_on <= inside.since),
  lifted as (
    update followup.hold h set lifted_on = today, lifted_as = 'ended', version = h.version + 1
      where h.tenant_id = hospital and h.patient_id = any (kin) and h.lifted_on is null and h.reason = 'readmitted'
        and h.placed_by is null and not exists (select from earlier where earlier.discharge_id = h.discharge_id))
  insert into followup.hold (tenant_id, hold_id, patient_id, discharge_id, reason, placed_on)
  select hospital, gen_random_uuid(), earlier.patient_id, earlier.discharge_id, 'readmitted', today from earlier
    where exists (
        select from followup.task t
          where t.tenant_id = hospital and t.discharge_id = earlier.discharge_id and t.status in ('due', 'inProgress'))
      and not exists (
        select from followup.hold h
          where h.tenant_id = hospital and h.discharge_id = earlier.discharge_id and h.reason = 'readmitted'
            and (h.lifted_on is null or h.lifted_by is not null))
  on conflict do nothing;

  -- Open tasks rest while any hold stands over them. When none does any more, a window that would have passed meanwhile is moved by
  -- the days from the first day of rest to today.
  with covered as materialized (
    select other.patient_id, h.discharge_id from followup.hold h
      join discharges.patient self on self.tenant_id = hospital and self.patient_id = h.patient_id
      join discharges.patient other on other.tenant_id = hospital and other.person_id = self.person_id
      where h.tenant_id = hospital and h.lifted_on is null and not h.excludes and h.patient_id = any (kin))
  update followup.task t set held_on = case when t.held_on is null then today end, version = t.version + 1,
      opens_on = case when t.held_on is not null and t.due_on < today then t.opens_on + (today - t.held_on) else t.opens_on end,
      due_on = case when t.held_on is not null and t.due_on < today then t.due_on + (today - t.held_on) else t.due_on end
    where t.tenant_id = hospital and t.patient_id = any (kin) and t.status in ('due', 'inProgress')
      and (t.held_on is not null) <> exists (
        select from covered where covered.patient_id = t.patient_id
          and (covered.discharge_id is null or covered.discharge_id = t.discharge_id));
  perform set_config('app.departments', scope, true);
end
$$;
comment on function followup.settle_readmissions(uuid[], date) is
  'Who is inside rests; whose later stay has a plan isn''t called by the earlier one; brings all holds to the persons'' open tasks';
revoke execute on function followup.settle_readmissions(uuid[], date) from public;
grant execute on function followup.settle_readmissions(uuid[], date) to huifang_service;

create table discharges.mother_child (
  tenant_id uuid not null,
  child_id uuid not null,
  mother_id uuid not null,
  linked_by uuid not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, child_id),
  constraint mother_child_child foreign key (tenant_id, child_id) references discharges.patient,
  constraint mother_child_mother foreign key (tenant_id, mother_id) references discharges.patient,
  constraint mother_child_account foreign key (tenant_id, linked_by) references access.account,
  constraint mother_child_two check (mother_id <> child_id)
);
comment on table discharges.mother_child is '母婴关联: one call, two records; a child''s death is known before the mother is called';
create index mother_child_by_mother on discharges.mother_child (tenant_id, mother_id);
select app.protect('discharges.mother_child', true);
grant select, insert, delete on discharges.mother_child to huifang_service;

-- An import that is taken back takes along what nobody did: the service's own holds, and suggestions about whom only it had brought.
grant delete on followup.hold, discharges.duplicate to huifang_service;
