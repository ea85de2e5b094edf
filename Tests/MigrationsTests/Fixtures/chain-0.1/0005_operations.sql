-- What the dispatcher keeps: answers by idempotency key, jobs with their progress, and the outbox.

create schema operations;
comment on schema operations is 'Idempotency keys, jobs and the outbox';
grant usage on schema operations to huifang_service;

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

create table operations.job (
  tenant_id uuid not null,
  job_id uuid not null,
  kind text not null check (kind in ('dischargeImport')),
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
  primary key (tenant_id, job_id),
  constraint job_account foreign key (tenant_id, account_id) references access.account,
  constraint job_finished check ((status in ('succeeded', 'failed', 'cancelled')) = (finished_at is not null))
);
comment on table operations.job is 'Long work, resumable: a lease that runs out is taken up again by any process';
create index job_waiting on operations.job (tenant_id, created_at) where status in ('queued', 'running');

create table operations.outbox (
  tenant_id uuid not null,
  message_id uuid not null,
  topic text not null,
  body jsonb not null,
  created_at timestamptz not null default now(),
  delivered_at timestamptz,
  primary key (tenant_id, message_id)
);
comment on table operations.outbox is 'What must be told to others, written with its cause; identifiers only, no personal data';
create index outbox_waiting on operations.outbox (tenant_id, created_at) where delivered_at is null;

select app.protect('operations.idempotency', false), app.protect('operations.job', false),
  app.protect('operations.outbox', false);
grant select, insert (tenant_id, account_id, method, key, fingerprint, answer, scope, subjects), delete
  on operations.idempotency
  to huifang_service;
grant select, insert (tenant_id, job_id, kind, subject_id, account_id, roles, total),
  update (status, done, total, message, cancel_requested, lease_until, finished_at) on operations.job to huifang_service;
grant select, insert (tenant_id, message_id, topic, body), update (delivered_at), delete on operations.outbox
  to huifang_service;

-- Jobs of all tenants wait in one queue. Who claims one learns the tenant and may begin for it while the lease lasts.
create function operations.claim_job(lease_seconds integer)
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
              and (w.lease_until is null or w.lease_until < now())
            order by w.created_at limit 1 for update skip locked)
        returning j.tenant_id, j.job_id, j.kind, j.subject_id, j.attempts;
    exit when found;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function operations.claim_job(integer) is
  'Takes the next job that nobody holds, tenant after tenant; the holder''s number fences off whoever held it before';

create function directory.job_tenants() returns table (tenant_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query select o.tenant_id from directory.organization o where o.kind = 'hospital' and o.status = 'active'
    order by random();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function directory.job_tenants() is 'The hospitals, in an order that favours none; used by claim_job alone';

create function audit.begin_job(
  tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea,
  timeout_milliseconds integer)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select j.account_id, j.roles into held from operations.job j
    where j.tenant_id = tenant and j.job_id = job and j.status = 'running' and j.attempts = holder
      and j.lease_until > now()
    for update;
  if not found then
    raise exception using errcode = 'HF001', message = 'CANCELLED', detail = 'the job is not held';
  end if;
  perform audit.prepare_transaction(tenant, held.account_id, '*', timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (tenant, event_id, held.account_id, held.roles, method, 'job', request_id, fingerprint, true);
end
$$;
comment on function audit.begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer) is
  'Begins a transaction of a running job, for the person who started it; its row stays locked, so that two processes can''t both go on';

revoke execute on function operations.claim_job(integer), directory.job_tenants(),
  audit.begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer) from public;
grant execute on function operations.claim_job(integer), audit.begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer)
  to huifang_service;

-- Answers are kept for a week: longer than the 72 hours that a client may rely on, and not for ever.
create function operations.forget_answers() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  deleted bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    delete from operations.idempotency i where i.tenant_id = tenant.tenant_id and i.created_at < now() - interval '7 days';
    get diagnostics deleted = row_count;
    forgotten := forgotten + deleted;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function operations.forget_answers() is 'Deletes all organizations'' stored answers that are older than a week; called once an hour';
revoke execute on function operations.forget_answers() from public;
grant execute on function operations.forget_answers() to huifang_service;
