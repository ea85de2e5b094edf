-- Every deliberate difference between the schema of 0.1 and the baseline of 0.2 is a statement here, applied to what chain-0.1 makes:
-- so the comparison of the two stays exact while the baseline goes on being edited, until 0.2 is released.
--
-- The functions are loaded at the line below, each as its file has it; those that are gone are dropped here.

-- What nobody read.
drop table operations.outbox;
alter table followup.policy drop column exclude_deceased, drop column target_percent;

-- One state of a task with a reason instead of a status and five flags; what was decided from what; the rules of the service in the service.
drop function followup.settle_readmissions(uuid[], date), followup.stop_everything(uuid), followup.record_death(uuid, date, text),
  followup.stop_patient(uuid, uuid, date, text);
grant insert, update (died_on) on followup.death to huifang_service;
drop trigger not_while_undoing on followup.task;
alter table followup.task
  drop column status, drop column promised, drop column held_on, drop column awaiting_number_on, drop column replaced_on,
  drop constraint task_claim, drop constraint task_reason_known;
drop index if exists followup.task_open_by_patient, followup.task_superseded;
alter table followup.task
  add column state text not null default 'due', add column resumes text, add column outcome text, add column rested_since date,
  add column cause text not null default 'make', add column cause_version integer, add column cause_input uuid;
alter table followup.task add column worklist text generated always as (
    case coalesce(resumes, state)
      when 'due' then 'due'
      when 'resting' then case reason when 'retry' then 'due' else 'promised' end
      when 'held' then 'held' end) stored,
  add constraint task_state check (state in ('due', 'inProgress', 'resting', 'waitingForNumber', 'held', 'ended')),
  add constraint task_in_progress check (
    case when state = 'inProgress'
      then claimed_by is not null and claimed_until is not null
        and coalesce(resumes in ('due', 'resting', 'waitingForNumber', 'held', 'superseded'), false)
      else claimed_by is null and claimed_until is null and resumes is null end),
  add constraint task_due check (
    coalesce(resumes, state) <> 'due' or (reason is null and rested_since is null and next_attempt_at is null)),
  add constraint task_resting check (
    coalesce(resumes, state) <> 'resting' or (
      coalesce(reason in ('retry', 'promised', 'lastPromise'), false) and rested_since is null and next_attempt_at is not null)),
  add constraint task_waiting_for_number check (
    coalesce(resumes, state) <> 'waitingForNumber' or (
      coalesce(reason in ('wrongNumber', 'vacantNumber', 'noNumber'), false) and rested_since is not null)),
  add constraint task_held check (
    coalesce(resumes, state) <> 'held' or (
      coalesce(reason in ('dispute', 'administrativeDischarge', 'readmitted', 'other'), false) and rested_since is not null)),
  add constraint task_superseded check (
    coalesce(resumes, state) <> 'superseded' or (coalesce(reason = 'superseded', false) and rested_since is null)),
  add constraint task_ended check (
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
      else closed_at is null and outcome is null end);
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
comment on column followup.task.cause is 'Why it stands there: the transition that has led there, by the name that it has in the service';
comment on column followup.task.cause_version is 'The version of the policy or hold by which that was decided';
comment on column followup.task.cause_input is
  'What it was decided from: the attempt, the hold, the request for a number, the death, the later stay, or the account that ended it';
comment on column followup.task.worklist is
  'On which list it stands: due (what rests after an unanswered call too), promised, held; on none while it waits for a number or has ended';
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
create trigger not_while_undoing before update of state, outcome, attempts, claimed_by on followup.task for each row
  when ((new.claimed_by is not null and new.claimed_by is distinct from old.claimed_by) or new.attempts <> old.attempts
    or (new.outcome is distinct from old.outcome and new.outcome in ('completed', 'notFollowedUp')))
  execute function discharges.keep_from_undoing('taskId');
grant update (state, resumes, outcome, rested_since, cause, cause_version, cause_input) on followup.task to huifang_service;

-- The schema is named as the target whose tables it holds.
alter schema access rename to identity;

-- A hold's department is named like others.
alter table followup.hold rename column discharging_department to discharging_department_id;

-- Each organization's days begin in its own time zone.
alter table directory.organization add column time_zone text not null default 'Asia/Shanghai';
comment on column directory.organization.time_zone is 'In which the organization''s days begin, as the IANA database names it';
grant select (time_zone), insert (time_zone), update (time_zone) on directory.organization to huifang_service;

