-- Every deliberate difference between the schema of 0.1 and the baseline of 0.2 is a statement here, applied to what chain-0.1 makes:
-- so the comparison of the two stays exact while the baseline goes on being edited, until 0.2 is released.
--
-- The functions are loaded at the line below, each as its file has it; those that are gone are dropped here.

-- What nobody read.
drop table operations.outbox;
alter table followup.policy drop column exclude_deceased, drop column target_percent;

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
