-- What the service itself keeps between calls: stored answers and jobs.

create table operations.idempotency (
  tenant_id uuid not null,
  account_id uuid not null,
  method text not null,
  key text not null check (length(key) between 8 and 128),
  fingerprint bytea not null,
  answer bytea not null,
  scope text not null,
  subjects uuid[] not null default '{}',
  created_at timestamptz not null default now(),
  constraint idempotency_key primary key (tenant_id, account_id, method, key)
);
comment on table operations.idempotency is
  'The answer of a write, stored in the transaction of its effect and kept at least 72 hours; sealed';
comment on column operations.idempotency.scope is 'The departments under which it was given: under others it is not given again';
comment on column operations.idempotency.subjects is 'Whose data the answer holds, by surrogate: a replay''s event names them again';
create index idempotency_by_age on operations.idempotency (tenant_id, created_at);
select app.protect('operations.idempotency', false);
grant select, insert (tenant_id, account_id, method, key, fingerprint, answer, scope, subjects),
  delete on operations.idempotency to huifang_service;

-- Long work that gets nowhere ends. Of all organizations' jobs those come first whose organization was served least.
create table operations.job (
  tenant_id uuid not null,
  job_id uuid not null,
  kind text not null,
  subject_id uuid not null,
  account_id uuid not null,
  roles text not null,
  status text not null default 'queued' check (status in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
  done bigint not null default 0,
  total bigint not null default 0,
  message text not null default '',
  lease_until timestamptz,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  not_before timestamptz,
  failures integer not null default 0,
  error_code text check (length(error_code) between 1 and 60),
  turn_ended_at timestamptz,
  process_id uuid,
  primary key (tenant_id, job_id),
  constraint job_account foreign key (tenant_id, account_id) references identity.account,
  constraint job_finished check ((status in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint job_kind check (kind ~ '^[a-z][A-Za-z]{2,39}$')
);
comment on table operations.job is 'Long work, resumable: a lease that runs out is taken up again by any process';
comment on column operations.job.not_before is 'When it may begin; at once when null';
comment on column operations.job.failures is
  'How often it was interrupted since it last got on: after some times it is given up instead of being taken up for ever';
comment on column operations.job.error_code is 'Why it failed, or was interrupted the last time: a rule or a code of the API';
comment on column operations.job.turn_ended_at is 'When its last turn ended; null while it has one, and before the first';
comment on column operations.job.process_id is
  'Which process had it last: for some seconds after a turn the job is left to it, since it knows how far the file is read';
create index job_waiting on operations.job (tenant_id, created_at) where status in ('queued', 'running');
select app.protect('operations.job', false);
grant select, insert (tenant_id, job_id, kind, subject_id, account_id, roles, total), update (status, done, total,
  message, lease_until, finished_at, not_before, failures, error_code, turn_ended_at) on operations.job to huifang_service;

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
