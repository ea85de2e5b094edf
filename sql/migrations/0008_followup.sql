-- Policies, the tasks they make of discharges, the attempts at them, and what a reached call brought; what makes a task wait or end.

create table followup.policy (
  tenant_id uuid not null,
  policy_id uuid not null,
  version integer not null check (version > 0),
  name text not null check (length(name) between 1 and 60),
  pack text,
  status text not null default 'draft' check (status in ('draft', 'published', 'retired')),
  discharged_from date not null,
  exclude_stay_hours integer check (exclude_stay_hours between 1 and 240),
  published_at timestamptz,
  correction_days smallint check (correction_days between 1 and 30),
  created_at timestamptz not null default now(),
  primary key (tenant_id, policy_id, version),
  constraint policy_published check ((status = 'draft') = (published_at is null))
);
comment on table followup.policy is '回访方案: a hospital''s rules, versioned; a published version never changes';
comment on column followup.policy.pack is 'The policy pack that it came from (方案模板)';
comment on column followup.policy.exclude_stay_hours is 'Stays of at most so many hours get no task (002-1: 24 小时内出院)';
comment on column followup.policy.correction_days is 'How many days a ward has to mend a number; the service''s rule of 3 when null';
create unique index policy_one_published on followup.policy (tenant_id, policy_id) where status = 'published';
select app.protect('followup.policy', false);
grant select, insert, update (status, published_at) on followup.policy to huifang_service;

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
comment on column followup.round.window_from_day is 'First day of the window, the day of discharge being 0';
comment on column followup.round.window_to_day is 'Last day of the window';
create trigger draft_only before insert on followup.round for each row execute function followup.require_draft();
select app.protect('followup.round', false);
grant select, insert on followup.round to huifang_service;

create table followup.publication (
  tenant_id uuid not null,
  policy_id uuid not null,
  version integer not null,
  job_id uuid not null,
  through_patient_id uuid,
  task_count bigint not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, policy_id, version),
  constraint publication_policy foreign key (tenant_id, policy_id, version) references followup.policy,
  constraint publication_job foreign key (tenant_id, job_id) references operations.job
);
comment on table followup.publication is 'How far a published policy has made tasks of the discharges that were there already';
comment on column followup.publication.job_id is 'The job that makes them, or has made them';
comment on column followup.publication.through_patient_id is 'The last patient whose discharges have their tasks; patients come in the order of their ids';
comment on column followup.publication.task_count is 'How many tasks were made so far';
select app.protect('followup.publication', false);
grant select, insert (tenant_id, policy_id, version, job_id), update (job_id, through_patient_id, task_count)
  on followup.publication to huifang_service;

create table followup.exclusion (
  tenant_id uuid not null,
  discharge_id uuid not null,
  policy_id uuid not null,
  policy_version integer not null,
  department_id uuid not null,
  discharged_on date not null,
  reason text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, discharge_id, policy_id),
  constraint exclusion_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint exclusion_policy foreign key (tenant_id, policy_id, policy_version) references followup.policy,
  constraint exclusion_reason check (reason in ('deceased', 'shortStay', 'dispute', 'administrativeDischarge', 'superseded', 'other'))
);
comment on table followup.exclusion is '不予回访: why a discharge gets no task; such discharges are not eligible';
create index exclusion_by_department on followup.exclusion (tenant_id, department_id, discharged_on);
select app.protect('followup.exclusion', true, 'department_id');
grant select, insert, update (department_id), delete on followup.exclusion to huifang_service;

