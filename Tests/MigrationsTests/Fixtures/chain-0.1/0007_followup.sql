-- Policies, the tasks they make of discharges, the attempts at them, and what a reached call brought.

create schema followup;
comment on schema followup is 'Follow-up policies, tasks, attempts and records';
grant usage on schema followup to huifang_service;

create table followup.policy (
  tenant_id uuid not null,
  policy_id uuid not null,
  version integer not null check (version > 0),
  name text not null check (length(name) between 1 and 60),
  pack text,
  status text not null default 'draft' check (status in ('draft', 'published', 'retired')),
  discharged_from date not null,
  exclude_deceased boolean not null default true,
  exclude_stay_hours integer check (exclude_stay_hours between 1 and 240),
  target_percent numeric(5, 2) check (target_percent between 0 and 100),
  published_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, policy_id, version),
  constraint policy_published check ((status = 'draft') = (published_at is null))
);
comment on table followup.policy is '回访方案: a hospital''s rules, versioned; a published version never changes';
comment on column followup.policy.exclude_stay_hours is 'Stays of at most so many hours get no task (002-1: 24 小时内出院)';
create unique index policy_one_published on followup.policy (tenant_id, policy_id) where status = 'published';

create table followup.round (
  tenant_id uuid not null,
  policy_id uuid not null,
  version integer not null,
  round_number smallint not null check (round_number between 1 and 20),
  name text not null check (length(name) between 1 and 60),
  level text not null check (level in ('wardFollowUp', 'centreFollowUp', 'homeVisit', 'spotCheck')),
  responsible_role text not null check (responsible_role in ('wardDoctor', 'wardNurse', 'agent', 'leader')),
  window_from_day integer not null check (window_from_day >= 0),
  window_to_day integer not null,
  maximum_attempts smallint not null default 3 check (maximum_attempts between 1 and 10),
  retry_after_hours smallint not null default 4 check (retry_after_hours between 1 and 168),
  primary key (tenant_id, policy_id, version, round_number),
  constraint round_policy foreign key (tenant_id, policy_id, version) references followup.policy,
  constraint round_window check (window_to_day between window_from_day and 1100)
);
comment on table followup.round is '回访轮次: one planned contact: days after discharge, who calls, how often it is tried';

create table followup.exclusion (
  tenant_id uuid not null,
  discharge_id uuid not null,
  policy_id uuid not null,
  policy_version integer not null,
  department_id uuid not null,
  discharged_on date not null,
  reason text not null check (reason in ('deceased', 'shortStay')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, discharge_id, policy_id),
  constraint exclusion_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint exclusion_policy foreign key (tenant_id, policy_id, policy_version) references followup.policy
);
comment on table followup.exclusion is '不予回访: why a discharge gets no task; such discharges are not eligible';
create index exclusion_by_department on followup.exclusion (tenant_id, department_id, discharged_on);

create table followup.task (
  tenant_id uuid not null,
  task_id uuid not null,
  discharge_id uuid not null,
  patient_id uuid not null,
  policy_id uuid not null,
  policy_version integer not null,
  round_number smallint not null,
  level text not null,
  responsible_role text not null,
  department_id uuid not null,
  responsible_department_id uuid not null,
  discharged_on date not null,
  opens_on date not null,
  due_on date not null,
  maximum_attempts smallint not null,
  retry_after_hours smallint not null,
  status text not null default 'due' check (status in ('due', 'inProgress', 'completed', 'notFollowedUp', 'cancelled')),
  attempts smallint not null default 0,
  reached boolean not null default false,
  next_attempt_at timestamptz,
  promised boolean not null default false,
  claimed_by uuid,
  claimed_until timestamptz,
  reason text check (reason in ('noNumber', 'noAnswer', 'poweredOff', 'suspended', 'vacantNumber', 'wrongNumber',
    'refusedRecovered', 'refusedBusy', 'refusedDissatisfied', 'cannotCommunicate', 'deceased', 'other')),
  version integer not null default 1,
  closed_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (tenant_id, task_id),
  constraint task_round unique (tenant_id, discharge_id, policy_id, round_number),
  constraint task_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint task_department foreign key (tenant_id, department_id) references directory.department,
  constraint task_responsible foreign key (tenant_id, responsible_department_id) references directory.department,
  constraint task_reason check ((status in ('notFollowedUp', 'cancelled')) = (reason is not null)),
  constraint task_claim check ((claimed_by is null) = (claimed_until is null)),
  constraint task_closed check ((status in ('completed', 'notFollowedUp', 'cancelled')) = (closed_at is not null)),
  constraint task_promise check (not promised or next_attempt_at is not null),
  constraint task_window check (opens_on <= due_on)
);
comment on table followup.task is '回访任务: one round due for one discharge';
comment on column followup.task.reached is 'Whether somebody answered at least once, whatever came of it (接通)';
comment on column followup.task.department_id is 'The discharging department, which owns the case';
comment on column followup.task.responsible_department_id is 'Whose worklist it is on: the ward''s department, or the follow-up centre';
comment on column followup.task.next_attempt_at is 'Not before this moment: a promised redial, or the wait that the retry rule asks for';
create index task_worklist on followup.task (tenant_id, responsible_department_id, responsible_role, due_on, task_id)
  where status in ('due', 'inProgress') and not promised;
