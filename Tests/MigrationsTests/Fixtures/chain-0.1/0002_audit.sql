-- The audit trail and the gate. No row of personal data is visible in a transaction that has not begun, and a transaction that has
-- begun does not commit before its event is written.

create schema audit;
comment on schema audit is 'The audit trail: who did what, whose data it concerned, and how it ended';
grant usage on schema audit to huifang_service, huifang_auditor;

create unlogged table audit.open (
  xid xid8 primary key default pg_current_xact_id(),
  tenant_id uuid not null,
  event_id uuid not null,
  actor_id uuid,
  session_id uuid,
  roles text not null,
  method text not null,
  purpose text not null,
  request_id uuid not null,
  fingerprint bytea not null,
  personal_data boolean not null default false,
  note text check (length(note) <= 200)
);
comment on column audit.open.personal_data is
  'Whether the method is declared to touch personal data; without the declaration the policies show it none';
comment on table audit.open is
  'The requests under way, a row each; empty between requests. What the policies look at: small, unlogged, never partitioned';
-- Its size when a plan is made says nothing of its size later: the functions that look a request up always go by the key.
alter table audit.open set (autovacuum_vacuum_threshold = 20000, autovacuum_vacuum_scale_factor = 0);

create table audit.event (
  tenant_id uuid not null,
  event_id uuid not null,
  at timestamptz not null,
  epoch integer not null default 1,
  xid xid8 not null default pg_current_xact_id(),
  actor_id uuid,
  session_id uuid,
  roles text not null,
  method text not null,
  purpose text not null,
  request_id uuid not null,
  outcome text not null check (outcome in ('allowed', 'refused', 'failed')),
  reason text,
  subject_count integer not null,
  result_count bigint not null,
  leaf bytea not null check (octet_length(leaf) <= 4096),
  primary key (tenant_id, at, event_id)
) partition by range (at);
comment on table audit.event is 'One row an audited act. Never changed, never deleted; retention detaches whole months';
comment on column audit.event.leaf is 'The canonical JSON (RFC 8785 subset) that is hashed into the log; stored as written';
comment on column audit.event.epoch is 'Transaction ids start anew in a restored cluster; the epoch tells the two apart';
create index event_by_actor on audit.event (tenant_id, actor_id, at);
create index event_by_xid on audit.event (xid);

create table audit.event_subject (
  tenant_id uuid not null,
  subject_id uuid not null,
  at timestamptz not null,
  event_id uuid not null,
  primary key (tenant_id, subject_id, at, event_id)
) partition by range (at);
comment on table audit.event_subject is 'Whose data an event concerned, by random surrogate: the index for "who saw my record"';

create function audit.refuse_change() returns trigger
  language plpgsql
  as $$
begin
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'the audit trail is append-only';
end
$$;
comment on function audit.refuse_change() is 'Refuses every change of what was written, to everybody';
create trigger append_only before update or delete or truncate on audit.event
  for each statement execute function audit.refuse_change();
create trigger append_only before update or delete or truncate on audit.event_subject
  for each statement execute function audit.refuse_change();

