-- What is put right of what is known of patients: a death that wasn't one, a child that was linked to another's mother, and a person who
-- comes to the hospital before the hospital knows of any stay.

-- Deaths -----------------------------------------------------------------------------------------------------------------------------

create table followup.death (
  tenant_id uuid not null,
  death_id uuid not null,
  patient_id uuid not null,
  source text not null check (source in ('attempt', 'family', 'ward', 'registry', 'other')),
  died_on date,
  recorded_by uuid,
  recorded_at timestamptz not null default now(),
  withdrawn_by uuid,
  withdrawn_at timestamptz,
  reason bytea,
  primary key (tenant_id, death_id),
  constraint death_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint death_recorded_by foreign key (tenant_id, recorded_by) references access.account,
  constraint death_withdrawn_by foreign key (tenant_id, withdrawn_by) references access.account,
  constraint death_withdrawn check
    ((withdrawn_by is null) = (withdrawn_at is null) and (withdrawn_at is null) = (reason is null))
);
comment on table followup.death is
  'Deaths that somebody told of, a row for each record number of the person, and whether that was taken back; those that a file tells stand in the file';
comment on column followup.death.source is 'Who told: attempt (somebody at the telephone), family, ward, registry, other';
comment on column followup.death.recorded_by is 'Who recorded it; null for what was told before this table was there';
comment on column followup.death.died_on is 'The day of death, where it is known';
comment on column followup.death.reason is 'Why it was taken back; sealed';
create unique index death_standing on followup.death (tenant_id, patient_id) where withdrawn_at is null;
create index death_by_patient on followup.death (tenant_id, patient_id, recorded_at, death_id);
select app.protect('followup.death', true);
grant select on followup.death to huifang_service;
-- Deaths that were told before.
alter table discharges.patient no force row level security;
alter table followup.death no force row level security;
insert into followup.death (tenant_id, death_id, patient_id, source, died_on)
  select tenant_id, gen_random_uuid(), patient_id, death_source, died_on from discharges.patient where death_source is not null;
alter table discharges.patient force row level security;
alter table followup.death force row level security;
grant update (withdrawn_by, withdrawn_at, reason) on followup.death to huifang_service;

-- What a death had stopped is found again by these when it is taken back.
create index number_correction_by_discharge on followup.number_correction (tenant_id, discharge_id);
create index discharge_history_of_deaths on discharges.discharge_history (tenant_id, changed_at) where way_of_leaving = 5;
create index hold_stopped on followup.hold (tenant_id, patient_id) where lifted_as = 'deceased';
grant update (due_on) on followup.number_correction to huifang_service;

alter table followup.task
  drop constraint task_reason_known,
  add constraint task_reason_known check (reason in ('noNumber', 'noAnswer', 'poweredOff', 'suspended', 'vacantNumber', 'wrongNumber',
    'refusedRecovered', 'refusedBusy', 'refusedDissatisfied', 'cannotCommunicate', 'deceased', 'deathWithdrawn', 'dispute',
    'administrativeDischarge', 'superseded', 'other')),
  add constraint task_death_withdrawn check (reason is distinct from 'deathWithdrawn' or status = 'notFollowedUp');

create or replace function followup.stop_patient(patient uuid, but_task uuid, on_day date, source text) returns integer
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
  insert into followup.death (tenant_id, death_id, patient_id, source, died_on, recorded_by)
  select app.tenant(), gen_random_uuid(), told.patient_id, source, on_day, app.actor() from unnest(kin) as told (patient_id)
  on conflict (tenant_id, patient_id) where withdrawn_at is null
    do update set died_on = coalesce(excluded.died_on, death.died_on);
  perform set_config('app.departments', scope, true);
  return stopped;
end
$$;