-- Where a task stands is one column with a reason, and a check says of each state what belongs to it. While somebody has it in hand, `resumes`
-- is where it goes back to. What may lead from where to where stands in Sources/FollowUp/Tasks/TaskTransition.swift, and nothing else
-- updates the table.
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
  state text not null default 'due',
  resumes text,
  outcome text,
  reason text,
  rested_since date,
  next_attempt_at timestamptz,
  claimed_by uuid,
  claimed_until timestamptz,
  closed_at timestamptz,
  attempts smallint not null default 0,
  reached boolean not null default false,
  cause text not null default 'make',
  cause_version integer,
  cause_input uuid,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  worklist text generated always as (
    case coalesce(resumes, state)
      when 'due' then 'due'
      when 'resting' then case reason when 'retry' then 'due' else 'promised' end
      when 'held' then 'held' end) stored,
  primary key (tenant_id, task_id),
  constraint task_round unique (tenant_id, discharge_id, policy_id, round_number),
  constraint task_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint task_department foreign key (tenant_id, department_id) references directory.department,
  constraint task_responsible foreign key (tenant_id, responsible_department_id) references directory.department,
  constraint task_window check (opens_on <= due_on),
  constraint task_state check (state in ('due', 'inProgress', 'resting', 'waitingForNumber', 'held', 'ended')),
  constraint task_in_progress check (
    case when state = 'inProgress'
      then claimed_by is not null and claimed_until is not null
        and coalesce(resumes in ('due', 'resting', 'waitingForNumber', 'held', 'superseded'), false)
      else claimed_by is null and claimed_until is null and resumes is null end),
  constraint task_due check (
    coalesce(resumes, state) <> 'due' or (reason is null and rested_since is null and next_attempt_at is null)),
  constraint task_resting check (
    coalesce(resumes, state) <> 'resting' or (
      coalesce(reason in ('retry', 'promised', 'lastPromise'), false) and rested_since is null and next_attempt_at is not null)),
  constraint task_waiting_for_number check (
    coalesce(resumes, state) <> 'waitingForNumber' or (
      coalesce(reason in ('wrongNumber', 'vacantNumber', 'noNumber'), false) and rested_since is not null)),
  constraint task_held check (
    coalesce(resumes, state) <> 'held' or (
      coalesce(reason in ('dispute', 'administrativeDischarge', 'readmitted', 'other'), false) and rested_since is not null)),
  constraint task_superseded check (
    coalesce(resumes, state) <> 'superseded' or (coalesce(reason = 'superseded', false) and rested_since is null)),
  constraint task_ended check (
    case when state = 'ended'
      then closed_at is not null and rested_since is null
        and (next_attempt_at is null or coalesce(reason in ('superseded', 'deceased'), false))
        and case outcome
          when 'completed' then reason is null
          when 'notFollowedUp' then coalesce(reason in ('noNumber', 'noAnswer', 'poweredOff', 'suspended', 'vacantNumber',
            'wrongNumber', 'refusedRecovered', 'refusedBusy', 'refusedDissatisfied', 'cannotCommunicate', 'deathWithdrawn', 'other'), false)
          when 'cancelled' then coalesce(reason = 'deceased', false)
          when 'excluded' then coalesce(reason in ('dispute', 'administrativeDischarge', 'superseded', 'other'), false)
          else false end
      else closed_at is null and outcome is null end)
);
comment on table followup.task is '回访任务: one round due for one discharge';
comment on column followup.task.level is '一级随访 wardFollowUp, 二级回访 centreFollowUp, 三级家访 homeVisit, 抽查回访 spotCheck';
comment on column followup.task.department_id is 'The discharging department, which owns the case';
comment on column followup.task.responsible_department_id is 'Whose worklist it is on: the ward''s department, or the follow-up centre';
comment on column followup.task.state is
  '待回访 due, 回访中 inProgress, 约定再拨或间隔中 resting, 待更正号码 waitingForNumber, 暂缓回访 held, 已结束 ended';
comment on column followup.task.resumes is
  'Of a task in progress: the state to which it goes back; superseded when a later stay''s plan has taken its place meanwhile, so that it ends. An expired claim counts as given back';
comment on column followup.task.outcome is
  'How it ended: 已完成 completed, 未回访 notFollowedUp, 已取消 cancelled, 不予回访 excluded';
comment on column followup.task.reason is
  'Why it stands there: what it rests for (retry, promised, lastPromise: kept though a later stay''s plan has taken its place), what is wrong with the number, why it is held, or 未回访原因, why it ended';
comment on column followup.task.rested_since is 'Since when it is held or waits for a number';
comment on column followup.task.next_attempt_at is
  'Not before this moment: a promised redial, or the wait that the retry rule asks for; kept while the task is held, waits, or has ended in a way that can be taken back';