-- Jobs take turns, holds end by timers, and a policy is published by a job.
drop function operations.claim_job(integer);
alter table operations.job
  drop constraint job_kind,
  add constraint job_kind check (kind ~ '^[a-z][A-Za-z]{2,39}$'),
  drop column cancel_requested,
  add column turn_ended_at timestamptz,
  add column process_id uuid;
comment on column operations.job.turn_ended_at is 'When its last turn ended; null while it has one, and before the first';
comment on column operations.job.process_id is
  'Which process had it last: for some seconds after a turn the job is left to it, since it knows how far the file is read';
grant update (turn_ended_at) on operations.job to huifang_service;
revoke insert (not_before) on operations.job from huifang_service;
create table operations.job_cancellation (
  tenant_id uuid not null,
  job_id uuid not null,
  requested_at timestamptz not null default now(),
  primary key (tenant_id, job_id),
  constraint job_cancellation_job foreign key (tenant_id, job_id) references operations.job
);
comment on table operations.job_cancellation is
  'Jobs that somebody has asked to stop at their next chunk; apart from the jobs, whose rows are locked as long as a chunk takes';
select app.protect('operations.job_cancellation', false);
grant select, insert (tenant_id, job_id) on operations.job_cancellation to huifang_service;
create table operations.turn (
  tenant_id uuid not null,
  organization_id uuid not null,
  served double precision not null,
  served_at timestamptz not null,
  primary key (tenant_id, organization_id)
);
comment on table operations.turn is 'The platform''s: how long each organization''s jobs have had their turn lately, so that all processes agree on who is next';
comment on column operations.turn.served is 'Milliseconds; they count half after a minute';
select app.protect('operations.turn', false);
create table operations.timer (
  tenant_id uuid not null,
  timer_id uuid not null,
  kind text not null check (kind ~ '^[a-z][A-Za-z]{2,39}$'),
  subject_id uuid not null,
  account_id uuid not null,
  roles text not null,
  due_at timestamptz not null,
  failures integer not null default 0,
  created_at timestamptz not null default now(),
  primary key (tenant_id, timer_id),
  constraint timer_account foreign key (tenant_id, account_id) references identity.account
);
comment on table operations.timer is 'What is to be done at its time, such as a hold''s end: worked off in batches, gone when it is done';
comment on column operations.timer.subject_id is 'What it is about: a hold';
comment on column operations.timer.account_id is 'Who set it, and so is named by the event of what it does';
comment on column operations.timer.failures is 'How often it has failed: then it is tried alone, after a rest';
create index timer_due on operations.timer (tenant_id, due_at);
select app.protect('operations.timer', false);
grant select, insert (tenant_id, timer_id, kind, subject_id, account_id, roles, due_at), update (due_at, failures), delete
  on operations.timer to huifang_service;
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

-- The functions of this release are loaded here.

-- A hold over one discharge is seen within the scope of its department, as the discharge is.
drop policy tenant on followup.hold;
select app.protect('followup.hold', true, 'discharging_department_id?');

create trigger keep_time_zone before insert or update of time_zone on directory.organization
  for each row when (new.time_zone <> 'Asia/Shanghai') execute function directory.keep_time_zone();

-- Readers of one record number, nearly all, are spared the look for other rows of the person and for a mother or a child.
alter table discharges.patient
  add column shares_person boolean not null default false, add column has_family boolean not null default false;
comment on column discharges.patient.shares_person is
  'Whether other rows are the same person: one that was merged, or into which another one was; kept by a trigger, so that readers need not look';
comment on column discharges.patient.has_family is
  'Whether the row stands in mother_child, as a mother or as a child; kept by a trigger, so that readers need not look';
create trigger shares_person after update of merged_into on discharges.patient for each row
  when (old.merged_into is distinct from new.merged_into) execute function discharges.note_person();
create trigger has_family after insert or delete on discharges.mother_child for each row execute function discharges.note_family();

-- What keys may hold stands in a function, made from the permissions' rows as that for own roles.
alter table identity.integration_key drop constraint integration_key_permissions,
  add constraint integration_key_permissions check (identity.are_grantable_to_keys(permissions));