create index task_promised on followup.task
  (tenant_id, responsible_department_id, responsible_role, next_attempt_at, task_id)
  where status in ('due', 'inProgress') and promised;
create index task_figures on followup.task (tenant_id, department_id, discharged_on)
  include (discharge_id, round_number, status, attempts, reached, reason, responsible_department_id);
comment on index followup.task_figures is 'Holds what reports and the policy ask for, so that figures come from the index alone';
create index task_claimed on followup.task (tenant_id, claimed_by, claimed_until) where claimed_by is not null;
create index task_open_by_patient on followup.task (tenant_id, patient_id) where status in ('due', 'inProgress');
alter table followup.task set (fillfactor = 80);

create table followup.attempt (
  tenant_id uuid not null,
  attempt_id uuid not null,
  task_id uuid not null,
  department_id uuid not null,
  responsible_department_id uuid not null,
  account_id uuid not null,
  at timestamptz not null default now(),
  contact_id uuid,
  channel text not null check (channel in ('phone', 'visit', 'revisit', 'text', 'letter')),
  disposition text not null check (disposition in ('reached', 'promisedRedial', 'noAnswer', 'poweredOff', 'suspended',
    'vacantNumber', 'wrongNumber', 'refusedRecovered', 'refusedBusy', 'refusedDissatisfied', 'cannotCommunicate',
    'deceased')),
  respondent text check (respondent in ('patient', 'family', 'guardian', 'other')),
  promised_at timestamptz,
  note bytea,
  primary key (tenant_id, attempt_id),
  constraint attempt_task foreign key (tenant_id, task_id) references followup.task,
  constraint attempt_contact foreign key (tenant_id, contact_id) references discharges.contact,
  constraint attempt_respondent check ((disposition in ('reached', 'promisedRedial', 'refusedRecovered', 'refusedBusy',
    'refusedDissatisfied', 'cannotCommunicate', 'wrongNumber', 'deceased')) or respondent is null),
  constraint attempt_reached_respondent check (disposition <> 'reached' or respondent is not null),
  constraint attempt_promise check ((disposition = 'promisedRedial') = (promised_at is not null))
);
comment on table followup.attempt is '拨打记录: one try at a task; append-only';
create index attempt_by_task on followup.attempt (tenant_id, task_id, at);

create table followup.record (
  tenant_id uuid not null,
  record_id uuid not null,
  task_id uuid not null,
  attempt_id uuid not null,
  department_id uuid not null,
  responsible_department_id uuid not null,
  account_id uuid not null,
  at timestamptz not null default now(),
  condition text not null check (condition in ('recovered', 'improving', 'unchanged', 'worse', 'readmitted')),
  medication text not null check (medication in ('asPrescribed', 'partly', 'stopped', 'none')),
  satisfaction text check (satisfaction in ('verySatisfied', 'satisfied', 'neutral', 'dissatisfied', 'veryDissatisfied')),
  guidance bytea,
  problems bytea,
  primary key (tenant_id, record_id),
  constraint record_task unique (tenant_id, task_id),
  constraint record_attempt foreign key (tenant_id, attempt_id) references followup.attempt
);
comment on table followup.record is '回访记录: what a reached call brought; free text sealed';

select app.protect('followup.policy', false), app.protect('followup.round', false),
  app.protect('followup.exclusion', true, 'department_id'),
  app.protect('followup.task', true, 'department_id', 'responsible_department_id'),
  app.protect('followup.attempt', true, 'department_id', 'responsible_department_id'),
  app.protect('followup.record', true, 'department_id', 'responsible_department_id');

grant select, insert on followup.policy, followup.round to huifang_service;
grant update (status, published_at) on followup.policy to huifang_service;
grant select, insert, delete on followup.exclusion to huifang_service;
grant select, insert on followup.task, followup.attempt, followup.record to huifang_service;
grant update (status, attempts, reached, next_attempt_at, promised, claimed_by, claimed_until, reason, version, closed_at, opens_on,
  due_on, department_id, responsible_department_id, discharged_on) on followup.task to huifang_service;

-- A death stops every call to the patient at once, whichever department's it is: the one act that reaches beyond the caller's scope,
-- and only for the patient of a task that is within it.
create function followup.stop_everything(task uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  scope text := current_setting('app.departments', true);
  patient uuid;
  stopped integer;
begin
  select t.patient_id into patient from followup.task t where t.tenant_id = app.tenant() and t.task_id = task;
  if patient is null then
    return 0;
  end if;
  perform set_config('app.departments', '*', true);
  update discharges.patient p set deceased = true where p.tenant_id = app.tenant() and p.patient_id = patient;
  update followup.task t set status = 'cancelled', reason = 'deceased', closed_at = now(), promised = false, claimed_by = null,
      claimed_until = null, version = t.version + 1
    where t.tenant_id = app.tenant() and t.patient_id = patient and t.task_id <> task and t.status in ('due', 'inProgress');
  get diagnostics stopped = row_count;
  perform set_config('app.departments', scope, true);
  return stopped;
end
$$;
comment on function followup.stop_everything(uuid) is
  'Marks a task''s patient as dead and cancels all other open tasks; needs the open gate like every other access';
revoke execute on function followup.stop_everything(uuid) from public;
grant execute on function followup.stop_everything(uuid) to huifang_service;