comment on column followup.task.attempts is 'How often it was tried';
comment on column followup.task.reached is 'Whether somebody answered at least once, whatever came of it (接通)';
comment on column followup.task.cause is 'Why it stands there: the transition that has led there, by the name that it has in the service';
comment on column followup.task.cause_version is 'The version of the policy or hold by which that was decided';
comment on column followup.task.cause_input is
  'What it was decided from: the attempt, the hold, the request for a number, the death, the later stay, or the account that ended it';
comment on column followup.task.worklist is
  'On which list it stands: due (what rests after an unanswered call too), promised, held; on none while it waits for a number or has ended';
create index task_claimed on followup.task (tenant_id, claimed_by, claimed_until) where claimed_by is not null;
create index task_figures on followup.task (tenant_id, department_id, discharged_on)
  include (discharge_id, policy_id, round_number, outcome, attempts, reached, reason, responsible_department_id);
comment on index followup.task_figures is 'Holds what reports and the policy ask for, so that figures come from the index alone';
create index task_worklist on followup.task (tenant_id, responsible_department_id, responsible_role, due_on, task_id)
  where worklist = 'due';
-- What is to come is read in the order in which it opens; by the day it is due, all that is open already would be passed over.
create index task_to_come on followup.task (tenant_id, responsible_department_id, responsible_role, opens_on, task_id)
  where worklist = 'due';
-- Promises by their moment, and the few that are held.
create index task_set_aside on followup.task
  (tenant_id, responsible_department_id, responsible_role, worklist, next_attempt_at, task_id)
  where worklist in ('promised', 'held');
alter table followup.task set (fillfactor = 80);
create trigger not_while_undoing before update of state, outcome, attempts, claimed_by on followup.task for each row
  when ((new.claimed_by is not null and new.claimed_by is distinct from old.claimed_by) or new.attempts <> old.attempts
    or (new.outcome is distinct from old.outcome and new.outcome in ('completed', 'notFollowedUp')))
  execute function discharges.keep_from_undoing('taskId');
select app.protect('followup.task', true, 'department_id', 'responsible_department_id');
grant select, insert, update (department_id, responsible_department_id, discharged_on, opens_on, due_on, maximum_attempts,
  state, resumes, outcome, reason, rested_since, next_attempt_at, claimed_by, claimed_until, closed_at, attempts, reached, cause,
  cause_version, cause_input, version), delete on followup.task to huifang_service;

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
comment on column followup.attempt.disposition is '拨打结果';
comment on column followup.attempt.respondent is '接听人: patient, family, guardian, other';
comment on column followup.attempt.note is '备注; opened from its sealed form';
create index attempt_by_task on followup.attempt (tenant_id, task_id, at);
create index attempt_by_contact on followup.attempt (tenant_id, contact_id) where contact_id is not null;
select app.protect('followup.attempt', true, 'department_id', 'responsible_department_id');
grant select, insert on followup.attempt to huifang_service;

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
comment on column followup.record.condition is '恢复情况';
comment on column followup.record.medication is '用药情况';
comment on column followup.record.satisfaction is '满意度';
comment on column followup.record.guidance is '指导内容; opened from its sealed form';
comment on column followup.record.problems is '反映的问题; opened from its sealed form';
select app.protect('followup.record', true, 'department_id', 'responsible_department_id');
grant select, insert on followup.record to huifang_service;

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
  constraint number_correction_requested foreign key (tenant_id, requested_by) references identity.account,
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
-- What a death had stopped is found again by these when it is taken back.
create index number_correction_by_discharge on followup.number_correction (tenant_id, discharge_id);
create index number_correction_by_task on followup.number_correction (tenant_id, task_id);
create index number_correction_by_contact on followup.number_correction (tenant_id, contact_id) where contact_id is not null;
create trigger not_while_undoing before insert on followup.number_correction for each row
  execute function discharges.keep_from_undoing('taskId');