-- Whoever has the patient in her ward hears of it first, with or without an earlier discharge.
create or replace function followup.record_death(patient uuid, on_day date, source text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (
    select from discharges.patient self
      join discharges.patient kin on kin.tenant_id = self.tenant_id and kin.person_id = self.person_id
      where self.tenant_id = app.tenant() and self.patient_id = patient and (
        exists (
          select from discharges.discharge d where d.tenant_id = kin.tenant_id and d.patient_id = kin.patient_id)
        or exists (
          select from discharges.visit v
            where v.tenant_id = kin.tenant_id and v.patient_id = kin.patient_id and v.ended_on is null))) then
    return null;
  end if;
  return followup.stop_patient(patient, null, on_day, source);
end
$$;
comment on function followup.record_death(uuid, date, text) is
  'Stops everything for a patient with a discharge or an open stay in the caller''s scope; null when there is none';

-- Disputes and administrative discharges are the medical office's (医务科) to say, which is a role of the hospital's own.
create or replace function access.is_grantable(permission text, scope text) returns boolean
  language sql immutable parallel safe
  return (permission, scope) in (
    ('department.read', 'hospital'), ('staff.read', 'hospital'), ('discharge.import', 'hospital'),
    ('discharge.read', 'department'), ('discharge.read', 'hospital'),
    ('patient.reveal', 'department'), ('patient.reveal', 'hospital'),
    ('policy.read', 'hospital'), ('policy.manage', 'hospital'),
    ('followup.task.read', 'department'), ('followup.task.read', 'hospital'),
    ('followup.task.work', 'department'), ('followup.task.work', 'hospital'),
    ('hold.manage', 'department'), ('hold.manage', 'hospital'),
    ('report.read', 'department'), ('report.read', 'hospital'));

-- Mothers and children ---------------------------------------------------------------------------------------------------------------

alter table discharges.patient add column mother_index bytea;
comment on column discharges.patient.mother_index is
  'Of a newborn: the blind index of the name that the file gives as the mother''s, the contact person''s or the one in the child''s own (李秀英之女)';
create index patient_by_mother_name on discharges.patient (tenant_id, mother_index) where mother_index is not null;
grant update (mother_index) on discharges.patient to huifang_service;

create table discharges.mother_suggestion (
  tenant_id uuid not null,
  child_id uuid not null,
  mother_id uuid not null,
  rule text not null check (rule in ('name', 'phone', 'nameAndPhone')),
  status text not null default 'open' check (status in ('open', 'linked', 'dismissed')),
  found_at timestamptz not null default now(),
  primary key (tenant_id, child_id, mother_id),
  constraint mother_suggestion_child foreign key (tenant_id, child_id) references discharges.patient,
  constraint mother_suggestion_mother foreign key (tenant_id, mother_id) references discharges.patient,
  constraint mother_suggestion_two check (mother_id <> child_id)
);
comment on table discharges.mother_suggestion is
  'A newborn and who may be the mother, found when a file brought the one or the other; a person decides';
create index mother_suggestion_open on discharges.mother_suggestion (tenant_id, found_at, child_id, mother_id) where status = 'open';
create index mother_suggestion_by_mother on discharges.mother_suggestion (tenant_id, mother_id);
select app.protect('discharges.mother_suggestion', true);
grant select, insert, delete on discharges.mother_suggestion to huifang_service;
grant update (status) on discharges.mother_suggestion to huifang_service;

-- Open stays ---------------------------------------------------------------------------------------------------------------------------

create index visit_open on discharges.visit (tenant_id, department_id, started_on, visit_id) where ended_on is null;

-- Worklists --------------------------------------------------------------------------------------------------------------------------

-- What rests is in none of the worklist's indexes; this one is small and read only when somebody asks what rests.
create index task_held on followup.task (tenant_id, responsible_department_id, responsible_role, held_on, task_id)
  where status in ('due', 'inProgress') and held_on is not null;

-- What is to come is read in the order in which it opens; by the day it is due, all that is open already would be passed over.
create index task_waiting on followup.task (tenant_id, responsible_department_id, responsible_role, opens_on, task_id)
  where status in ('due', 'inProgress') and not promised and held_on is null and awaiting_number_on is null;

alter table followup.task add column replaced_on date;
comment on column followup.task.replaced_on is
  'Since when a later stay''s plan takes the place of this one, which somebody had in hand or which was promised: it may be finished, and isn''t tried again';
create index task_replaced on followup.task (tenant_id, patient_id) where replaced_on is not null and status in ('due', 'inProgress');
grant update (replaced_on) on followup.task to huifang_service;

-- A department's holds are found by the department instead of among all of the hospital's.
alter table followup.hold add column discharging_department uuid;
comment on column followup.hold.discharging_department is
  'The department of the one discharge, as the discharge has it; null when the hold stands over all of the patient''s';
alter table followup.hold no force row level security;
alter table discharges.discharge no force row level security;
update followup.hold h set discharging_department = d.department_id
  from discharges.discharge d where d.tenant_id = h.tenant_id and d.discharge_id = h.discharge_id;
alter table followup.hold force row level security;
alter table discharges.discharge force row level security;
create index hold_of_department on followup.hold (tenant_id, discharging_department, placed_on, hold_id) where lifted_on is null;
create index hold_of_whole_patient on followup.hold (tenant_id, placed_on, hold_id) where lifted_on is null and discharging_department is null;
grant update (discharging_department) on followup.hold to huifang_service;

create or replace function followup.settle_readmissions(patients uuid[], today date) returns void
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
      -- By key, each: of a hospital whose first file this is the planner knows nothing, and would compare all with all.
      from unnest(kin) as known (patient_id)
      cross join lateral (
        select p.person_id from discharges.patient p
          where p.tenant_id = hospital and p.patient_id = known.patient_id offset 0) as p
      cross join lateral (
        select * from discharges.discharge d where d.tenant_id = hospital and d.patient_id = known.patient_id offset 0) as d),
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

  -- What somebody has in hand may be finished, and what was promised is kept: marked, so that one that nobody answers ends with the
  -- attempt instead of being tried again. The mark goes when nothing replaces the task any more.
  update followup.task t set replaced_on = null, version = t.version + 1
    where t.tenant_id = hospital and t.patient_id = any (kin) and t.replaced_on is not null and t.status in ('due', 'inProgress')
      and not exists (
        select from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
          where r.discharge_id = t.discharge_id and r.policy_id = t.policy_id and r.level = t.level);
  if replaced_discharges is not null then
    update followup.task t set status = 'excluded', reason = 'superseded', closed_at = now(), held_on = null,
        awaiting_number_on = null, claimed_by = null, claimed_until = null, version = t.version + 1
      from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
      where t.tenant_id = hospital and t.discharge_id = r.discharge_id and t.policy_id = r.policy_id and t.level = r.level
        and t.status in ('due', 'inProgress') and not t.promised and (t.claimed_by is null or t.claimed_until < now());
    update followup.task t set replaced_on = today, version = t.version + 1
      from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
      where t.tenant_id = hospital and t.discharge_id = r.discharge_id and t.policy_id = r.policy_id and t.level = r.level
        and t.status in ('due', 'inProgress') and t.replaced_on is null;
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
    select d.discharge_id, d.patient_id, d.department_id from inside
      join discharges.patient p on p.tenant_id = hospital and p.person_id = inside.person_id
      join discharges.discharge d on d.tenant_id = hospital and d.patient_id = p.patient_id
        and d.discharged_on <= inside.since),
  lifted as (
    update followup.hold h set lifted_on = today, lifted_as = 'ended', version = h.version + 1
      where h.tenant_id = hospital and h.patient_id = any (kin) and h.lifted_on is null and h.reason = 'readmitted'
        and h.placed_by is null and not exists (select from earlier where earlier.discharge_id = h.discharge_id))
  insert into followup.hold (tenant_id, hold_id, patient_id, discharge_id, discharging_department, reason, placed_on)
  select hospital, gen_random_uuid(), earlier.patient_id, earlier.discharge_id, earlier.department_id, 'readmitted', today
    from earlier
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
