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

-- Long work that gets nowhere ends. A job may wait for its day, such as a hold's end.
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
  cancel_requested boolean not null default false,
  lease_until timestamptz,
  attempts integer not null default 0,
  created_at timestamptz not null default now(),
  finished_at timestamptz,
  not_before timestamptz,
  failures integer not null default 0,
  error_code text check (length(error_code) between 1 and 60),
  primary key (tenant_id, job_id),
  constraint job_account foreign key (tenant_id, account_id) references identity.account,
  constraint job_finished check ((status in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null)),
  constraint job_kind check (kind in ('dischargeImport', 'dischargeImportUndo', 'holdEnd', 'hospitalExport', 'hospitalRemoval'))
);
comment on table operations.job is 'Long work, resumable: a lease that runs out is taken up again by any process';
comment on column operations.job.not_before is 'When it may begin; at once when null';
comment on column operations.job.failures is
  'How often it was interrupted since it last got on: after some times it is given up instead of being taken up for ever';
comment on column operations.job.error_code is 'Why it failed, or was interrupted the last time: a rule or a code of the API';
create index job_waiting on operations.job (tenant_id, created_at) where status in ('queued', 'running');
select app.protect('operations.job', false);
grant select, insert (tenant_id, job_id, kind, subject_id, account_id, roles, total, not_before), update (status, done, total,
  message, cancel_requested, lease_until, finished_at, not_before, failures, error_code) on operations.job to huifang_service;