select app.protect('followup.number_correction', true, 'department_id', 'responsible_department_id');
grant select, insert, update (department_id, due_on, status, contact_id, closed_by, closed_at,
  version) on followup.number_correction to huifang_service;

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
  discharging_department_id uuid,
  created_at timestamptz not null default now(),
  primary key (tenant_id, hold_id),
  constraint hold_patient foreign key (tenant_id, patient_id) references discharges.patient,
  constraint hold_discharge foreign key (tenant_id, discharge_id) references discharges.discharge,
  constraint hold_placed_by foreign key (tenant_id, placed_by) references identity.account,
  constraint hold_lifted_by foreign key (tenant_id, lifted_by) references identity.account,
  constraint hold_until check (until_on >= placed_on),
  constraint hold_exclusion check (not excludes or (until_on is null and reason <> 'readmitted')),
  constraint hold_lifted check ((lifted_on is null) = (lifted_as is null) and (lifted_by is null or lifted_on is not null))
);
comment on table followup.hold is '暂缓回访: while it stands nobody calls; one that excludes is 不予回访 by the medical office''s word';
comment on column followup.hold.discharge_id is 'The one discharge; null when it stands over all of the patient''s';
comment on column followup.hold.placed_by is 'Who placed it; null when the service did, such as over somebody who is an inpatient again';
comment on column followup.hold.until_on is 'The last day of the hold; the next day the service lifts it';
comment on column followup.hold.discharging_department_id is
  'The department of the one discharge, as the discharge has it; null when the hold stands over all of the patient''s';
create unique index hold_once_patient on followup.hold (tenant_id, patient_id, reason)
  where lifted_on is null and discharge_id is null;
create unique index hold_once_discharge on followup.hold (tenant_id, discharge_id, reason)
  where lifted_on is null and discharge_id is not null;
create index hold_by_patient on followup.hold (tenant_id, patient_id) where lifted_on is null;
create index hold_standing on followup.hold (tenant_id, placed_on, hold_id) where lifted_on is null;
create index hold_by_discharge on followup.hold (tenant_id, discharge_id) where discharge_id is not null;
create index hold_stopped on followup.hold (tenant_id, patient_id) where lifted_as = 'deceased';
create index hold_of_department on followup.hold (tenant_id, discharging_department_id, placed_on, hold_id) where lifted_on is null;
create index hold_of_whole_patient on followup.hold (tenant_id, placed_on, hold_id)
  where lifted_on is null and discharging_department_id is null;
create index hold_of_patient on followup.hold (tenant_id, patient_id);
create trigger not_while_undoing before insert on followup.hold for each row
  when (new.discharge_id is not null and new.placed_by is not null)
  execute function discharges.keep_from_undoing('dischargeId');
-- A hold over a whole patient is seen by every department, and only who reaches the whole hospital writes it.
select app.protect('followup.hold', true, 'discharging_department_id?');
-- An import that is taken back takes along what nobody did: the service's own holds, and suggestions about whom only it had brought.
grant select, insert, update (lifted_by, lifted_on, lifted_as, version, discharging_department_id), delete on followup.hold
  to huifang_service;

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
  constraint death_recorded_by foreign key (tenant_id, recorded_by) references identity.account,
  constraint death_withdrawn_by foreign key (tenant_id, withdrawn_by) references identity.account,
  constraint death_withdrawn check
    ((withdrawn_by is null) = (withdrawn_at is null) and (withdrawn_at is null) = (reason is null))
);
comment on table followup.death is
  'Deaths that somebody told of, a row for each record number of the person, and whether that was taken back; those that a file tells stand in the file';
comment on column followup.death.source is 'Who told: attempt (somebody at the telephone), family, ward, registry, other';
comment on column followup.death.died_on is 'The day of death, where it is known';
comment on column followup.death.recorded_by is 'Who recorded it; null for what was told before this table was there';
comment on column followup.death.reason is 'Why it was taken back; sealed';
create unique index death_standing on followup.death (tenant_id, patient_id) where withdrawn_at is null;
create index death_by_patient on followup.death (tenant_id, patient_id, recorded_at, death_id);
select app.protect('followup.death', true);
grant select, insert, update (died_on, withdrawn_by, withdrawn_at, reason) on followup.death to huifang_service;