-- A partition inherits neither its parent's policies nor a statement's triggers when it is named itself: it gets row security
-- without a policy, which shows nothing to anybody, and the triggers.
create function audit.prepare_months(ahead integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  month date;
  suffix text;
  partition text;
begin
  for month in
    select (date_trunc('month', now() at time zone 'UTC') + make_interval(months => n))::date
      from generate_series(-1, ahead) as n
  loop
    suffix := to_char(month, 'YYYY_MM');
    if to_regclass('audit.event_' || suffix) is null then
      execute format('create table audit.event_%s partition of audit.event for values from (%L) to (%L)',
        suffix, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
      execute format('create table audit.event_subject_%s partition of audit.event_subject for values from (%L) to (%L)',
        suffix, month::text || ' 00:00:00+00', (month + interval '1 month')::date::text || ' 00:00:00+00');
      foreach partition in array array['event_' || suffix, 'event_subject_' || suffix] loop
        execute format('alter table audit.%I enable row level security, force row level security', partition);
        execute format('create trigger append_only before update or delete or truncate on audit.%I'
          ' for each statement execute function audit.refuse_change()', partition);
      end loop;
    end if;
  end loop;
end
$$;
comment on function audit.prepare_months(integer) is 'Makes the partitions of the coming months; called at start and once a day';
revoke execute on function audit.prepare_months(integer) from public;
grant execute on function audit.prepare_months(integer) to huifang_service;
select audit.prepare_months(3);

create function audit.begun() returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
    select exists (
      select from audit.open
        where xid = pg_current_xact_id_if_assigned() and personal_data
          and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  $$;
comment on function audit.begun() is 'Whether this transaction has its open row and declared personal data: otherwise that is invisible';

create function audit.require_closed() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
begin
  -- The open row is looked for as its own tenant: whatever the transaction has set since, it can't hide it.
  perform set_config('app.tenant_id', new.tenant_id::text, true);
  if exists (select from audit.open where xid = new.xid) then
    raise exception using errcode = 'HF002', message = 'INTERNAL',
      detail = format('the audit event of %s was not closed', new.method);
  end if;
  return null;
end
$$;
comment on function audit.require_closed() is 'Refuses the commit of a transaction whose event was opened and not written';
create constraint trigger must_be_closed after insert on audit.open
  deferrable initially deferred for each row execute function audit.require_closed();

-- The leaf: keys sorted, no white space, strings escaped by to_json. Subjects beyond the 64th live in event_subject only under
-- continuation events, so that a leaf stays below 4 KiB.
create function audit.write(
  request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  moment timestamptz := clock_timestamp();
  part uuid[];
  part_id uuid := event_id;
  first integer := 1;
  total integer := coalesce(cardinality(subjects), 0);
begin
  loop
    part := subjects[first : first + 63];
    insert into audit.event (
      tenant_id, event_id, at, actor_id, session_id, roles, method, purpose, request_id, outcome, reason,
      subject_count, result_count, leaf)
    values (
      request.tenant_id, part_id, moment, request.actor_id, request.session_id, request.roles, request.method,
      request.purpose, request.request_id, outcome, reason, total, result_count,
      convert_to(
        '{"actor":' || coalesce('"' || request.actor_id || '"', 'null')
        || ',"at":"' || to_char(moment at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
        || '"' || case when part_id <> event_id then ',"continues":"' || event_id || '"' else '' end
        || ',"count":' || result_count
        || ',"event":"' || part_id
        || '","log":"' || request.tenant_id
        || '","method":' || to_json(request.method)
        || ',"outcome":"' || outcome
        || '","purpose":' || to_json(request.purpose)
        || ',"query":"' || encode(request.fingerprint, 'hex') || '"'
        || case when reason is not null then ',"reason":' || to_json(reason) else '' end
        || ',"request":"' || request.request_id
        || '","roles":' || to_json(request.roles)
        || ',"subjects":[' || coalesce('"' || array_to_string(part, '","') || '"', '')
        || '],"version":1}', 'UTF8'));
    if part is not null and cardinality(part) > 0 then
      insert into audit.event_subject (tenant_id, subject_id, at, event_id)
        select request.tenant_id, subject, moment, part_id from unnest(part) as subject;
    end if;
    first := first + 64;
    exit when first > total;
    part_id := gen_random_uuid();
  end loop;
end
$$;
comment on function audit.write(audit.open, uuid, text, text, uuid[], bigint) is
  'Writes an event and its continuations; called by the functions that know that it happened, by nobody else';

create function audit.close(
  subjects uuid[], result_count bigint, outcome text default 'allowed', reason text default null) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
declare
  request audit.open;
begin
  delete from audit.open where xid = pg_current_xact_id_if_assigned() returning * into request;
  if request.event_id is null then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
  perform audit.write(request, request.event_id, outcome, coalesce(reason, request.note),
    (select array_agg(distinct subject) from unnest(subjects) as subject where subject is not null), result_count);
  return request.event_id;
end
$$;
comment on function audit.close(uuid[], bigint, text, text) is
  'Writes the one event of this transaction, with the subjects and the count really returned, and shuts the gate';

create function audit.note(reason text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
begin
  update audit.open set note = reason where xid = pg_current_xact_id_if_assigned();
end
$$;
comment on function audit.note(text) is 'The reason that a person stated, to stand in the event';

create function audit.prepare_transaction(
  tenant uuid, actor uuid, departments text, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true),
    set_config('app.actor_id', coalesce(actor::text, ''), true),
    set_config('app.departments', departments, true),
    set_config('statement_timeout', timeout_milliseconds::text, true),
    set_config('lock_timeout', least(timeout_milliseconds, 2000)::text, true);
end
$$;
comment on function audit.prepare_transaction(uuid, uuid, text, integer) is
  'Sets tenant, actor, scope and timeouts until the transaction ends; called by those that begin one, by nobody else';
revoke execute on function audit.prepare_transaction(uuid, uuid, text, integer) from public;

create function audit.record_refusal(
  tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid,
  fingerprint bytea, outcome text, reason text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  if outcome not in ('refused', 'failed') then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'a refusal is refused or failed';
  end if;
  perform set_config('app.tenant_id', tenant::text, true);
  request.tenant_id := tenant;
  request.event_id := event_id;
  request.actor_id := actor;
  request.session_id := session;
  request.roles := roles;
  request.method := method;
  request.purpose := purpose;
  request.request_id := request_id;
  request.fingerprint := fingerprint;
  perform audit.write(request, event_id, outcome, reason, null, 0);
end
$$;
comment on function audit.record_refusal(uuid, uuid, uuid, uuid, text, text, text, uuid, bytea, text, text) is
  'An event of a request that was refused or failed, in a transaction of its own';

-- No policy of a tenant's table could be written before audit.begun() stood; the trail's own rows are shown by tenant alone.
select app.protect('audit.open', false), app.protect('audit.event', false), app.protect('audit.event_subject', false);

revoke execute on all functions in schema audit from public;
grant execute on function audit.begun() to huifang_service, huifang_auditor;
grant execute on function audit.close(uuid[], bigint, text, text) to huifang_service;
grant execute on function audit.record_refusal(uuid, uuid, uuid, uuid, text, text, text, uuid, bytea, text, text)
  to huifang_service;
grant execute on function audit.note(text), audit.prepare_months(integer) to huifang_service;
grant select on audit.event, audit.event_subject to huifang_auditor;
