-- What sql/schemas.sql, functions and migrations make, written by scripts/dump-schema.sh. Never edited.

-- Name: app; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA app;

-- Name: SCHEMA app; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA app IS 'Context of the transaction and what every table is protected with';

-- Name: audit; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA audit;

-- Name: SCHEMA audit; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA audit IS 'The audit trail: who did what, whose data it concerned, and how it ended';

-- Name: directory; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA directory;

-- Name: SCHEMA directory; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA directory IS 'Organizations, departments and staff';

-- Name: discharges; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA discharges;

-- Name: SCHEMA discharges; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA discharges IS 'Patients, contacts, discharges, and the files they come from';

-- Name: followup; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA followup;

-- Name: SCHEMA followup; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA followup IS 'Follow-up policies, tasks, attempts and records';

-- Name: handover; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA handover;

-- Name: SCHEMA handover; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA handover IS 'The export of a hospital as an archive, and its removal at the end of its contract';

-- Name: identity; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA identity;

-- Name: SCHEMA identity; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA identity IS 'Accounts, assignments of roles, sessions, and the prologue of every transaction';

-- Name: migrations; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA migrations;

-- Name: SCHEMA migrations; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA migrations IS 'Which files of sql/ were applied to this database';

-- Name: operations; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA operations;

-- Name: SCHEMA operations; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA operations IS 'Idempotency keys and jobs';

-- Name: actor(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.actor() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.actor_id'::text, true), ''::text))::uuid;

-- Name: FUNCTION actor(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.actor() IS 'The account that this transaction runs for; null for sign-in and the service''s own jobs';

-- Name: departments(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.departments() RETURNS uuid[]
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN CASE WHEN (COALESCE(current_setting('app.departments'::text, true), ''::text) = ANY (ARRAY[''::text, '*'::text])) THEN '{}'::uuid[] ELSE (current_setting('app.departments'::text, true))::uuid[] END;

-- Name: FUNCTION departments(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.departments() IS 'The departments that the transaction''s scope covers, when it is not the whole organization';

-- Name: guard(boolean, text, text); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.guard(condition boolean, code text, detail text DEFAULT ''::text) RETURNS boolean
    LANGUAGE plpgsql
    AS $$
begin
  if condition is not true then
    raise exception using errcode = 'HF001', message = code, detail = coalesce(detail, '');
  end if;
  return true;
end
$$;

-- Name: FUNCTION guard(condition boolean, code text, detail text); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.guard(condition boolean, code text, detail text) IS 'Raises SQLSTATE HF001 with an error symbol of the API as message unless the condition is true; null counts as false';

-- Name: tenant(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.tenant() RETURNS uuid
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (NULLIF(current_setting('app.tenant_id'::text, true), ''::text))::uuid;

-- Name: FUNCTION tenant(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.tenant() IS 'The tenant that this transaction has begun for; null when it has not begun';

-- Name: is_platform(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.is_platform() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN (app.tenant() = '00000000-0000-7000-8000-000000000001'::uuid);

-- Name: FUNCTION is_platform(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.is_platform() IS 'Whether the transaction has begun for the platform itself, the tenant of tenants';

-- Name: protect(regclass, boolean, text[]); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.protect(target regclass, gate boolean, VARIADIC department_columns text[] DEFAULT '{}'::text[]) RETURNS void
    LANGUAGE plpgsql
    AS $$
declare
  shown text := 'tenant_id = (select app.tenant())';
  written text;
  nobodys text;
  covered text;
begin
  if gate then
    shown := shown || ' and (select audit.begun())';
  end if;
  written := shown;
  if cardinality(department_columns) > 0 then
    select string_agg(format('%I = any ((select app.departments())::uuid[])', rtrim(name, '?')), ' or '),
        coalesce(string_agg(format('%I is null or ', rtrim(name, '?')), '') filter (where name like '%?'), '')
      into covered, nobodys from unnest(department_columns) as name;
    shown := shown || format(' and ((select app.whole_organization()) or %s%s)', nobodys, covered);
    written := written || format(' and ((select app.whole_organization()) or %s)', covered);
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (%s) with check (%s)', target, shown, written);
end
$$;

-- Name: FUNCTION protect(target regclass, gate boolean, VARIADIC department_columns text[]); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.protect(target regclass, gate boolean, VARIADIC department_columns text[]) IS 'Row security of a tenant''s table, the same for all';

-- Name: time_zone(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.time_zone() RETURNS text
    LANGUAGE plpgsql STABLE
    AS $$
begin
  return (select o.time_zone from directory.organization o where o.tenant_id = app.tenant());
end
$$;

-- Name: FUNCTION time_zone(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.time_zone() IS 'The time zone in which the days of the transaction''s tenant begin';

-- Name: today(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.today() RETURNS date
    LANGUAGE sql STABLE
    RETURN ((now() AT TIME ZONE app.time_zone()))::date;

-- Name: FUNCTION today(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.today() IS 'The day that it is for the transaction''s tenant';

-- Name: whole_organization(); Type: FUNCTION; Schema: app; Owner: -

CREATE FUNCTION app.whole_organization() RETURNS boolean
    LANGUAGE sql STABLE PARALLEL SAFE
    RETURN COALESCE((current_setting('app.departments'::text, true) = '*'::text), false);

-- Name: FUNCTION whole_organization(); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.whole_organization() IS 'Whether the transaction''s scope is the whole organization';

-- Name: add_detail(bytea, bytea, integer, bytea); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
begin
  update audit.open set detail_salt = salt, detail_commitment = commitment, detail_key_id = key_id, detail = ciphertext
    where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned()
    returning ctid into opened;
  if not found then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
  perform set_config('app.open_row', opened::text, true);
end
$$;

-- Name: FUNCTION add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) IS 'The reason that a person stated, sealed and committed to, to stand beside the event of this transaction';

-- Name: begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
  found_session record;
  held record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select s.account_id, s.last_seen_at, a.grants_version into found_session
    from identity.session s
    join identity.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
    where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
      and a.status = 'active' and a.kind = 'person';
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  if found_session.grants_version is distinct from grants then
    raise exception using errcode = 'HF004', message = 'UNAUTHENTICATED', detail = 'grants have changed';
  end if;
  select string_agg(distinct g.role || g.mark collate "C", ' ' order by g.role || g.mark collate "C") as roles,
      coalesce(array_agg(g.department_id), '{}') as departments
    into held
    from (
      select *, case when substitution_id is null then '' else '(substitute)' end as mark from identity.assignment) as g
    where g.tenant_id = tenant and g.account_id = found_session.account_id
      and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now());
  if (case departments when '' then true when '*' then held.roles is not null
      else departments::uuid[] <@ held.departments end) is not true then
    raise exception using errcode = 'HF004', message = 'UNAUTHENTICATED', detail = 'grants have changed';
  end if;
  perform audit.prepare_transaction(tenant, found_session.account_id, departments, timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, session_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (
    tenant, event_id, found_session.account_id, session,
    -- Below what a leaf may hold, however many roles somebody collects.
    case when length(held.roles) > 500 then left(held.roles, 499) || '…' else coalesce(held.roles, '') end,
    method, purpose, request_id, fingerprint, personal_data)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;

-- Name: FUNCTION begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) IS 'Begins a transaction for a signed-in person: rechecks session and grants, sets tenant, actor and departments, opens the gate';

-- Name: begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
  held record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select j.account_id, j.roles into held from operations.job j
    where j.tenant_id = tenant and j.job_id = job and j.status = 'running' and j.attempts = holder
      and j.lease_until > now() and j.turn_ended_at is null
    for no key update;
  if not found then
    raise exception using errcode = 'HF001', message = 'CANCELLED', detail = 'the job is not held';
  end if;
  perform audit.prepare_transaction(tenant, held.account_id, '*', timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (tenant, event_id, held.account_id, held.roles, method, 'job', request_id, fingerprint, true)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;

-- Name: FUNCTION begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) IS 'Begins a transaction of a running job, for the person who started it; its row stays locked, so that two processes can''t both go on';

-- Name: begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begin_key(tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
  held record;
begin
  select account_id into held from identity.key_credential(tenant, key, secret, address);
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  perform audit.prepare_transaction(tenant, held.account_id, case departments when '*' then '*' else '' end, timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (
    tenant, event_id, held.account_id, 'integrationKey', method, purpose, request_id, fingerprint, personal_data)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;

-- Name: FUNCTION begin_key(tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begin_key(tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) IS 'Begins a transaction for a hospital''s own system: rechecks secret, expiry and address, sets tenant and actor, opens the gate';

-- Name: begin_sign_in(uuid, uuid, uuid, bytea, text, integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
begin
  perform audit.prepare_transaction(tenant, null, '', timeout_milliseconds);
  insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint)
    values (tenant, event_id, '', method, 'signIn', request_id, fingerprint)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;

-- Name: FUNCTION begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) IS 'Begins the transaction of a sign-in: no actor, no department, so no row that belongs to one';

-- Name: begun(); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begun() RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return exists (
    select from audit.open
      where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned()
        and personal_data and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid);
end
$$;

-- Name: FUNCTION begun(); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begun() IS 'Whether this transaction has its open row and declared personal data: otherwise that is invisible';

-- Name: close(uuid[], bigint, text, text); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.close(subjects uuid[], result_count bigint, outcome text DEFAULT 'allowed'::text, reason text DEFAULT NULL::text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
begin
  delete from audit.open
    where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned() returning * into request;
  if request.event_id is null then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
  perform audit.write(request, request.event_id, outcome, reason,
    (select array_agg(distinct subject) from unnest(subjects) as subject where subject is not null), result_count);
  return request.event_id;
end
$$;

-- Name: FUNCTION close(subjects uuid[], result_count bigint, outcome text, reason text); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.close(subjects uuid[], result_count bigint, outcome text, reason text) IS 'Writes the one event of this transaction, with the subjects and the count really returned, and shuts the gate';

-- Name: flag_alias(); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.flag_alias() RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
begin
  update audit.open set purpose = 'revealAliased' where ctid = nullif(current_setting('app.open_row', true), '')::tid and xid = pg_current_xact_id_if_assigned()
    returning ctid into opened;
  perform set_config('app.open_row', coalesce(opened::text, ''), true);
end
$$;

-- Name: FUNCTION flag_alias(); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.flag_alias() IS 'Marks the event for review: the name behind an alias was shown';

-- Name: prepare_months(integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.prepare_months(ahead integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

-- Name: FUNCTION prepare_months(ahead integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.prepare_months(ahead integer) IS 'Makes the partitions of the coming months; called at start and once a day';

-- Name: prepare_transaction(uuid, uuid, text, integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.prepare_transaction(tenant uuid, actor uuid, departments text, timeout_milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform app.guard(timeout_milliseconds >= 1, 'INTERNAL', 'timeout');
  perform set_config('app.tenant_id', tenant::text, true),
    set_config('app.actor_id', coalesce(actor::text, ''), true),
    set_config('app.departments', departments, true),
    set_config('statement_timeout', timeout_milliseconds::text, true),
    set_config('lock_timeout', least(timeout_milliseconds, 500)::text, true);
end
$$;

-- Name: FUNCTION prepare_transaction(tenant uuid, actor uuid, departments text, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.prepare_transaction(tenant uuid, actor uuid, departments text, timeout_milliseconds integer) IS 'Sets tenant, actor, scope and timeouts until the transaction ends; called by those that begin one, by nobody else';

-- Name: record_refusal(uuid, uuid, uuid, uuid, text, text, text, uuid, bytea, text, text); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.record_refusal(tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid, fingerprint bytea, outcome text, reason text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

-- Name: FUNCTION record_refusal(tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid, fingerprint bytea, outcome text, reason text); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.record_refusal(tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid, fingerprint bytea, outcome text, reason text) IS 'An event of a request that was refused or failed, in a transaction of its own';

-- Name: refuse_change(); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'the audit trail is append-only';
end
$$;

-- Name: FUNCTION refuse_change(); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.refuse_change() IS 'Refuses every change of what was written, to everybody';

-- Name: require_closed(); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.require_closed() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
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

-- Name: FUNCTION require_closed(); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.require_closed() IS 'Refuses the commit of a transaction whose event was opened and not written';

-- Name: open; Type: TABLE; Schema: audit; Owner: -

CREATE UNLOGGED TABLE audit.open (
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    actor_id uuid,
    session_id uuid,
    roles text NOT NULL,
    method text NOT NULL,
    purpose text NOT NULL,
    request_id uuid NOT NULL,
    fingerprint bytea NOT NULL,
    personal_data boolean DEFAULT false NOT NULL,
    detail_salt bytea,
    detail_commitment bytea,
    detail_key_id integer,
    detail bytea,
    CONSTRAINT open_detail_commitment_check CHECK ((octet_length(detail_commitment) = 32)),
    CONSTRAINT open_detail_salt_check CHECK ((octet_length(detail_salt) = 32)),
    CONSTRAINT open_detail_whole CHECK ((num_nulls(detail_salt, detail_commitment, detail_key_id, detail) = ANY (ARRAY[0, 4])))
)
WITH (autovacuum_vacuum_threshold='20000', autovacuum_vacuum_scale_factor='0');

ALTER TABLE ONLY audit.open FORCE ROW LEVEL SECURITY;

-- Name: TABLE open; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON TABLE audit.open IS 'The requests under way, a row each; empty between requests. What the policies look at: small, unlogged, never partitioned';

-- Name: COLUMN open.personal_data; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON COLUMN audit.open.personal_data IS 'Whether the method is declared to touch personal data; without the declaration the policies show it none';

-- Name: COLUMN open.detail; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON COLUMN audit.open.detail IS 'What the event''s erasable part will be: canonical JSON, sealed by the service';

-- Name: write(audit.open, uuid, text, text, uuid[], bigint); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.write(request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moment timestamptz := clock_timestamp();
  part uuid[];
  part_id uuid := event_id;
  first integer := 1;
  total integer := coalesce(cardinality(subjects), 0);
begin
  if request.detail is not null then
    insert into audit.detail (tenant_id, event_id, at, salt, key_id, ciphertext)
      values (request.tenant_id, event_id, moment, request.detail_salt, request.detail_key_id, request.detail);
  end if;
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
        || case when request.detail is not null and part_id = event_id
            then ',"detail":"' || encode(request.detail_commitment, 'hex') || '"' else '' end
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

-- Name: FUNCTION write(request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.write(request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint) IS 'Writes an event and its continuations; called by the functions that know that it happened, by nobody else';

-- Name: as_read(text); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.as_read(words text) RETURNS text
    LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
    AS $$
declare
  written text[] := array[
    '院长', '院掌', '护士长', '护士掌', '生长', '生掌', '成长', '成掌', '家长', '家掌', '首长', '首掌', '增长', '增掌', '长者', '掌者',
    '長者', '掌者', '院長', '院掌', '護士長', '護士掌', '生長', '生掌', '成長', '成掌', '家長', '家掌', '长', '常', '長', '常',
    '卒中', '促中', '重建', '虫建', '重复', '虫复', '重庆', '虫庆', '重阳', '虫阳', '重慶', '虫庆', '会计', '快计', '會計', '快计',
    '调剂', '条剂', '调理', '条理', '调养', '条养', '调解', '条解', '调节', '条节', '调试', '条试', '协调', '协条', '空调', '空条',
    '調劑', '条剂', '調理', '条理', '調解', '条解', '行风', '航风', '行业', '航业', '银行', '银航', '音乐', '音月', '音樂', '音月',
    '粘膜', '年膜', '藏医', '脏医', '藏药', '脏药', '藏族', '脏族', '西藏', '西脏', '藏醫', '脏医', '参茸', '身茸', '人参', '人身',
    '厦门', '下门', '廈門', '下门', '番禺', '潘禺', '东莞', '东管', '涡阳', '锅阳', '泌阳', '毕阳', '洪洞', '洪同', '铅山', '沿山',
    '浚县', '训县', '尉氏', '玉氏', '蔚县', '玉县', '解州', '害州', '会稽', '快稽', '单县', '善县', '乐清', '月清', '荥经', '迎经'];
begin
  words := normalize(words, nfkc);
  for place in 1..cardinality(written) by 2 loop
    words := replace(words, written[place], written[place + 1]);
  end loop;
  return words;
end
$$;

-- Name: FUNCTION as_read(words text); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.as_read(words text) IS 'A department''s or organization''s name with each character that is read otherwise there replaced by one that is always read so';

-- Name: forget_met(uuid); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.forget_met(undone uuid, OUT removed_departments bigint, OUT kept_departments bigint, OUT removed_staff bigint, OUT kept_staff bigint) RETURNS record
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  hospital uuid := app.tenant();
  scope text := coalesce(current_setting('app.departments', true), '');
  entry uuid;
begin
  perform app.guard(exists (
    select from discharges.import i where i.tenant_id = hospital and i.import_id = undone and i.status = 'undoing'), 'INVALID_STATE');
  perform set_config('app.departments', '*', true);
  removed_departments := 0;
  removed_staff := 0;
  for entry in
    with named as materialized (
      select person.staff_id from discharges.discharge d
        cross join lateral (values (d.attending_staff_id), (d.resident_staff_id), (d.nurse_staff_id)) as person (staff_id)
        where d.tenant_id = hospital
      union
      select person.staff_id from discharges.discharge_history h
        cross join lateral (values (h.attending_staff_id), (h.resident_staff_id), (h.nurse_staff_id)) as person (staff_id)
        where h.tenant_id = hospital)
    select s.staff_id from directory.staff s
      where s.tenant_id = hospital and s.import_id = undone and not s.confirmed and s.status = 'active'
        and not exists (select from named where named.staff_id = s.staff_id)
  loop
    begin
      delete from directory.staff s where s.tenant_id = hospital and s.staff_id = entry;
      removed_staff := removed_staff + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  for entry in
    with former as materialized (
      select distinct h.former_department from discharges.discharge_history h where h.tenant_id = hospital)
    select d.department_id from directory.department d
      where d.tenant_id = hospital and d.import_id = undone and not d.confirmed and d.status = 'active'
        and not exists (select from former where former.former_department = d.department_id)
  loop
    begin
      delete from directory.department d where d.tenant_id = hospital and d.department_id = entry;
      removed_departments := removed_departments + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  select count(*) into kept_staff from directory.staff s where s.tenant_id = hospital and s.import_id = undone;
  select count(*) into kept_departments from directory.department d where d.tenant_id = hospital and d.import_id = undone;
  perform set_config('app.departments', scope, true);
end
$$;

-- Name: FUNCTION forget_met(undone uuid, OUT removed_departments bigint, OUT kept_departments bigint, OUT removed_staff bigint, OUT kept_staff bigint); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.forget_met(undone uuid, OUT removed_departments bigint, OUT kept_departments bigint, OUT removed_staff bigint, OUT kept_staff bigint) IS 'Removes the unconfirmed departments and staff that an import being undone had met and nothing refers to; says how many went and stayed';

-- Name: initial(text); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.initial(sign text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (sign ~ '^[0-9A-Za-z]$'::text) THEN lower(sign) WHEN ((ascii(sign) = 12295) OR ((ascii(sign) >= 13312) AND (ascii(sign) <= 40959)) OR (ascii(sign) >= 131072)) THEN CASE WHEN ((sign COLLATE "zh-Hans-x-icu") > ('咗'::text COLLATE "zh-Hans-x-icu")) THEN CASE strpos('㐱䶮㛃㑇㥄㭎㮾㬎䜣䴖䲢䌹𠮷𤩽𦈡𪟝𪩘𫄸𫄨𫍲𫓧𫔶𫖮𫖯𫘧𫘨𫘪𫟹𫟼𫐐𫐓𬀩𬇕𬍛𬘡𬘭𬞟𬣙𬪩𬬭𬬻𬭎𬭚𬭸𬭼𬮱𬱖𬴊𬭳𫗴𫗧'::text, sign) WHEN 0 THEN ''::text ELSE substr('zyjzlglxxjtjjhxjyxcxfnyfltyhdnrwwmycpxnllhclsydlxzs'::text, strpos('㐱䶮㛃㑇㥄㭎㮾㬎䜣䴖䲢䌹𠮷𤩽𦈡𪟝𪩘𫄸𫄨𫍲𫓧𫔶𫖮𫖯𫘧𫘨𫘪𫟹𫟼𫐐𫐓𬀩𬇕𬍛𬘡𬘭𬞟𬣙𬪩𬬭𬬻𬭎𬭚𬭸𬭼𬮱𬱖𬴊𬭳𫗴𫗧'::text, sign), 1) END ELSE substr('abcdefghjklmnopqrstwxyz'::text, width_bucket((sign COLLATE "zh-Hans-x-icu"), ARRAY['﷐A'::text, '﷐B'::text, '﷐C'::text, '﷐D'::text, '﷐E'::text, '﷐F'::text, '﷐G'::text, '﷐H'::text, '﷐J'::text, '﷐K'::text, '﷐L'::text, '﷐M'::text, '﷐N'::text, '﷐O'::text, '﷐P'::text, '﷐Q'::text, '﷐R'::text, '﷐S'::text, '﷐T'::text, '﷐W'::text, '﷐X'::text, '﷐Y'::text, '﷐Z'::text]), 1) END ELSE ''::text END;

-- Name: FUNCTION initial(sign text); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.initial(sign text) IS 'The initial of a character''s commonest pinyin reading; nothing for what is no letter';

-- Name: initials(text); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.initials(words text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT COALESCE(string_agg(directory.initial(part.sign), ''::text ORDER BY part.place), ''::text) AS "coalesce" FROM regexp_split_to_table(directory.as_read(initials.words), ''::text) WITH ORDINALITY part(sign, place));

-- Name: FUNCTION initials(words text); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.initials(words text) IS 'Pinyin initials of a department''s or organization''s name: 心血管内科 → xxgnk';

-- Name: job_tenants(); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.job_tenants() RETURNS TABLE(tenant_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query
    select o.tenant_id from directory.organization o
      left join operations.turn t
        on t.tenant_id = '00000000-0000-7000-8000-000000000001' and t.organization_id = o.tenant_id
      where o.kind in ('hospital', 'platform') and o.status = 'active'
      order by coalesce(t.served * 0.5 ^ least(100, greatest(0, extract(epoch from now() - t.served_at) / 60)), 0), random();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION job_tenants(); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.job_tenants() IS 'The hospitals and the platform, those whose jobs were served least lately first; used where jobs and timers are claimed';

-- Name: keep_department_tree(); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.keep_department_tree() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  ancestor uuid := new.parent_id;
  depth integer := 1;
begin
  if new.parent_id is null then
    return new;
  end if;
  -- Two departments put below each other at the same moment: the second sees the first.
  perform pg_advisory_xact_lock(hashtextextended('directory.department:' || new.tenant_id::text, 0));
  while ancestor is not null loop
    depth := depth + 1;
    perform app.guard(ancestor <> new.department_id, 'RULE_VIOLATION', 'parentId:departmentCircle');
    perform app.guard(depth <= 6, 'RULE_VIOLATION', 'parentId:departmentDepth');
    select d.parent_id into ancestor from directory.department d
      where d.tenant_id = new.tenant_id and d.department_id = ancestor;
  end loop;
  return new;
end
$$;

-- Name: FUNCTION keep_department_tree(); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.keep_department_tree() IS 'No department is above itself, and none is more than five levels below another';

-- Name: keep_region_tree(); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.keep_region_tree() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
declare
  above record;
begin
  if new.parent_id is null then
    return new;
  end if;
  select o.kind, o.region_code into above from directory.organization o where o.tenant_id = new.parent_id for share;
  perform app.guard(above.kind = 'bureau' and starts_with(new.region_code, directory.region_prefix(above.region_code))
    and (new.kind = 'hospital' or new.region_code <> above.region_code), 'RULE_VIOLATION', 'parentId:regionBelow');
  return new;
end
$$;

-- Name: FUNCTION keep_region_tree(); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.keep_region_tree() IS 'A bureau''s code lies below that of the bureau above, a hospital''s region in its bureau''s: so the tree can have no circle';

-- Name: keep_time_zone(); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.keep_time_zone() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform app.guard(exists (select from pg_timezone_names as known where known.name = new.time_zone),
    'RULE_VIOLATION', 'timeZone:unknownTimeZone');
  return new;
end
$$;

-- Name: FUNCTION keep_time_zone(); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.keep_time_zone() IS 'An organization''s time zone is one that the server knows';

-- Name: organization_with_code(text); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.organization_with_code(searched text) RETURNS uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  found uuid;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  select tenant_id into found from directory.organization where code = searched and status = 'active';
  perform set_config('app.tenant_id', outer_tenant, true);
  return found;
end
$$;

-- Name: FUNCTION organization_with_code(searched text); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.organization_with_code(searched text) IS 'The tenant behind the @ of a user name: what sign-in must know before it can begin a transaction for it';

-- Name: person_initials(text); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.person_initials(name text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN (SELECT COALESCE((SELECT string_agg((reading.reading || rest.initials), ' '::text ORDER BY reading.place) AS string_agg FROM (((VALUES ('尉迟'::text,'yc'::text), ('尉遲'::text,'yc'::text), ('万俟'::text,'mq'::text), ('萬俟'::text,'mq'::text), ('单于'::text,'cy'::text), ('單于'::text,'cy'::text), ('澹台'::text,'tt'::text), ('澹臺'::text,'tt'::text), ('长孙'::text,'zs'::text), ('長孫'::text,'zs'::text), ('令狐'::text,'lh'::text), ('长'::text,'z'::text), ('長'::text,'z'::text), ('曾'::text,'z'::text), ('单'::text,'s'::text), ('單'::text,'s'::text), ('仇'::text,'q'::text), ('解'::text,'x'::text), ('查'::text,'z'::text), ('盖'::text,'g'::text), ('蓋'::text,'g'::text), ('区'::text,'o'::text), ('區'::text,'o'::text), ('翟'::text,'z'::text), ('乐'::text,'y l'::text), ('樂'::text,'y l'::text), ('秘'::text,'b'::text), ('祕'::text,'b'::text), ('覃'::text,'q t'::text), ('隗'::text,'w k'::text), ('召'::text,'s'::text), ('种'::text,'c'::text), ('折'::text,'s'::text), ('繁'::text,'p'::text), ('祭'::text,'z'::text), ('句'::text,'g'::text), ('阚'::text,'k'::text), ('闞'::text,'k'::text), ('么'::text,'y'::text), ('炅'::text,'g'::text), ('粘'::text,'n'::text), ('郗'::text,'x c'::text), ('佴'::text,'n'::text), ('乜'::text,'n'::text), ('藏'::text,'z'::text), ('省'::text,'x'::text), ('郇'::text,'x h'::text), ('费'::text,'f b'::text), ('費'::text,'f b'::text), ('谌'::text,'c s'::text), ('諶'::text,'c s'::text), ('重'::text,'c'::text), ('适'::text,'k s'::text), ('員'::text,'y'::text), ('员'::text,'y'::text), ('逄'::text,'p'::text), ('缪'::text,'m'::text), ('繆'::text,'m'::text), ('朴'::text,'p'::text), ('任'::text,'r'::text), ('尉'::text,'w y'::text), ('宓'::text,'m f'::text), ('术'::text,'z'::text), ('行'::text,'x h'::text), ('沈'::text,'s'::text), ('眭'::text,'s'::text)) known(surname, readings) CROSS JOIN LATERAL (SELECT directory.initials(substr(person_initials.name, (length(known.surname) + 1))) AS initials) rest(initials)) CROSS JOIN LATERAL regexp_split_to_table(known.readings, ' '::text) WITH ORDINALITY reading(reading, place)) WHERE (starts_with(person_initials.name, known.surname) AND ((length(known.surname) = 2) OR ("left"(person_initials.name, 2) <> ALL (ARRAY['尉迟'::text, '尉遲'::text, '万俟'::text, '萬俟'::text, '单于'::text, '單于'::text, '澹台'::text, '澹臺'::text, '长孙'::text, '長孫'::text, '令狐'::text]))))), directory.initials(name)) AS "coalesce");

-- Name: FUNCTION person_initials(name text); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.person_initials(name text) IS 'Pinyin initials of a person''s name: 李敏 → lm, 曾丽 → zl; a surname with two readings gives both: 覃明 → qm tm';

-- Name: region_organizations(); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.region_organizations() RETURNS TABLE(tenant_id uuid, kind text, code text, name text, region_code text, parent_id uuid, level text, ownership text, unified_code text, registration_number text, status text, version integer, initials text, time_zone text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  bureau uuid := app.tenant();
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query
    with recursive below as (
      select o.tenant_id from directory.organization o where o.tenant_id = bureau and o.kind = 'bureau'
      union
      select o.tenant_id from directory.organization o join below on o.parent_id = below.tenant_id)
    select o.tenant_id, o.kind, o.code, o.name, o.region_code, o.parent_id, o.level, o.ownership, o.unified_code,
        o.registration_number, o.status, o.version, o.initials, o.time_zone
      from below join directory.organization o on o.tenant_id = below.tenant_id;
  perform set_config('app.tenant_id', coalesce(bureau::text, ''), true);
end
$$;

-- Name: FUNCTION region_organizations(); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.region_organizations() IS 'The caller''s own bureau and all that lies below it; nothing for anybody else';

-- Name: region_prefix(text); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.region_prefix(region_code text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN CASE WHEN (region_code ~~ '__0000'::text) THEN "left"(region_code, 2) WHEN (region_code ~~ '____00'::text) THEN "left"(region_code, 4) ELSE region_code END;

-- Name: FUNCTION region_prefix(region_code text); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.region_prefix(region_code text) IS 'What all codes of a region begin with: province ##, city ####, county ######';

-- Name: stop_organization(uuid); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.stop_organization(organization uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  ended integer;
begin
  perform app.guard(app.is_platform() and organization <> app.tenant(), 'FORBIDDEN');
  perform set_config('app.tenant_id', organization::text, true);
  update identity.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  get diagnostics ended = row_count;
  update operations.job j set lease_until = now() where j.tenant_id = organization and j.status = 'running';
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return ended;
end
$$;

-- Name: FUNCTION stop_organization(organization uuid); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.stop_organization(organization uuid) IS 'Ends all sessions of another organization and takes its running jobs from their holders; for the platform alone';

-- Name: alias_of_person(uuid); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.alias_of_person(person uuid) RETURNS bytea
    LANGUAGE sql STABLE
    AS $$
    select p.alias from discharges.patient p
      where p.tenant_id = app.tenant() and p.person_id = person and p.alias_index is not null
      order by p.patient_id limit 1
  $$;

-- Name: FUNCTION alias_of_person(person uuid); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.alias_of_person(person uuid) IS 'The alias that hides all names of a person with several record numbers; null when there is none';

-- Name: forget_files(); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.forget_files() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
  hospital record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  due uuid[];
  forgotten bigint := 0;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for hospital in select o.tenant_id from directory.organization as o where o.kind = 'hospital' loop
    perform set_config('app.tenant_id', hospital.tenant_id::text, true);
    select array_agg(old.import_id) into due from (
      select i.import_id from discharges.import i
        where i.tenant_id = hospital.tenant_id and i.file_deleted_at is null and (
          (i.status in ('finished', 'failed', 'cancelled', 'undone') or i.status = 'committed' and not exists (
            select from operations.job j
              where j.tenant_id = i.tenant_id and j.job_id = i.job_id and j.status in ('queued', 'running')))
            and i.created_at < now() - make_interval(days => coalesce(
            (select s.import_retention_days from discharges.setting s where s.tenant_id = hospital.tenant_id), 90))
          or i.status = 'uploading' and i.created_at < now() - interval '7 days')
        for update of i skip locked) as old;
    continue when due is null;
    insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint, personal_data)
    values (hospital.tenant_id, gen_random_uuid(), '', 'discharge.import.forgetFiles', 'retention', gen_random_uuid(), '', true)
      returning ctid into opened;
    perform set_config('app.open_row', opened::text, true);
    delete from discharges.import_part p where p.tenant_id = hospital.tenant_id and p.import_id = any (due);
    update discharges.import_rejection r set cells = null
      where r.tenant_id = hospital.tenant_id and r.import_id = any (due) and r.cells is not null;
    update discharges.import i set file_deleted_at = now(),
        status = case when i.status = 'uploading' then 'cancelled' else i.status end
      where i.tenant_id = hospital.tenant_id and i.import_id = any (due);
    perform audit.close(null, cardinality(due));
    forgotten := forgotten + cardinality(due);
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;

-- Name: FUNCTION forget_files(); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.forget_files() IS 'Deletes the files of imports that are older than their hospital''s policy says, and of those never committed after a week; called once an hour';

-- Name: forget_unheld(uuid[], uuid[]); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.forget_unheld(patients uuid[], contacts uuid[]) RETURNS bigint
    LANGUAGE plpgsql
    AS $$
declare
  target uuid;
  forgotten bigint := 0;
begin
  begin
    delete from discharges.contact where tenant_id = app.tenant() and contact_id = any (contacts);
  exception when foreign_key_violation then
    foreach target in array contacts loop
      begin
        delete from discharges.contact where tenant_id = app.tenant() and contact_id = target;
      exception when foreign_key_violation then null;
      end;
    end loop;
  end;
  begin
    delete from discharges.contact where tenant_id = app.tenant() and patient_id = any (patients);
    delete from discharges.patient where tenant_id = app.tenant() and patient_id = any (patients);
    get diagnostics forgotten = row_count;
  exception when foreign_key_violation then
    foreach target in array patients loop
      begin
        delete from discharges.contact where tenant_id = app.tenant() and patient_id = target;
        delete from discharges.patient where tenant_id = app.tenant() and patient_id = target;
        forgotten := forgotten + 1;
      exception when foreign_key_violation then null;
      end;
    end loop;
  end;
  return forgotten;
end
$$;

-- Name: FUNCTION forget_unheld(patients uuid[], contacts uuid[]); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.forget_unheld(patients uuid[], contacts uuid[]) IS 'Deletes numbers, and patients with theirs, that nothing refers to any more; says how many patients went';

-- Name: is_being_undone(uuid); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.is_being_undone(discharge uuid) RETURNS boolean
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  scope text := coalesce(current_setting('app.departments', true), '');
  answer boolean;
begin
  perform set_config('app.departments', '*', true);
  select exists (
    select from discharges.discharge d
      join discharges.import i on i.tenant_id = d.tenant_id and i.import_id = d.import_id
      where d.tenant_id = app.tenant() and d.discharge_id = discharge and i.status = 'undoing') into answer;
  perform set_config('app.departments', scope, true);
  return answer;
end
$$;

-- Name: FUNCTION is_being_undone(discharge uuid); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.is_being_undone(discharge uuid) IS 'Whether the discharge is of a file that is being taken back, whichever department''s it is; says nothing else of it';

-- Name: keep_from_undoing(); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.keep_from_undoing() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform pg_advisory_xact_lock_shared(hashtextextended('discharges.undo:' || new.tenant_id::text, 0));
  if exists (select from discharges.import i where i.tenant_id = new.tenant_id and i.status = 'undoing') then
    perform app.guard(not discharges.is_being_undone(new.discharge_id), 'INVALID_STATE', tg_argv[0] || ':importUndoing');
  end if;
  return new;
end
$$;

-- Name: FUNCTION keep_from_undoing(); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.keep_from_undoing() IS 'Nothing is begun on a discharge whose file is being taken back';

-- Name: note_family(); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.note_family() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  changed discharges.mother_child := coalesce(new, old);
begin
  update discharges.patient p
    set has_family = exists (
      select from discharges.mother_child link
        where link.tenant_id = p.tenant_id and p.patient_id in (link.mother_id, link.child_id))
    where p.tenant_id = changed.tenant_id and p.patient_id in (changed.mother_id, changed.child_id);
  return null;
end
$$;

-- Name: FUNCTION note_family(); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.note_family() IS 'Keeps discharges.patient.has_family when a mother and a child are linked or unlinked';

-- Name: note_person(); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.note_person() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update discharges.patient p
    set shares_person = p.merged_into is not null or exists (
      select from discharges.patient other where other.tenant_id = p.tenant_id and other.merged_into = p.patient_id)
    where p.tenant_id = new.tenant_id and p.patient_id in (new.patient_id, new.merged_into, old.merged_into);
  return null;
end
$$;

-- Name: FUNCTION note_person(); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.note_person() IS 'Keeps discharges.patient.shares_person when rows are merged and when that is taken back';

-- Name: rows_of_person(uuid); Type: FUNCTION; Schema: discharges; Owner: -

CREATE FUNCTION discharges.rows_of_person(person uuid) RETURNS uuid[]
    LANGUAGE sql STABLE
    AS $$
    select array_agg(p.patient_id) from discharges.patient p where p.tenant_id = app.tenant() and p.person_id = person
  $$;

-- Name: FUNCTION rows_of_person(person uuid); Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON FUNCTION discharges.rows_of_person(person uuid) IS 'The patient rows of a person with several record numbers';

-- Name: family_of(uuid); Type: FUNCTION; Schema: followup; Owner: -

CREATE FUNCTION followup.family_of(person uuid) RETURNS jsonb
    LANGUAGE sql STABLE
    AS $$
    with relative as materialized (
      select family.relation, r.person_id, r.deceased
        from discharges.patient own
        cross join lateral (
          select link.child_id as patient_id, 'child' as relation from discharges.mother_child link
            where link.tenant_id = app.tenant() and link.mother_id = own.patient_id
          union all
          select link.mother_id, 'mother' from discharges.mother_child link
            where link.tenant_id = app.tenant() and link.child_id = own.patient_id) as family
        join discharges.patient r on r.tenant_id = app.tenant() and r.patient_id = family.patient_id
        where own.tenant_id = app.tenant() and own.person_id = person)
    select jsonb_build_object(
      'childDied', exists (select from relative where relation = 'child' and deceased),
      'motherDied', exists (select from relative where relation = 'mother' and deceased),
      'tasks', coalesce((
        select jsonb_agg(jsonb_build_object('taskId', t.task_id, 'relation', relative.relation, 'level', t.level,
            'opensOn', t.opens_on, 'dueOn', t.due_on) order by t.due_on, t.task_id)
          from relative
          join discharges.patient kin on kin.tenant_id = app.tenant() and kin.person_id = relative.person_id
          join discharges.discharge stay on stay.tenant_id = app.tenant() and stay.patient_id = kin.patient_id
          join followup.task t on t.tenant_id = app.tenant() and t.discharge_id = stay.discharge_id and t.state <> 'ended'), '[]'))
  $$;

-- Name: FUNCTION family_of(person uuid); Type: COMMENT; Schema: followup; Owner: -

COMMENT ON FUNCTION followup.family_of(person uuid) IS 'What a caller must know of a person''s mother and children: who has died, and which tasks of theirs are open';

-- Name: holds_over(uuid, uuid); Type: FUNCTION; Schema: followup; Owner: -

CREATE FUNCTION followup.holds_over(person uuid, discharge uuid) RETURNS text[]
    LANGUAGE sql STABLE
    AS $$
    select array(
      select distinct h.reason from discharges.patient own
        join followup.hold h on h.tenant_id = app.tenant() and h.patient_id = own.patient_id and h.lifted_on is null
        where own.tenant_id = app.tenant() and own.person_id = person
          and (h.discharge_id is null or h.discharge_id = discharge)
        order by 1)
  $$;

-- Name: FUNCTION holds_over(person uuid, discharge uuid); Type: COMMENT; Schema: followup; Owner: -

COMMENT ON FUNCTION followup.holds_over(person uuid, discharge uuid) IS 'Why nobody may call about a discharge: the reasons of the holds that stand over it';

-- Name: move_department(uuid, uuid); Type: FUNCTION; Schema: followup; Owner: -

CREATE FUNCTION followup.move_department(moved_from uuid, moved_to uuid) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  moved bigint;
  part bigint;
begin
  perform app.guard(app.whole_organization(), 'FORBIDDEN');
  update followup.attempt a set
      department_id = case a.department_id when moved_from then moved_to else a.department_id end,
      responsible_department_id = case a.responsible_department_id when moved_from then moved_to else a.responsible_department_id end
    from followup.task t
    where t.tenant_id = app.tenant() and a.tenant_id = t.tenant_id and a.task_id = t.task_id
      and moved_from in (t.department_id, t.responsible_department_id)
      and moved_from in (a.department_id, a.responsible_department_id);
  get diagnostics moved = row_count;
  update followup.record r set
      department_id = case r.department_id when moved_from then moved_to else r.department_id end,
      responsible_department_id = case r.responsible_department_id when moved_from then moved_to else r.responsible_department_id end
    from followup.task t
    where t.tenant_id = app.tenant() and r.tenant_id = t.tenant_id and r.task_id = t.task_id
      and moved_from in (t.department_id, t.responsible_department_id)
      and moved_from in (r.department_id, r.responsible_department_id);
  get diagnostics part = row_count;
  return moved + part;
end
$$;

-- Name: FUNCTION move_department(moved_from uuid, moved_to uuid); Type: COMMENT; Schema: followup; Owner: -

COMMENT ON FUNCTION followup.move_department(moved_from uuid, moved_to uuid) IS 'Attempts and records are append-only for the service; whose they are follows a mapped department, and nothing else of them changes';

-- Name: require_draft(); Type: FUNCTION; Schema: followup; Owner: -

CREATE FUNCTION followup.require_draft() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
begin
  perform app.guard(exists (
    select from followup.policy p
      where p.tenant_id = new.tenant_id and p.policy_id = new.policy_id and p.version = new.version and p.status = 'draft'),
    'INVALID_STATE', 'version:notDraft');
  return new;
end
$$;

-- Name: FUNCTION require_draft(); Type: COMMENT; Schema: followup; Owner: -

COMMENT ON FUNCTION followup.require_draft() IS 'Refuses a round of a policy that has been published';

-- Name: approve_removal(uuid, uuid); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.approve_removal(request_id uuid, job_id uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
  asked handover.removal_request;
  archive record;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.approve', 'FORBIDDEN');
  select * into asked from handover.removal_request q
    where q.tenant_id = app.tenant() and q.request_id = approve_removal.request_id for update;
  perform app.guard(found, 'NOT_FOUND');
  perform app.guard(asked.requested_by is distinct from request.actor_id and request.actor_id is not null,
    'RULE_VIOLATION', 'requestId:twoAdministrators');
  -- Whoever has set a colleague's password can sign in as the colleague, also a third one as both: one person then, not two.
  perform app.guard(not identity.is_lately_reset(array[request.actor_id, asked.requested_by]), 'RULE_VIOLATION', 'requestId:latelyReset');
  perform app.guard(asked.status <> 'requested' or asked.expires_at > now(), 'INVALID_STATE', 'requestId:removalExpired');
  perform app.guard(asked.status = 'requested' or (asked.status in ('approved', 'removing') and not exists (
      select from operations.job j where j.tenant_id = app.tenant() and j.job_id = asked.job_id and j.status in ('queued', 'running'))),
    'INVALID_STATE', 'requestId:removalDecided');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = asked.organization_id and o.kind = 'hospital' and o.removed_at is null
      and o.removable_from <= (select app.today()) for share), 'INVALID_STATE', 'requestId:notYetRemovable');
  insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
    values (app.tenant(), approve_removal.job_id, 'hospitalRemoval', asked.organization_id, request.actor_id, request.roles);
  if asked.status = 'requested' then
    select * into archive from handover.last_archive(asked.organization_id);
    update handover.removal_request q set status = 'approved', decided_by = request.actor_id, decided_at = now(),
        job_id = approve_removal.job_id, archive_sha256 = archive.sha256, archive_approved_at = archive.approved_at,
        archive_rows = archive.row_count, archive_bytes = archive.byte_count, archive_downloaded_at = archive.downloaded_at
      where q.tenant_id = app.tenant() and q.request_id = approve_removal.request_id;
  else
    update handover.removal_request q set job_id = approve_removal.job_id
      where q.tenant_id = app.tenant() and q.request_id = approve_removal.request_id;
  end if;
  perform set_config('app.tenant_id', asked.organization_id::text, true);
  perform handover.note_in_log(request, asked.organization_id, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
  return asked.organization_id;
end
$$;

-- Name: FUNCTION approve_removal(request_id uuid, job_id uuid); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.approve_removal(request_id uuid, job_id uuid) IS 'Approves a removal that another platform administrator has asked for, and puts its job into the queue';

-- Name: audit_events(uuid, timestamp with time zone, uuid, integer); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer) RETURNS TABLE(event_id uuid, at timestamp with time zone, actor_id uuid, roles text, method text, purpose text, request_id uuid, outcome text, reason text, subject_count integer, result_count bigint, leaf text)
    LANGUAGE plpgsql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
declare
  until timestamptz;
begin
  -- Called by nobody but the job, whose chunk has begun.
  select x.approved_at into until from handover.export x
    join audit.open o on o.xid = pg_current_xact_id_if_assigned() and o.tenant_id = x.tenant_id and o.method = 'hospital.export.chunk'
    where x.tenant_id = app.tenant() and x.export_id = export and x.status = 'approved';
  perform app.guard(until is not null, 'FORBIDDEN');
  return query
    select e.event_id, e.at, e.actor_id, e.roles, e.method, e.purpose, e.request_id, e.outcome, e.reason, e.subject_count,
        e.result_count, convert_from(e.leaf, 'UTF8')
      from audit.event e
      where e.tenant_id = app.tenant() and e.at <= until and (e.at, e.event_id) > (after_at, after_event)
      order by e.at, e.event_id limit rows_at_most;
end
$$;

-- Name: FUNCTION audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer) IS 'A page of an organization''s own trail, for the job that exports it and for nothing else';

-- Name: count_rows(uuid); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.count_rows(organization uuid) RETURNS TABLE(table_name text, row_count bigint)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $_$
declare
  opened tid;
  request audit.open;
  inner_request audit.open;
  scope text := current_setting('app.departments', true);
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.preview', 'FORBIDDEN');
  perform app.guard(exists (select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital'), 'NOT_FOUND');
  delete from audit.open where xid = request.xid;
  inner_request := request;
  inner_request.tenant_id := organization;
  inner_request.personal_data := true;
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.removable_from is not null),
    'INVALID_STATE', 'organizationId:notTerminated');
  perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true);
  insert into audit.open select inner_request.*
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
  for table_name in select t.name from handover.owned_tables() t order by t.name loop
    execute format('select count(*) from %s where tenant_id = $1', table_name) into row_count using organization;
    if row_count > 0 then return next; end if;
  end loop;
  delete from audit.open where xid = request.xid;
  perform set_config('app.tenant_id', request.tenant_id::text, true), set_config('app.departments', scope, true);
  insert into audit.open select request.*
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$_$;

-- Name: FUNCTION count_rows(organization uuid); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.count_rows(organization uuid) IS 'How many rows of which table a hospital has, for the platform before a removal: counts and nothing else';

-- Name: end_removal_request(uuid); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.end_removal_request(request_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
  asked handover.removal_request;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant()
    and request.method in ('hospital.removal.withdraw', 'hospital.removal.refuse'), 'FORBIDDEN');
  select * into asked from handover.removal_request q
    where q.tenant_id = app.tenant() and q.request_id = end_removal_request.request_id for update;
  perform app.guard(found, 'NOT_FOUND');
  perform app.guard(asked.status in ('requested', 'approved'), 'INVALID_STATE', 'requestId:removalDecided');
  perform app.guard(request.method = 'hospital.removal.refuse' or asked.requested_by = request.actor_id,
    'RULE_VIOLATION', 'requestId:notTheRequester');
  update handover.removal_request q set decided_by = request.actor_id, decided_at = now(),
      status = case request.method when 'hospital.removal.withdraw' then 'withdrawn' else 'refused' end
    where q.tenant_id = app.tenant() and q.request_id = end_removal_request.request_id;
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = app.tenant() and j.job_id = asked.job_id and j.status in ('queued', 'running');
  perform set_config('app.tenant_id', asked.organization_id::text, true);
  perform handover.note_in_log(request, asked.organization_id, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;

-- Name: FUNCTION end_removal_request(request_id uuid); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.end_removal_request(request_id uuid) IS 'Ends a request for a removal that has not begun: withdrawn by whoever asked, or refused by any platform administrator';

-- Name: expire_removals(); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.expire_removals() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  expired bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  update handover.removal_request q set status = 'expired'
    where q.tenant_id = app.tenant() and q.status = 'requested' and q.expires_at <= now();
  get diagnostics expired = row_count;
  perform set_config('app.tenant_id', outer_tenant, true);
  return expired;
end
$$;

-- Name: FUNCTION expire_removals(); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.expire_removals() IS 'Ends removals that nobody has approved within a week; called once an hour';

-- Name: forget_archives(); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.forget_archives() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  expired bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o where o.kind = 'hospital' loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    update handover.export x set status = 'discarded', passphrase = null, download_hash = null, download_until = null
      where x.tenant_id = tenant.tenant_id and x.status in ('requested', 'approved', 'ready')
        and coalesce(x.expires_at, coalesce(x.approved_at, x.created_at) + interval '7 days') < now();
    get diagnostics expired = row_count;
    delete from handover.export_part p using handover.export x
      where p.tenant_id = tenant.tenant_id and x.tenant_id = p.tenant_id and x.export_id = p.export_id and x.status = 'discarded';
    forgotten := forgotten + expired;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;

-- Name: FUNCTION forget_archives(); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.forget_archives() IS 'Discards all hospitals'' archives whose time is over; called once an hour';

-- Name: last_archive(uuid); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.last_archive(organization uuid) RETURNS TABLE(sha256 bytea, approved_at timestamp with time zone, row_count bigint, byte_count bigint, downloaded_at timestamp with time zone)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  outer_tenant text := current_setting('app.tenant_id', true);
begin
  perform app.guard(app.is_platform() and exists (
    select from audit.open o where o.xid = pg_current_xact_id_if_assigned() and o.tenant_id = app.tenant()
      and o.method in ('hospital.removal.preview', 'hospital.removal.approve')), 'FORBIDDEN');
  perform set_config('app.tenant_id', organization::text, true);
  return query select x.sha256, x.approved_at, x.row_count, x.byte_count + 16, x.downloaded_at from handover.export x
    where x.tenant_id = organization and x.sha256 is not null order by x.approved_at desc limit 1;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION last_archive(organization uuid); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.last_archive(organization uuid) IS 'Hash and size of a hospital''s last archive, for the platform''s record of its removal';

-- Name: note_in_log(audit.open, uuid, text, bigint); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.note_in_log(request audit.open, organization uuid, reason text, result_count bigint) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  request.tenant_id := organization;
  request.detail := null;
  perform audit.write(request, gen_random_uuid(), 'allowed', reason, null, result_count);
end
$$;

-- Name: FUNCTION note_in_log(request audit.open, organization uuid, reason text, result_count bigint); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.note_in_log(request audit.open, organization uuid, reason text, result_count bigint) IS 'Writes an event of the platform''s act into the log of the hospital that it concerns; called by the functions of this schema alone';

-- Name: owned_tables(); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.owned_tables() RETURNS TABLE(oid oid, name text)
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
  select c.oid, format('%I.%I', n.nspname, c.relname) from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'audit'
      and c.oid <> 'directory.organization'::regclass
$$;

-- Name: FUNCTION owned_tables(); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.owned_tables() IS 'Every table with tenant_id but the organizations and the trail, read from the catalogue: none can be forgotten';

-- Name: remove_rows(uuid, integer); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $_$
declare
  opened tid;
  request audit.open;
  inner_request audit.open;
  together record;
  steps bigint[];
  step bigint;
  is_left boolean;
  total bigint := 0;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.remove.chunk', 'FORBIDDEN');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital' and o.status = 'deactivated'
      and o.removable_from <= (select app.today())), 'INVALID_STATE', 'organizationId:notYetRemovable');
  update handover.removal_request q set status = 'removing', begun_at = coalesce(q.begun_at, now())
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('approved', 'removing');
  perform app.guard(found, 'INVALID_STATE', 'organizationId:removalNotApproved');
  -- Every process forgets the keys and credentials that it keeps in memory, when this step commits.
  perform pg_notify('huifang_signal', 'forget:' || organization);
  for together in
    with recursive owned as materialized (
      select t.oid, t.name from handover.owned_tables() t),
    reach (origin, oid) as (
      select oid, oid from owned
      union
      select r.origin, k.confrelid from reach r
        join pg_constraint k on k.conrelid = r.oid and k.contype = 'f'
        join owned o on o.oid = k.confrelid),
    placed as (
      select o.oid, o.name, (select count(*) from reach r where r.origin = o.oid) as depth,
          (select min(r.oid) from reach r join reach back on back.origin = r.oid and back.oid = r.origin
            where r.origin = o.oid) as component,
          (select string_agg(format(' and not exists (select from %s as c where %s and c.ctid <> t.ctid)', o.name, (
              select string_agg(format('c.%I = t.%I', a.attname, b.attname), ' and ')
                from unnest(k.conkey, k.confkey) as pair (referring, referred)
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = pair.referring
                join pg_attribute b on b.attrelid = k.conrelid and b.attnum = pair.referred)), '')
            from pg_constraint k where k.contype = 'f' and k.conrelid = o.oid and k.confrelid = o.oid) as unreferred
        from owned o)
    select array_agg(name order by name) as names, max(unreferred) as unreferred from placed
      group by placed.component order by bool_or(oid = 'identity.tenant_key'::regclass) desc, max(depth) desc, placed.component
  loop
    delete from audit.open where xid = request.xid;
    inner_request := request;
    inner_request.tenant_id := organization;
    inner_request.personal_data := true;
    perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true),
      set_config('app.removing', organization::text, true);
    insert into audit.open select inner_request.*
      returning ctid into opened;
    perform set_config('app.open_row', opened::text, true);
    steps := array_fill(0::bigint, array[cardinality(together.names)]);
    if cardinality(together.names) = 1 then
      loop
        execute format('delete from %1$s where tenant_id = $1 and ctid = any (array('
          'select ctid from %1$s as t where tenant_id = $1%2$s limit $2))', together.names[1], coalesce(together.unreferred, ''))
          using organization, rows_at_most - total - steps[1];
        get diagnostics step = row_count;
        steps[1] := steps[1] + step;
        exit when together.unreferred is null or total + steps[1] >= rows_at_most;
        if step = 0 then
          execute format('select exists (select from %s where tenant_id = $1)', together.names[1]) into is_left using organization;
          perform app.guard(not is_left, 'INTERNAL', 'rows of a table refer to one another in a circle');
          exit;
        end if;
      end loop;
    else
      execute (
        select 'with ' || string_agg(format('t%s as (delete from %s where tenant_id = $1 returning 1)', place, name), ', ')
            || ' select array[' || string_agg(format('(select count(*) from t%s)', place), ', ' order by place) || ']'
          from unnest(together.names) with ordinality as member (name, place)) into steps using organization;
    end if;
    delete from audit.open where xid = request.xid;
    for place in 1 .. cardinality(steps) loop
      if steps[place] > 0 then
        perform handover.note_in_log(request, organization, together.names[place], steps[place]);
      end if;
    end loop;
    perform set_config('app.tenant_id', request.tenant_id::text, true), set_config('app.removing', '', true);
    insert into audit.open select request.*
      returning ctid into opened;
    perform set_config('app.open_row', opened::text, true);
    for place in 1 .. cardinality(steps) loop
      if steps[place] > 0 then
        perform handover.note_in_log(request, request.tenant_id, together.names[place], steps[place]);
        insert into handover.removal as r (tenant_id, organization_id, table_name, removed)
          values (request.tenant_id, organization, together.names[place], steps[place])
          on conflict (tenant_id, organization_id, table_name) do update set removed = r.removed + excluded.removed;
        total := total + steps[place];
      end if;
    end loop;
    exit when total >= rows_at_most;
  end loop;
  if total < rows_at_most then
    update directory.organization o set removed_at = now() where o.tenant_id = organization and o.removed_at is null;
    update handover.removal_request q set status = 'removed', finished_at = now()
      where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'removing';
  end if;
  return total;
end
$_$;

-- Name: FUNCTION remove_rows(organization uuid, rows_at_most integer); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) IS 'Deletes some of a terminated hospital''s rows, data keys first; fewer than asked for when it was the last of them';

-- Name: request_removal(uuid, uuid, bytea); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.request_removal(organization uuid, request_id uuid, reason bytea) RETURNS timestamp with time zone
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
  expiry timestamptz;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.create', 'FORBIDDEN');
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital' and o.removed_at is null
      and o.removable_from <= (select app.today()) for share), 'INVALID_STATE', 'organizationId:notYetRemovable');
  update handover.removal_request q set status = 'expired'
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'requested' and q.expires_at <= now();
  insert into handover.removal_request as q (tenant_id, request_id, organization_id, requested_by, reason)
    values (app.tenant(), request_removal.request_id, organization, request.actor_id, reason)
    on conflict (tenant_id, organization_id) where status in ('requested', 'approved', 'removing') do nothing
    returning q.expires_at into expiry;
  perform app.guard(expiry is not null, 'ALREADY_EXISTS', 'organizationId:removalPending');
  perform set_config('app.tenant_id', organization::text, true);
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
  return expiry;
end
$$;

-- Name: FUNCTION request_removal(organization uuid, request_id uuid, reason bytea); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.request_removal(organization uuid, request_id uuid, reason bytea) IS 'Asks for a hospital''s removal in the name of whoever the open event names; another platform administrator approves';

-- Name: resume(uuid); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.resume(organization uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.resume', 'FORBIDDEN');
  -- The removal's first step locks the same rows: whoever comes second sees what the first has done.
  perform from handover.removal_request q
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('requested', 'approved') for update;
  update directory.organization o set status = 'active', removable_from = null
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is not null and o.removed_at is null
      and not exists (select from handover.removal_request q
        where q.tenant_id = app.tenant() and q.organization_id = organization and q.status = 'removing')
      and not exists (select from handover.removal r where r.tenant_id = app.tenant() and r.organization_id = organization);
  perform app.guard(found, 'INVALID_STATE', 'organizationId:notTerminated');
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = app.tenant() and j.kind = 'hospitalRemoval' and j.subject_id = organization and j.status in ('queued', 'running');
  update handover.removal_request q set status = 'withdrawn', decided_by = request.actor_id, decided_at = now()
    where q.tenant_id = app.tenant() and q.organization_id = organization and q.status in ('requested', 'approved');
  perform set_config('app.tenant_id', organization::text, true);
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;

-- Name: FUNCTION resume(organization uuid); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.resume(organization uuid) IS 'Takes a termination back before anything was removed; for the platform alone';

-- Name: terminate(uuid, date); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.terminate(organization uuid, removable date) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.terminate', 'FORBIDDEN');
  perform app.guard(removable >= app.today() + 30, 'RULE_VIOLATION', 'removableAfterDays:waitingPeriod');
  update directory.organization o set status = 'deactivated', removable_from = removable
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is null;
  perform app.guard(found, 'INVALID_STATE', 'organizationId:terminated');
  perform set_config('app.tenant_id', organization::text, true);
  update identity.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = organization and j.status in ('queued', 'running');
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;

-- Name: FUNCTION terminate(organization uuid, removable date); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.terminate(organization uuid, removable date) IS 'Ends a hospital''s contract, with an event in its own log too; for the platform alone';

-- Name: are_grantable_to_keys(text[]); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.are_grantable_to_keys(permissions text[]) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((cardinality(permissions) > 0) AND (permissions <@ ARRAY['department.read'::text, 'staff.read'::text, 'discharge.import'::text, 'discharge.read'::text, 'policy.read'::text, 'followup.task.read'::text, 'report.read'::text]));

-- Name: FUNCTION are_grantable_to_keys(permissions text[]); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.are_grantable_to_keys(permissions text[]) IS 'The closed list of what a hospital''s own systems may do';

-- Name: check_assignment(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.check_assignment() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  found_status text;
begin
  if tg_op = 'UPDATE' and old.valid_until <= now() and new is distinct from old then
    raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'an ended assignment stays as it was';
  end if;
  -- One at a time for an account: whoever waited here sees what the other has committed.
  select a.status into found_status from identity.account a
    where a.tenant_id = new.tenant_id and a.account_id = new.account_id and a.kind = 'person' for no key update;
  if not found then
    raise exception using errcode = 'HF001', message = 'NOT_FOUND';
  end if;
  -- Else it would come into force with the activation, which asks nobody who grants.
  if tg_op = 'INSERT' and found_status <> 'active' then
    raise exception using errcode = 'HF001', message = 'INVALID_STATE', detail = 'accountId:accountDeactivated';
  end if;
  if exists (
    select from identity.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and g.role = new.role and g.department_id is not distinct from new.department_id
        and g.substitution_id is not distinct from new.substitution_id
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
    raise exception using errcode = 'HF001', message = 'ALREADY_EXISTS', detail = 'role:assignmentOverlaps';
  end if;
  if exists (
    select from identity.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and (identity.is_administrative(g.role) or identity.is_administrative(new.role))
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
    raise exception using errcode = 'HF001', message = 'RULE_VIOLATION', detail = 'accountId:separationOfAdministrators';
  end if;
  return null;
end
$$;

-- Name: FUNCTION check_assignment(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.check_assignment() IS '三员分离 over time: beside an administrator''s role an account holds no other at any moment; no role twice at once; what has ended stays';

-- Name: credential(uuid, uuid, bytea); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.credential(tenant uuid, session uuid, secret bytea) RETURNS TABLE(account_id uuid, display_name text, username text, grants_version integer, expires_at timestamp with time zone, good_until timestamp with time zone, organization_kind text, organization_code text, role text, department_id uuid, permissions text[], is_lent boolean, utc_offset integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, a.grants_version, s.expires_at,
        least(s.expires_at, (
          select min(least(
              case when v.valid_from > now() then v.valid_from end, case when v.valid_until > now() then v.valid_until end))
            from identity.assignment v
            where v.tenant_id = a.tenant_id and v.account_id = a.account_id)), o.kind, o.code,
        g.role, g.department_id,
        (select array_agg(p.permission || ':' || p.scope)
          from identity.role r
          join identity.role_permission p on p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version
          where r.tenant_id = g.tenant_id and r.role = g.own_role and r.status = 'active'),
        g.substitution_id is not null,
        extract(epoch from (now() at time zone o.time_zone) - (now() at time zone 'UTC'))::integer
      from identity.session s
      join identity.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
      join directory.organization o on o.tenant_id = s.tenant_id
      left join identity.assignment g on g.tenant_id = a.tenant_id and g.account_id = a.account_id
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
      where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
        and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
        and a.status = 'active' and a.kind = 'person' and o.status = 'active';
end
$$;

-- Name: FUNCTION credential(tenant uuid, session uuid, secret bytea); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.credential(tenant uuid, session uuid, secret bytea) IS 'The person behind a bearer token, the roles held now with the permissions of the hospital''s own ones, and until when that can be relied on';

-- Name: end_lent(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.end_lent() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  update identity.account a set grants_version = a.grants_version + 1
    from identity.substitution s
    where s.tenant_id = new.tenant_id and s.absent_account_id = new.account_id and s.valid_until > new.valid_until
      and a.tenant_id = s.tenant_id and a.account_id = s.substitute_account_id;
  if found then
    update identity.assignment lent set valid_until = greatest(lent.valid_from, new.valid_until)
      from identity.substitution s
      where s.tenant_id = new.tenant_id and s.absent_account_id = new.account_id
        and lent.tenant_id = s.tenant_id and lent.substitution_id = s.substitution_id and lent.role = new.role
        and lent.department_id is not distinct from new.department_id
        and lent.valid_from >= new.valid_from and lent.valid_from < coalesce(old.valid_until, 'infinity')
        and lent.valid_until > new.valid_until;
  end if;
  return null;
end
$$;

-- Name: FUNCTION end_lent(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.end_lent() IS 'Ends what was lent from an assignment when that ends earlier than it was to';

-- Name: enrol_administrator(uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
  found_kind text;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(
    app.is_platform() and request.tenant_id = app.tenant() and request.actor_id is not null
      and request.method = 'administrator.create', 'FORBIDDEN');
  select o.kind into found_kind from directory.organization o
    where o.tenant_id = tenant and o.status = 'active' for share;
  perform app.guard(found_kind is not null, 'INVALID_STATE', 'organizationId:organizationDeactivated');
  perform app.guard(
    case found_kind when 'hospital' then role in ('hospitalAdministrator', 'securityOfficer', 'auditor')
      when 'bureau' then role = 'bureauSupervisor' else false end, 'RULE_VIOLATION', 'role:administrativeRole');
  -- Two factors, always.
  perform app.guard(totp_secret is not null, 'RULE_VIOLATION', 'role:needsSecondFactor');
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.event_elsewhere', event_id::text, true);
  insert into identity.tenant_key (tenant_id, key_id, wrapped) values (tenant, key_id, wrapped_key) on conflict do nothing;
  -- Two first administrators at once: one of them has sealed with a key that is not stored.
  perform app.guard(exists (
    select from identity.tenant_key k
      where k.tenant_id = tenant and k.key_id = enrol_administrator.key_id and k.wrapped = wrapped_key),
    'VERSION_CONFLICT');
  insert into identity.account (tenant_id, account_id, username, display_name, password_hash, totp_secret)
    values (tenant, account_id, username, display_name, password_hash, totp_secret);
  insert into identity.assignment (tenant_id, assignment_id, account_id, role)
    values (tenant, assignment_id, account_id, role);
  request.tenant_id := tenant;
  perform audit.write(request, event_id, 'allowed', null, null, 1);
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
end
$$;

-- Name: FUNCTION enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) IS 'Gives another organization an administrator, with an event in that organization''s log too; for the platform alone';

-- Name: forget_addresses(integer); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.forget_addresses(older_than_days integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  cleared bigint;
begin
  -- 网络安全法 §21: six months at least.
  perform app.guard(older_than_days >= 184, 'INTERNAL', 'retention');
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    update identity.session s set client_address = ''
      where s.tenant_id = tenant.tenant_id and s.client_address <> ''
        and s.created_at < now() - make_interval(days => older_than_days);
    get diagnostics cleared = row_count;
    forgotten := forgotten + cleared;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;

-- Name: FUNCTION forget_addresses(older_than_days integer); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.forget_addresses(older_than_days integer) IS 'Forgets the addresses of all organizations'' sessions that began so many days ago; called once an hour';

-- Name: forget_sign_ins(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.forget_sign_ins() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  deleted bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    delete from identity.sign_in s where s.tenant_id = tenant.tenant_id and s.at < now() - interval '7 months';
    get diagnostics deleted = row_count;
    forgotten := forgotten + deleted;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;

-- Name: FUNCTION forget_sign_ins(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.forget_sign_ins() IS 'Deletes all organizations'' sign-ins of more than seven months ago; called once an hour';

-- Name: found_platform(text, uuid, text, text, text, bytea, uuid, integer, bytea); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  insert into directory.organization (tenant_id, kind, code, name)
    values (app.tenant(), 'platform', 'platform', platform_name) on conflict (tenant_id) do nothing;
  insert into identity.tenant_key (tenant_id, key_id, wrapped)
    values (app.tenant(), key_id, wrapped_key) on conflict do nothing;
  insert into identity.account (tenant_id, account_id, username, display_name, password_hash, totp_secret, must_change_password)
    values (app.tenant(), account_id, username, display_name, password_hash, totp_secret, false);
  insert into identity.assignment (tenant_id, assignment_id, account_id, role)
    values (app.tenant(), assignment_id, account_id, 'platformAdministrator');
  request.tenant_id := app.tenant();
  request.roles := 'owner';
  request.method := 'operator.adminCreate';
  request.purpose := 'administration';
  request.request_id := assignment_id;
  request.fingerprint := '';
  perform audit.write(request, gen_random_uuid(), 'allowed', null, null, 1);
end
$$;

-- Name: FUNCTION found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea) IS 'The platform and its administrator, made by the owner (huifang admin create), not by the service';

-- Name: give_notice(uuid, uuid, text); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.give_notice(tenant uuid, account uuid, what text) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
declare
  request audit.open;
  doer text;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  if request.event_id is null then
    -- Done to another organization: the request stands in the platform's own.
    perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
    select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  end if;
  -- Nobody is told of what is one's own doing; signing in has no actor yet.
  if request.actor_id is not null and (request.actor_id, request.tenant_id) is distinct from (account, tenant) then
    perform set_config('app.tenant_id', request.tenant_id::text, true);
    select a.display_name into doer from identity.account a
      where a.tenant_id = request.tenant_id and a.account_id = request.actor_id;
    perform set_config('app.tenant_id', tenant::text, true);
    insert into identity.notice (tenant_id, account_id, event_id, what, by_account, by_role, by_name, for_administrators)
    values (
      tenant, account,
      case request.tenant_id when tenant then request.event_id
        else nullif(current_setting('app.event_elsewhere', true), '')::uuid end,
      what, case request.tenant_id when tenant then request.actor_id end, request.roles, coalesce(doer, ''), exists (
        select from identity.assignment g
          where g.tenant_id = tenant and g.account_id = account and (g.valid_until is null or g.valid_until > now())
            and (identity.is_administrative(g.role) or g.role = 'bureauSupervisor')));
  end if;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION give_notice(tenant uuid, account uuid, what text); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.give_notice(tenant uuid, account uuid, what text) IS 'Tells a person, and beside an administrator the others, what somebody else did to the account; called by triggers alone';

-- Name: is_address_range(text); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.is_address_range(text text) RETURNS boolean
    LANGUAGE plpgsql IMMUTABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  return masklen(text::cidr) >= 8;
exception when invalid_text_representation then
  return false;
end
$$;

-- Name: FUNCTION is_address_range(text text); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.is_address_range(text text) IS 'Whether a text is an address or a range of them, and not half of the world';

-- Name: is_administrative(text); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.is_administrative(role text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN (role = ANY (ARRAY['platformAdministrator'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text]));

-- Name: FUNCTION is_administrative(role text); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.is_administrative(role text) IS 'The roles of system, security and audit administration (三员)';

-- Name: is_grantable(text, text); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.is_grantable(permission text, scope text) RETURNS boolean
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    RETURN ((((((((((((((((((permission = 'department.read'::text) AND (scope = 'hospital'::text)) OR ((permission = 'staff.read'::text) AND (scope = 'hospital'::text))) OR ((permission = 'discharge.import'::text) AND (scope = 'hospital'::text))) OR ((permission = 'discharge.read'::text) AND (scope = 'department'::text))) OR ((permission = 'discharge.read'::text) AND (scope = 'hospital'::text))) OR ((permission = 'patient.reveal'::text) AND (scope = 'department'::text))) OR ((permission = 'patient.reveal'::text) AND (scope = 'hospital'::text))) OR ((permission = 'hold.manage'::text) AND (scope = 'department'::text))) OR ((permission = 'hold.manage'::text) AND (scope = 'hospital'::text))) OR ((permission = 'policy.read'::text) AND (scope = 'hospital'::text))) OR ((permission = 'policy.manage'::text) AND (scope = 'hospital'::text))) OR ((permission = 'followup.task.read'::text) AND (scope = 'department'::text))) OR ((permission = 'followup.task.read'::text) AND (scope = 'hospital'::text))) OR ((permission = 'followup.task.work'::text) AND (scope = 'department'::text))) OR ((permission = 'followup.task.work'::text) AND (scope = 'hospital'::text))) OR ((permission = 'report.read'::text) AND (scope = 'department'::text))) OR ((permission = 'report.read'::text) AND (scope = 'hospital'::text)));

-- Name: FUNCTION is_grantable(permission text, scope text); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.is_grantable(permission text, scope text) IS 'The closed list of what a hospital may put into a role of its own';

-- Name: is_lately_reset(uuid[]); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.is_lately_reset(accounts uuid[]) RETURNS boolean
    LANGUAGE sql STABLE
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
    select exists (
      select from identity.notice n
        where n.tenant_id = app.tenant() and n.account_id = any (accounts) and n.what in ('passwordReset', 'oneTimeCodeReset')
          and n.at > now() - interval '30 days')
  $$;

-- Name: FUNCTION is_lately_reset(accounts uuid[]); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.is_lately_reset(accounts uuid[]) IS 'Whether somebody else has reset the password or one-time code of one of the accounts within 30 days';

-- Name: keep_administrators(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.keep_administrators() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform identity.require_administrators(old.tenant_id);
  return null;
end
$$;

-- Name: FUNCTION keep_administrators(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.keep_administrators() IS 'At the end of a transaction that ended or moved an administrator''s assignment, or deactivated an account';

-- Name: key_credential(uuid, uuid, bytea, text); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.key_credential(tenant uuid, key uuid, secret bytea, address text) RETURNS TABLE(account_id uuid, display_name text, username text, expires_at timestamp with time zone, good_until timestamp with time zone, organization_kind text, organization_code text, permissions text[], calls_per_second integer, utc_offset integer)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, k.expires_at, least(k.expires_at, s.valid_until), o.kind, o.code,
        k.permissions, k.calls_per_second,
        extract(epoch from (now() at time zone o.time_zone) - (now() at time zone 'UTC'))::integer
      from identity.integration_key k
      join identity.integration_secret s on s.tenant_id = k.tenant_id and s.key_id = k.key_id
      join identity.account a on a.tenant_id = k.tenant_id and a.account_id = k.account_id
      join directory.organization o on o.tenant_id = k.tenant_id
      where k.tenant_id = tenant and k.key_id = key and s.secret_hash = sha256(secret)
        and (s.valid_until is null or s.valid_until > now()) and k.revoked_at is null and k.expires_at > now()
        and nullif(address, '')::inet <<= any (k.allowed_addresses)
        and a.status = 'active' and a.kind = 'integration' and o.status = 'active';
end
$$;

-- Name: FUNCTION key_credential(tenant uuid, key uuid, secret bytea, address text); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.key_credential(tenant uuid, key uuid, secret bytea, address text) IS 'The system behind an integration key, what the key permits, how often it may call, and until when that can be relied on';

-- Name: note_master_key(uuid, text, bigint); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.note_master_key(request_id uuid, change text, data_keys bigint) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  request.tenant_id := app.tenant();
  request.roles := 'owner';
  request.method := 'operator.rotateMasterKey';
  request.purpose := 'administration';
  request.request_id := request_id;
  request.fingerprint := '';
  perform audit.write(request, gen_random_uuid(), 'allowed', change, null, data_keys);
end
$$;

-- Name: FUNCTION note_master_key(request_id uuid, change text, data_keys bigint); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.note_master_key(request_id uuid, change text, data_keys bigint) IS 'The event of a change of the master key in the platform''s log: which key, by its number, and how many data keys';

-- Name: notice_account(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.notice_account() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if new.password_hash <> old.password_hash then
    perform identity.give_notice(new.tenant_id, new.account_id, 'passwordReset');
  end if;
  if new.totp_secret is distinct from old.totp_secret then
    perform identity.give_notice(new.tenant_id, new.account_id, 'oneTimeCodeReset');
  end if;
  if old.status = 'active' and new.status <> 'active' and exists (
    select from identity.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and (g.valid_until is null or g.valid_until > now())
        and (identity.is_administrative(g.role) or g.role = 'bureauSupervisor')) then
    perform identity.give_notice(new.tenant_id, new.account_id, 'administratorDeactivated');
  end if;
  return null;
end
$$;

-- Name: FUNCTION notice_account(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.notice_account() IS 'Whatever changes by what somebody signs in leaves a notice, by whichever method';

-- Name: notice_administrator(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.notice_administrator() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform identity.give_notice(new.tenant_id, new.account_id,
    case when exists (
      select from identity.assignment g
        where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
          and (identity.is_administrative(g.role) or g.role = 'bureauSupervisor'))
      then 'administratorActivated' else 'administratorCreated' end);
  return null;
end
$$;

-- Name: FUNCTION notice_administrator(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.notice_administrator() IS 'Another administrator is something that the administrators are told of';

-- Name: refuse_deletion(); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.refuse_deletion() RETURNS trigger
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  if tg_op = 'DELETE' and coalesce(current_setting('app.removing', true), '') <> '' then
    return null;
  end if;
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'who held what stays on record';
end
$$;

-- Name: FUNCTION refuse_deletion(); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.refuse_deletion() IS 'Refuses to forget who held what, to everybody';

-- Name: require_administrators(uuid); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.require_administrators(tenant uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  is_missing boolean;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', tenant::text, true);
  perform from directory.organization o where o.tenant_id = tenant for no key update;
  -- One whose period ends by itself doesn't count: the clock asks nobody.
  select exists (
    select from identity.assignment held
      where held.tenant_id = tenant
        and held.role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor')
        and not exists (
          select from identity.assignment g
            join identity.account a on a.tenant_id = g.tenant_id and a.account_id = g.account_id
            where g.tenant_id = tenant and g.role = held.role and g.valid_from <= now() and g.valid_until is null
              and a.status = 'active')) into is_missing;
  perform set_config('app.tenant_id', outer_tenant, true);
  if is_missing then
    raise exception using errcode = 'HF001', message = 'RULE_VIOLATION', detail = 'accountId:lastAdministrator';
  end if;
end
$$;

-- Name: FUNCTION require_administrators(tenant uuid); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.require_administrators(tenant uuid) IS 'Refuses when an organization that has had a system, security or audit administrator is left without an active one';

-- Name: reset_administrator(uuid, text, text, bytea, uuid); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.reset_administrator(tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
  found_account uuid;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(
    app.is_platform() and request.tenant_id = app.tenant() and request.actor_id is not null
      and request.method = case when new_totp_secret is null then 'administrator.resetPassword' else 'administrator.resetOneTimeCode' end
      and (new_totp_secret is null) is distinct from (new_password_hash is null), 'FORBIDDEN');
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.event_elsewhere', event_id::text, true);
  update identity.account a set
      password_hash = coalesce(new_password_hash, a.password_hash),
      must_change_password = a.must_change_password or new_password_hash is not null,
      totp_secret = coalesce(new_totp_secret, a.totp_secret),
      totp_last_step = case when new_totp_secret is null then a.totp_last_step else 0 end,
      pending_totp_secret = null, failures = 0, locked_until = null
    where a.tenant_id = tenant and a.username = administrator and a.account_id is distinct from request.actor_id
      and exists (
        select from identity.assignment g
          where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and (g.valid_until is null or g.valid_until > now()) and g.role in (
              'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
    returning a.account_id into found_account;
  perform app.guard(found_account is not null, 'NOT_FOUND');
  delete from identity.recovery_code r
    where r.tenant_id = tenant and r.account_id = found_account and new_totp_secret is not null;
  update identity.session s set ended_at = now()
    where s.tenant_id = tenant and s.account_id = found_account and s.ended_at is null;
  if tenant <> request.tenant_id then
    request.tenant_id := tenant;
    perform audit.write(request, event_id, 'allowed', null, null, 1);
  end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return found_account;
end
$$;

-- Name: FUNCTION reset_administrator(tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.reset_administrator(tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid) IS 'Gives an administrator or supervisor a new password or one-time code, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';

-- Name: rewrap_key(uuid, integer, bytea, bytea); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update identity.tenant_key k set wrapped = new_wrapped
    where k.tenant_id = tenant and k.key_id = rewrap_key.key_id and k.wrapped = old_wrapped;
  perform app.guard(found, 'VERSION_CONFLICT');
end
$$;

-- Name: FUNCTION rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea) IS 'Puts a data key, wrapped by another master key, in its own place; by the owner''s login, which bears the row security of the tenant';

-- Name: set_administrator_status(uuid, text, text, uuid); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
  found_account identity.account;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(
    app.is_platform() and request.tenant_id = app.tenant() and request.actor_id is not null
      and request.method = case new_status when 'active' then 'administrator.activate' else 'administrator.deactivate' end,
    'FORBIDDEN');
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.event_elsewhere', event_id::text, true);
  select a.* into found_account from identity.account a
    where a.tenant_id = tenant and a.username = administrator and a.account_id is distinct from request.actor_id
      and exists (
        select from identity.assignment g
          where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and (g.valid_until is null or g.valid_until > now() or g.valid_until = a.deactivated_at) and g.role in (
              'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
    for update;
  perform app.guard(found_account.account_id is not null, 'NOT_FOUND');
  update identity.account a
    set status = new_status, grants_version = a.grants_version + 1, failures = 0, locked_until = null,
      deactivated_at = case when new_status = 'active' then null else coalesce(a.deactivated_at, now()) end
    where a.tenant_id = tenant and a.account_id = found_account.account_id;
  if new_status = 'active' then
    insert into identity.assignment (tenant_id, assignment_id, account_id, role)
    select g.tenant_id, gen_random_uuid(), g.account_id, g.role from identity.assignment g
      where g.tenant_id = tenant and g.account_id = found_account.account_id
        and g.valid_until = found_account.deactivated_at and g.role in (
          'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor');
  else
    update identity.assignment g set valid_until = greatest(g.valid_from, now())
      where g.tenant_id = tenant and g.account_id = found_account.account_id
        and (g.valid_until is null or g.valid_until > now());
  end if;
  update identity.session s set ended_at = now()
    where s.tenant_id = tenant and s.account_id = found_account.account_id and s.ended_at is null;
  if tenant <> request.tenant_id then
    request.tenant_id := tenant;
    perform audit.write(request, event_id, 'allowed', null, null, 1);
  end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return found_account.account_id;
end
$$;

-- Name: FUNCTION set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) IS 'Deactivates an administrator''s or supervisor''s account and ends the role, or gives both back, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';

-- Name: touch_key(uuid, uuid, bytea); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.touch_key(tenant uuid, key uuid, secret bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update identity.integration_key k set last_used_at = now()
    where k.tenant_id = tenant and k.key_id = key and exists (
      select from identity.integration_secret s
        where s.tenant_id = k.tenant_id and s.key_id = k.key_id and s.secret_hash = sha256(secret));
end
$$;

-- Name: FUNCTION touch_key(tenant uuid, key uuid, secret bytea); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.touch_key(tenant uuid, key uuid, secret bytea) IS 'Notes that the key is in use; the service calls it at most once a minute a key, outside the request''s transaction';

-- Name: touch_session(uuid, uuid, bytea); Type: FUNCTION; Schema: identity; Owner: -

CREATE FUNCTION identity.touch_session(tenant uuid, session uuid, secret bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update identity.session s set last_seen_at = now()
    where s.tenant_id = tenant and s.session_id = touch_session.session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.last_seen_at > now() - interval '15 minutes';
end
$$;

-- Name: FUNCTION touch_session(tenant uuid, session uuid, secret bytea); Type: COMMENT; Schema: identity; Owner: -

COMMENT ON FUNCTION identity.touch_session(tenant uuid, session uuid, secret bytea) IS 'Notes that the session is in use; the service calls it at most once a minute a session, outside the request''s transaction';

-- Name: begin_timers(uuid, text, uuid, integer, uuid, text, uuid, integer); Type: FUNCTION; Schema: operations; Owner: -

CREATE FUNCTION operations.begin_timers(tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid, timeout_milliseconds integer) RETURNS TABLE(timer_id uuid, subject_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  opened tid;
  chosen uuid[];
  held_roles text;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select array_agg(c.timer_id), min(c.roles) into chosen, held_roles from (
    select t.timer_id, t.roles from operations.timer t
      where t.tenant_id = tenant and t.kind = wanted and t.account_id = account and t.due_at <= now() and t.failures = 0
      order by t.due_at, t.timer_id limit at_most for update skip locked) as c;
  if chosen is null then
    select array_agg(c.timer_id), min(c.roles) into chosen, held_roles from (
      select t.timer_id, t.roles from operations.timer t
        where t.tenant_id = tenant and t.kind = wanted and t.account_id = account and t.due_at <= now()
        order by t.due_at, t.timer_id limit 1 for update skip locked) as c;
  end if;
  if chosen is null then return; end if;
  perform audit.prepare_transaction(tenant, account, '*', timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (tenant, event_id, account, held_roles, method, 'job', request_id, '\x', true)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
  return query
    select t.timer_id, t.subject_id from operations.timer t
      where t.tenant_id = tenant and t.timer_id = any (chosen) order by t.due_at, t.timer_id;
end
$$;

-- Name: FUNCTION begin_timers(tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid, timeout_milliseconds integer); Type: COMMENT; Schema: operations; Owner: -

COMMENT ON FUNCTION operations.begin_timers(tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid, timeout_milliseconds integer) IS 'Begins a transaction that works off due timers, for the person who set them; they stay locked, so that no two processes do the same';

-- Name: claim_job(uuid, integer); Type: FUNCTION; Schema: operations; Owner: -

CREATE FUNCTION operations.claim_job(process uuid, lease_seconds integer) RETURNS TABLE(tenant_id uuid, job_id uuid, kind text, subject_id uuid, holder integer, failures integer, error_code text)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  candidate record;
  held record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for candidate in select o.tenant_id from directory.job_tenants() as o loop
    perform set_config('app.tenant_id', candidate.tenant_id::text, true);
    continue when not exists (
      select from operations.job w where w.tenant_id = candidate.tenant_id and w.status in ('queued', 'running'));
    -- Another process is just claiming a job of this tenant.
    continue when not pg_try_advisory_xact_lock(hashtextextended('jobs:' || candidate.tenant_id, 0));
    -- A tenant has one turn at a time. A turn whose lease has run out comes first: its process is no more.
    select j.job_id, j.lease_until >= now() as stands into held from operations.job j
      where j.tenant_id = candidate.tenant_id and j.status = 'running' and j.turn_ended_at is null limit 1;
    continue when held.stands;
    return query
      update operations.job as j set status = 'running', lease_until = now() + make_interval(secs => lease_seconds),
          attempts = j.attempts + 1, process_id = process, turn_ended_at = null,
          -- Who held it has said nothing: its process is no more, perhaps because of this very job.
          failures = j.failures + case when j.status = 'running' and j.turn_ended_at is null then 1 else 0 end
        where (j.tenant_id, j.job_id) = (
          select w.tenant_id, w.job_id from operations.job w
            where w.tenant_id = candidate.tenant_id and w.status in ('queued', 'running')
              and (held.job_id is null or w.job_id = held.job_id)
              and (w.not_before is null or w.not_before <= now())
              and (w.lease_until is null or w.lease_until < now() or w.process_id = process)
              -- Of one kind in the order in which they were asked for: of two files of a hospital the later one says what is true.
              and not exists (
                select from operations.job earlier
                  where earlier.tenant_id = w.tenant_id and earlier.kind = w.kind and earlier.status in ('queued', 'running')
                    and (earlier.not_before is null or earlier.not_before <= now())
                    and (earlier.created_at, earlier.job_id) < (w.created_at, w.job_id))
            order by w.turn_ended_at nulls first, w.created_at, w.job_id limit 1 for no key update skip locked)
        returning j.tenant_id, j.job_id, j.kind, j.subject_id, j.attempts, j.failures, j.error_code;
    exit when found;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION claim_job(process uuid, lease_seconds integer); Type: COMMENT; Schema: operations; Owner: -

COMMENT ON FUNCTION operations.claim_job(process uuid, lease_seconds integer) IS 'Takes the next job that nobody holds, of the tenant that was served least; the holder''s number fences off whoever held it before';

-- Name: due_timers(); Type: FUNCTION; Schema: operations; Owner: -

CREATE FUNCTION operations.due_timers() RETURNS TABLE(tenant_id uuid, kind text, account_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  candidate record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for candidate in select o.tenant_id from directory.job_tenants() as o loop
    perform set_config('app.tenant_id', candidate.tenant_id::text, true);
    return query
      select distinct t.tenant_id, t.kind, t.account_id from operations.timer t
        where t.tenant_id = candidate.tenant_id and t.due_at <= now();
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION due_timers(); Type: COMMENT; Schema: operations; Owner: -

COMMENT ON FUNCTION operations.due_timers() IS 'Whose timers of which kinds have come due';

-- Name: forget_answers(); Type: FUNCTION; Schema: operations; Owner: -

CREATE FUNCTION operations.forget_answers() RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

-- Name: FUNCTION forget_answers(); Type: COMMENT; Schema: operations; Owner: -

COMMENT ON FUNCTION operations.forget_answers() IS 'Deletes all organizations'' stored answers that are older than a week; called once an hour';

-- Name: note_turn(uuid, integer); Type: FUNCTION; Schema: operations; Owner: -

CREATE FUNCTION operations.note_turn(tenant uuid, milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  insert into operations.turn as t (tenant_id, organization_id, served, served_at)
    values ('00000000-0000-7000-8000-000000000001', tenant, milliseconds, now())
    on conflict (tenant_id, organization_id) do update
      set served = t.served * 0.5 ^ least(100, greatest(0, extract(epoch from now() - t.served_at) / 60)) + excluded.served,
        served_at = now();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION note_turn(tenant uuid, milliseconds integer); Type: COMMENT; Schema: operations; Owner: -

COMMENT ON FUNCTION operations.note_turn(tenant uuid, milliseconds integer) IS 'Adds a turn to what an organization''s jobs have had lately';

-- Name: detail; Type: TABLE; Schema: audit; Owner: -

CREATE TABLE audit.detail (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    salt bytea NOT NULL,
    key_id integer NOT NULL,
    ciphertext bytea NOT NULL,
    CONSTRAINT detail_ciphertext_check CHECK ((octet_length(ciphertext) <= 16384)),
    CONSTRAINT detail_salt_check CHECK ((octet_length(salt) = 32))
);

ALTER TABLE ONLY audit.detail FORCE ROW LEVEL SECURITY;

-- Name: TABLE detail; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON TABLE audit.detail IS 'The erasable part of an event: reasons that people stated, sealed; the leaf holds its commitment';

-- Name: event; Type: TABLE; Schema: audit; Owner: -

CREATE TABLE audit.event (
    tenant_id uuid NOT NULL,
    event_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    epoch integer DEFAULT 1 NOT NULL,
    xid xid8 DEFAULT pg_current_xact_id() NOT NULL,
    actor_id uuid,
    session_id uuid,
    roles text NOT NULL,
    method text NOT NULL,
    purpose text NOT NULL,
    request_id uuid NOT NULL,
    outcome text NOT NULL,
    reason text,
    subject_count integer NOT NULL,
    result_count bigint NOT NULL,
    leaf bytea NOT NULL,
    CONSTRAINT event_leaf_check CHECK ((octet_length(leaf) <= 4096)),
    CONSTRAINT event_outcome_check CHECK ((outcome = ANY (ARRAY['allowed'::text, 'refused'::text, 'failed'::text])))
)
PARTITION BY RANGE (at);

ALTER TABLE ONLY audit.event FORCE ROW LEVEL SECURITY;

-- Name: TABLE event; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON TABLE audit.event IS 'One row an audited act. Never changed, never deleted; retention detaches whole months';

-- Name: COLUMN event.epoch; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON COLUMN audit.event.epoch IS 'Transaction ids start anew in a restored cluster; the epoch tells the two apart';

-- Name: COLUMN event.leaf; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON COLUMN audit.event.leaf IS 'The canonical JSON (RFC 8785 subset) that is hashed into the log; stored as written';

-- Name: event_subject; Type: TABLE; Schema: audit; Owner: -

CREATE TABLE audit.event_subject (
    tenant_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    at timestamp with time zone NOT NULL,
    event_id uuid NOT NULL
)
PARTITION BY RANGE (at);

ALTER TABLE ONLY audit.event_subject FORCE ROW LEVEL SECURITY;

-- Name: TABLE event_subject; Type: COMMENT; Schema: audit; Owner: -

COMMENT ON TABLE audit.event_subject IS 'Whose data an event concerned, by random surrogate: the index for "who saw my record"';

-- Name: campus; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.campus (
    tenant_id uuid NOT NULL,
    campus_id uuid NOT NULL,
    name text NOT NULL,
    address text,
    status text DEFAULT 'active'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT campus_address_check CHECK (((length(address) >= 1) AND (length(address) <= 120))),
    CONSTRAINT campus_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT campus_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY directory.campus FORCE ROW LEVEL SECURITY;

-- Name: TABLE campus; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.campus IS '院区: where a hospital''s departments are';

-- Name: department; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.department (
    tenant_id uuid NOT NULL,
    department_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_follow_up_centre boolean DEFAULT false NOT NULL,
    confirmed boolean DEFAULT true NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    parent_id uuid,
    head_staff_id uuid,
    head_nurse_staff_id uuid,
    campus_id uuid,
    mapped_to_id uuid,
    version integer DEFAULT 1 NOT NULL,
    initials text GENERATED ALWAYS AS (directory.initials(name)) STORED NOT NULL,
    import_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT department_centre_is_active CHECK (((NOT is_follow_up_centre) OR (status = 'active'::text))),
    CONSTRAINT department_kind_check CHECK ((kind = ANY (ARRAY['clinical'::text, 'functional'::text, 'ward'::text]))),
    CONSTRAINT department_mapped_is_deactivated CHECK (((mapped_to_id IS NULL) OR ((status = 'deactivated'::text) AND (mapped_to_id <> department_id) AND (NOT is_follow_up_centre)))),
    CONSTRAINT department_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT department_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY directory.department FORCE ROW LEVEL SECURITY;

-- Name: TABLE department; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.department IS 'Departments of a hospital; one met by an import stands unconfirmed until an administrator confirms it';

-- Name: COLUMN department.kind; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.kind IS 'clinical, functional or ward';

-- Name: COLUMN department.is_follow_up_centre; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.is_follow_up_centre IS '回访中心: whose worklist the centre''s calls stand on';

-- Name: COLUMN department.confirmed; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.confirmed IS 'false: met by an import, not yet confirmed by an administrator';

-- Name: COLUMN department.parent_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.parent_id IS 'The department that it belongs to, such as a ward''s; no circles';

-- Name: COLUMN department.head_staff_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.head_staff_id IS '科主任';

-- Name: COLUMN department.head_nurse_staff_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.head_nurse_staff_id IS '护士长';

-- Name: COLUMN department.mapped_to_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.mapped_to_id IS 'What it was met for and really is; everything that hung on it hangs there';

-- Name: COLUMN department.initials; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.initials IS 'Pinyin initials of the name';

-- Name: COLUMN department.import_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.import_id IS 'The import that met it; null when an administrator made it';

-- Name: department_alias; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.department_alias (
    tenant_id uuid NOT NULL,
    name text NOT NULL,
    department_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT department_alias_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE ONLY directory.department_alias FORCE ROW LEVEL SECURITY;

-- Name: TABLE department_alias; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.department_alias IS 'What files call a department besides its name: mapped by an administrator, or its name of before';

-- Name: organization; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.organization (
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    region_code text,
    parent_id uuid,
    status text DEFAULT 'active'::text NOT NULL,
    level text,
    ownership text,
    version integer DEFAULT 1 NOT NULL,
    initials text GENERATED ALWAYS AS (directory.initials(name)) STORED NOT NULL,
    removable_from date,
    removed_at timestamp with time zone,
    unified_code text,
    registration_number text,
    time_zone text DEFAULT 'Asia/Shanghai'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT hospital_has_bureau CHECK (((kind <> 'hospital'::text) OR (parent_id IS NOT NULL))),
    CONSTRAINT organization_code_check CHECK ((code ~ '^[A-Za-z0-9-]{4,32}$'::text)),
    CONSTRAINT organization_has_region CHECK (((kind = 'platform'::text) OR (region_code IS NOT NULL))),
    CONSTRAINT organization_hospital_has_codes CHECK (((kind = 'hospital'::text) OR ((unified_code IS NULL) AND (registration_number IS NULL)))),
    CONSTRAINT organization_hospital_has_level CHECK (((kind = 'hospital'::text) OR ((level IS NULL) AND (ownership IS NULL)))),
    CONSTRAINT organization_kind_check CHECK ((kind = ANY (ARRAY['platform'::text, 'bureau'::text, 'hospital'::text]))),
    CONSTRAINT organization_level_check CHECK ((level = ANY (ARRAY['tertiarySpecial'::text, 'tertiaryA'::text, 'tertiaryB'::text, 'tertiaryC'::text, 'tertiary'::text, 'secondaryA'::text, 'secondaryB'::text, 'secondaryC'::text, 'secondary'::text, 'primaryA'::text, 'primaryB'::text, 'primaryC'::text, 'primary'::text, 'ungraded'::text]))),
    CONSTRAINT organization_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
    CONSTRAINT organization_ownership_check CHECK ((ownership = ANY (ARRAY['public'::text, 'private'::text, 'military'::text, 'other'::text]))),
    CONSTRAINT organization_region_code_check CHECK ((region_code ~ '^[0-9]{6}$'::text)),
    CONSTRAINT organization_registration_number_check CHECK ((registration_number ~ '^[0-9A-Z-]{9,30}$'::text)),
    CONSTRAINT organization_removed CHECK (((removed_at IS NULL) OR (removable_from IS NOT NULL))),
    CONSTRAINT organization_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text]))),
    CONSTRAINT organization_terminated CHECK (((removable_from IS NULL) OR (status = 'deactivated'::text))),
    CONSTRAINT organization_unified_code_check CHECK ((unified_code ~ '^[0-9A-HJ-NPQRTUWXY]{18}$'::text))
);

ALTER TABLE ONLY directory.organization FORCE ROW LEVEL SECURITY;

-- Name: TABLE organization; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.organization IS 'The tenants: the platform itself, health bureaus (a tree) and hospitals';

-- Name: COLUMN organization.tenant_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.tenant_id IS 'The organization''s identifier';

-- Name: COLUMN organization.code; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.code IS 'Hospital: institution code of the front page; bureau: its region code; in user names behind the @';

-- Name: COLUMN organization.region_code; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.region_code IS 'GB/T 2260';

-- Name: COLUMN organization.level; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.level IS '医院等级: tertiaryA is 三级甲等';

-- Name: COLUMN organization.ownership; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.ownership IS '办医性质: public 公立, private 民营, military 军队';

-- Name: COLUMN organization.initials; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.initials IS 'Pinyin initials of the name';

-- Name: COLUMN organization.removable_from; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.removable_from IS 'Terminated: from this day on what is held of the hospital may be removed';

-- Name: COLUMN organization.removed_at; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.removed_at IS 'When the last of the hospital''s rows was removed; name, code and trail stay';

-- Name: COLUMN organization.unified_code; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.unified_code IS '统一社会信用代码 (GB 32100)';

-- Name: COLUMN organization.registration_number; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.registration_number IS '医疗机构执业许可证登记号';

-- Name: COLUMN organization.time_zone; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.time_zone IS 'In which the organization''s days begin, as the IANA database names it';

-- Name: special_disease_entry; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.special_disease_entry (
    tenant_id uuid NOT NULL,
    list_id uuid NOT NULL,
    version integer NOT NULL,
    place smallint NOT NULL,
    kind text NOT NULL,
    code_from text NOT NULL,
    code_to text,
    label text,
    CONSTRAINT special_disease_entry_code_from_check CHECK ((code_from ~ '^[0-9A-Z][0-9A-Zx.+*-]{0,15}$'::text)),
    CONSTRAINT special_disease_entry_code_to_check CHECK ((code_to ~ '^[0-9A-Z][0-9A-Zx.+*-]{0,15}$'::text)),
    CONSTRAINT special_disease_entry_kind_check CHECK ((kind = ANY (ARRAY['diagnosis'::text, 'operation'::text]))),
    CONSTRAINT special_disease_entry_label_check CHECK (((length(label) >= 1) AND (length(label) <= 60))),
    CONSTRAINT special_disease_entry_place_check CHECK (((place >= 1) AND (place <= 500))),
    CONSTRAINT special_disease_entry_range CHECK (((code_to IS NULL) OR ("left"(code_to, length(code_from)) >= code_from)))
);

ALTER TABLE ONLY directory.special_disease_entry FORCE ROW LEVEL SECURITY;

-- Name: TABLE special_disease_entry; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.special_disease_entry IS 'A code prefix (I63), or a range of them (I20 to I25, last included), of ICD-10 or ICD-9-CM-3; never changed, never deleted';

-- Name: special_disease_list; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.special_disease_list (
    tenant_id uuid NOT NULL,
    list_id uuid NOT NULL,
    name text NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT special_disease_list_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT special_disease_list_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY directory.special_disease_list FORCE ROW LEVEL SECURITY;

-- Name: TABLE special_disease_list; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.special_disease_list IS '特殊疾病目录; its entries belong to a version';

-- Name: staff; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.staff (
    tenant_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    name text NOT NULL,
    department_id uuid NOT NULL,
    title text,
    confirmed boolean DEFAULT true NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    number text,
    education text,
    licence text,
    practising_since date,
    dialects text[] DEFAULT '{}'::text[] NOT NULL,
    mapped_to_id uuid,
    version integer DEFAULT 1 NOT NULL,
    initials text GENERATED ALWAYS AS (directory.person_initials(name)) STORED NOT NULL,
    import_id uuid,
    department_since date,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT staff_dialects CHECK ((dialects <@ ARRAY['mandarin'::text, 'cantonese'::text, 'hokkien'::text, 'teochew'::text, 'hakka'::text, 'easternMin'::text, 'wu'::text, 'xiang'::text, 'gan'::text, 'jin'::text, 'hui'::text, 'southwestern'::text, 'hainanese'::text, 'zhuang'::text, 'uyghur'::text, 'kazakh'::text, 'tibetan'::text, 'mongolian'::text, 'korean'::text, 'yi'::text, 'miao'::text, 'dong'::text])),
    CONSTRAINT staff_education_check CHECK ((education = ANY (ARRAY['secondary'::text, 'college'::text, 'bachelor'::text, 'master'::text, 'doctor'::text]))),
    CONSTRAINT staff_licence_check CHECK ((licence = ANY (ARRAY['physician'::text, 'assistantPhysician'::text, 'nurse'::text, 'pharmacist'::text, 'technician'::text, 'other'::text]))),
    CONSTRAINT staff_mapped_is_deactivated CHECK (((mapped_to_id IS NULL) OR ((status = 'deactivated'::text) AND (mapped_to_id <> staff_id)))),
    CONSTRAINT staff_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT staff_number_check CHECK ((number ~ '^[0-9A-Za-z-]{1,20}$'::text)),
    CONSTRAINT staff_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY directory.staff FORCE ROW LEVEL SECURITY;

-- Name: TABLE staff; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.staff IS 'People who treat and follow up; one met by an import stands unconfirmed';

-- Name: COLUMN staff.department_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.department_id IS 'The department that somebody belongs to; further ones stand in staff_department';

-- Name: COLUMN staff.title; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.title IS '职称, such as 主管护师';

-- Name: COLUMN staff.confirmed; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.confirmed IS 'false: met by an import, not yet confirmed by an administrator';

-- Name: COLUMN staff.number; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.number IS '工号';

-- Name: COLUMN staff.education; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.education IS '学历';

-- Name: COLUMN staff.licence; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.licence IS '执业资格';

-- Name: COLUMN staff.practising_since; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.practising_since IS '从业起始日: years of practice are counted from it';

-- Name: COLUMN staff.mapped_to_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.mapped_to_id IS 'Who was met under this name and really is somebody else of the list';

-- Name: COLUMN staff.initials; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.initials IS 'Pinyin initials of the name; two readings of a surname stand with a space between them';

-- Name: COLUMN staff.import_id; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.import_id IS 'The import that met the person; null when an administrator made the entry';

-- Name: COLUMN staff.department_since; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.department_since IS 'Since when somebody belongs to the department; absent: since before this was kept';

-- Name: staff_alias; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.staff_alias (
    tenant_id uuid NOT NULL,
    department_id uuid NOT NULL,
    name text NOT NULL,
    staff_id uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT staff_alias_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60)))
);

ALTER TABLE ONLY directory.staff_alias FORCE ROW LEVEL SECURITY;

-- Name: TABLE staff_alias; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.staff_alias IS 'Whom a department''s files mean by a name: mapped by an administrator, a name of before, or somebody of another department';

-- Name: staff_department; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.staff_department (
    tenant_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    department_id uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date,
    CONSTRAINT staff_department_period CHECK (((valid_until IS NULL) OR (valid_until >= valid_from)))
);

ALTER TABLE ONLY directory.staff_department FORCE ROW LEVEL SECURITY;

-- Name: TABLE staff_department; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.staff_department IS 'Where else somebody works, from when until when, last day included';

-- Name: staff_former_department; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.staff_former_department (
    tenant_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    department_id uuid NOT NULL,
    belonged_from date,
    belonged_until date NOT NULL,
    CONSTRAINT staff_former_department_period CHECK (((belonged_from IS NULL) OR (belonged_until >= belonged_from)))
);

ALTER TABLE ONLY directory.staff_former_department FORCE ROW LEVEL SECURITY;

-- Name: TABLE staff_former_department; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.staff_former_department IS 'The departments that a member of staff belonged to before, last day included';

-- Name: COLUMN staff_former_department.belonged_from; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff_former_department.belonged_from IS 'The first day; absent: before this was kept';

-- Name: staff_met; Type: VIEW; Schema: directory; Owner: -

CREATE VIEW directory.staff_met WITH (security_invoker='true') AS
 SELECT a.tenant_id,
    a.department_id,
    a.name,
    a.staff_id
   FROM directory.staff_alias a
UNION ALL
 SELECT s.tenant_id,
    s.department_id,
    s.name,
    s.staff_id
   FROM directory.staff s
  WHERE (NOT (EXISTS ( SELECT
           FROM directory.staff_alias a
          WHERE ((a.tenant_id = s.tenant_id) AND (a.department_id = s.department_id) AND (a.name = s.name)))));

-- Name: VIEW staff_met; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON VIEW directory.staff_met IS 'Whom a department''s files mean by a name: an alias goes before a name';

-- Name: contact; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.contact (
    tenant_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    source text NOT NULL,
    relation text,
    name bytea,
    phone bytea NOT NULL,
    phone_index bytea NOT NULL,
    last_four_index bytea NOT NULL,
    state text DEFAULT 'unverified'::text NOT NULL,
    import_id uuid,
    "position" integer DEFAULT 1000 NOT NULL,
    added_by uuid,
    version integer DEFAULT 1 NOT NULL,
    is_guardian boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contact_added CHECK (((source = 'added'::text) = (added_by IS NOT NULL))),
    CONSTRAINT contact_source CHECK ((source = ANY (ARRAY['patient'::text, 'work'::text, 'contact'::text, 'added'::text]))),
    CONSTRAINT contact_state_check CHECK ((state = ANY (ARRAY['unverified'::text, 'reached'::text, 'wrong'::text, 'vacant'::text, 'unusable'::text])))
);

ALTER TABLE ONLY discharges.contact FORCE ROW LEVEL SECURITY;

-- Name: TABLE contact; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.contact IS 'A number by which a patient can be reached, whose it is, and what calling it taught';

-- Name: COLUMN contact.source; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.source IS 'patient: the own number, work: of the work place, contact: of the contact person';

-- Name: COLUMN contact.relation; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.relation IS '联系人关系, as coded on the front page';

-- Name: COLUMN contact.name; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.name IS 'Of the contact person; opened from its sealed form';

-- Name: COLUMN contact.phone; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.phone IS '电话; opened from its sealed form';

-- Name: COLUMN contact.state; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.state IS 'What calling it taught: unverified, reached, wrong, vacant, unusable';

-- Name: COLUMN contact.import_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.import_id IS 'The import that brought it';

-- Name: COLUMN contact."position"; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact."position" IS 'Which number is tried first: the smallest. Those of a file stand at 1000 until somebody orders them; a new number goes on top';

-- Name: COLUMN contact.added_by; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.added_by IS 'Who gave a number by hand; created_at says when';

-- Name: COLUMN contact.is_guardian; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.contact.is_guardian IS '监护人: is called first for minors and in psychiatry';

-- Name: contact_history; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.contact_history (
    tenant_id uuid NOT NULL,
    history_id uuid NOT NULL,
    contact_id uuid NOT NULL,
    import_id uuid NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    relation text,
    name bytea
);

ALTER TABLE ONLY discharges.contact_history FORCE ROW LEVEL SECURITY;

-- Name: TABLE contact_history; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.contact_history IS 'Whose a number was before an import said otherwise';

-- Name: discharge; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.discharge (
    tenant_id uuid NOT NULL,
    discharge_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    record_number text NOT NULL,
    stay_number integer NOT NULL,
    department_id uuid NOT NULL,
    ward text,
    admitted_at timestamp without time zone NOT NULL,
    discharged_at timestamp without time zone NOT NULL,
    discharged_on date GENERATED ALWAYS AS ((discharged_at)::date) STORED NOT NULL,
    hour_known boolean NOT NULL,
    way_of_leaving smallint NOT NULL,
    diagnosis_code text,
    diagnosis_name text,
    diagnoses jsonb DEFAULT '[]'::jsonb NOT NULL,
    operations jsonb DEFAULT '[]'::jsonb NOT NULL,
    attending_staff_id uuid,
    resident_staff_id uuid,
    nurse_staff_id uuid,
    fingerprint bytea NOT NULL,
    import_id uuid,
    readmission_of uuid,
    readmission_days smallint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT discharge_after_admission CHECK ((discharged_at >= admitted_at)),
    CONSTRAINT discharge_readmission_another CHECK ((readmission_of <> discharge_id)),
    CONSTRAINT discharge_readmission_days_check CHECK (((readmission_days >= 0) AND (readmission_days <= 31))),
    CONSTRAINT discharge_readmission_whole CHECK (((readmission_of IS NULL) = (readmission_days IS NULL))),
    CONSTRAINT discharge_stay_number_check CHECK ((stay_number > 0)),
    CONSTRAINT discharge_way_of_leaving_check CHECK ((way_of_leaving = ANY (ARRAY[1, 2, 3, 4, 5, 9])))
);

ALTER TABLE ONLY discharges.discharge FORCE ROW LEVEL SECURITY;

-- Name: TABLE discharge; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.discharge IS 'A finished stay (病案号 + 住院次数 is unique in a hospital)';

-- Name: COLUMN discharge.record_number; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.record_number IS '病案号';

-- Name: COLUMN discharge.stay_number; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.stay_number IS '住院次数';

-- Name: COLUMN discharge.admitted_at; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.admitted_at IS '入院时间, the hospital''s own clock';

-- Name: COLUMN discharge.discharged_at; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.discharged_at IS '出院时间, the hospital''s own clock';

-- Name: COLUMN discharge.hour_known; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.hour_known IS 'Whether the file gave hours: the 24-hour rule is hour-accurate only then';

-- Name: COLUMN discharge.way_of_leaving; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.way_of_leaving IS '离院方式: 1 home on advice, 2 transferred, 3 community care, 4 against advice, 5 died, 9 other';

-- Name: COLUMN discharge.diagnosis_code; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.diagnosis_code IS '出院主要诊断编码 (ICD-10)';

-- Name: COLUMN discharge.diagnoses; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.diagnoses IS '其他诊断, JSON';

-- Name: COLUMN discharge.operations; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.operations IS '手术及操作, JSON';

-- Name: COLUMN discharge.attending_staff_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.attending_staff_id IS '主治医师';

-- Name: COLUMN discharge.resident_staff_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.resident_staff_id IS '住院医师';

-- Name: COLUMN discharge.nurse_staff_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.nurse_staff_id IS '责任护士';

-- Name: COLUMN discharge.readmission_of; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge.readmission_of IS '31 天内再入院: the stay after which the person came back within 31 days';

-- Name: discharge_history; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.discharge_history (
    tenant_id uuid NOT NULL,
    history_id uuid NOT NULL,
    discharge_id uuid NOT NULL,
    department_id uuid NOT NULL,
    import_id uuid NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    former_department uuid NOT NULL,
    ward text,
    admitted_at timestamp without time zone NOT NULL,
    discharged_at timestamp without time zone NOT NULL,
    hour_known boolean NOT NULL,
    way_of_leaving smallint NOT NULL,
    diagnosis_code text,
    diagnosis_name text,
    diagnoses jsonb NOT NULL,
    operations jsonb NOT NULL,
    attending_staff_id uuid,
    resident_staff_id uuid,
    nurse_staff_id uuid,
    fingerprint bytea NOT NULL,
    former_import_id uuid
);

ALTER TABLE ONLY discharges.discharge_history FORCE ROW LEVEL SECURITY;

-- Name: TABLE discharge_history; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.discharge_history IS 'A stay as it was before an import changed it';

-- Name: COLUMN discharge_history.department_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge_history.department_id IS 'The stay''s present department, which it follows: whoever may read the stay may read what became of it';

-- Name: COLUMN discharge_history.former_department; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.discharge_history.former_department IS 'The department before the change';

-- Name: download; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.download (
    tenant_id uuid NOT NULL,
    token_hash bytea NOT NULL,
    import_id uuid NOT NULL,
    account_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT download_token_hash_check CHECK ((octet_length(token_hash) = 32))
);

ALTER TABLE ONLY discharges.download FORCE ROW LEVEL SECURITY;

-- Name: TABLE download; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.download IS 'Addresses under which one person may fetch an import''s rejected rows once, with the bearer besides; only their hashes';

-- Name: duplicate; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.duplicate (
    tenant_id uuid NOT NULL,
    first_id uuid NOT NULL,
    second_id uuid NOT NULL,
    rule text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT duplicate_order CHECK ((first_id < second_id)),
    CONSTRAINT duplicate_rule_check CHECK ((rule = ANY (ARRAY['identityNumber'::text, 'nameBirthPhone'::text]))),
    CONSTRAINT duplicate_status_check CHECK ((status = ANY (ARRAY['open'::text, 'merged'::text, 'dismissed'::text])))
);

ALTER TABLE ONLY discharges.duplicate FORCE ROW LEVEL SECURITY;

-- Name: TABLE duplicate; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.duplicate IS 'Two rows that may be one person, found when a file brought the second; a person decides';

-- Name: import; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.import (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    job_id uuid,
    account_id uuid NOT NULL,
    file_name text NOT NULL,
    byte_count bigint DEFAULT 0 NOT NULL,
    sha256 bytea,
    dialect text,
    encoding text,
    unknown_columns text[] DEFAULT '{}'::text[] NOT NULL,
    next_row bigint DEFAULT 0 NOT NULL,
    read_count bigint DEFAULT 0 NOT NULL,
    new_count bigint DEFAULT 0 NOT NULL,
    updated_count bigint DEFAULT 0 NOT NULL,
    unchanged_count bigint DEFAULT 0 NOT NULL,
    rejected_count bigint DEFAULT 0 NOT NULL,
    problem text,
    status text DEFAULT 'uploading'::text NOT NULL,
    accepted_institution_code text,
    problem_english text,
    columns text[] DEFAULT '{}'::text[] NOT NULL,
    file_deleted_at timestamp with time zone,
    problem_code text,
    undo_job_id uuid,
    status_before_undo text,
    removed_count bigint DEFAULT 0 NOT NULL,
    restored_count bigint DEFAULT 0 NOT NULL,
    removed_patient_count bigint DEFAULT 0 NOT NULL,
    removed_department_count bigint DEFAULT 0 NOT NULL,
    kept_department_count bigint DEFAULT 0 NOT NULL,
    removed_staff_count bigint DEFAULT 0 NOT NULL,
    kept_staff_count bigint DEFAULT 0 NOT NULL,
    remarks jsonb DEFAULT '[]'::jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT import_accepted_institution_code_check CHECK (((length(accepted_institution_code) >= 1) AND (length(accepted_institution_code) <= 50))),
    CONSTRAINT import_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    CONSTRAINT import_remarks_check CHECK ((jsonb_typeof(remarks) = 'array'::text)),
    CONSTRAINT import_status_before_undo_check CHECK ((status_before_undo = ANY (ARRAY['finished'::text, 'failed'::text, 'cancelled'::text]))),
    CONSTRAINT import_status_check CHECK ((status = ANY (ARRAY['uploading'::text, 'committed'::text, 'finished'::text, 'failed'::text, 'cancelled'::text, 'undoing'::text, 'undone'::text]))),
    CONSTRAINT import_sums CHECK ((read_count = (((new_count + updated_count) + unchanged_count) + rejected_count))),
    CONSTRAINT import_undoing CHECK (((status = 'undoing'::text) = (status_before_undo IS NOT NULL)))
);

ALTER TABLE ONLY discharges.import FORCE ROW LEVEL SECURITY;

-- Name: TABLE import; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.import IS 'One file of discharges and how far its import has come; the sums always hold';

-- Name: COLUMN import.dialect; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.dialect IS 'n041, hqmsP, hqmsABCD or tcm: the layout of the file';

-- Name: COLUMN import.next_row; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.next_row IS 'The first record of the file that no committed chunk holds';

-- Name: COLUMN import.problem; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.problem IS 'Why the file as a whole could not be read';

-- Name: COLUMN import.accepted_institution_code; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.accepted_institution_code IS 'A code that the file may name besides the hospital''s own, given by whoever imports: the way to override the refusal';

-- Name: COLUMN import.columns; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.columns IS 'The header as it stands in the file';

-- Name: COLUMN import.file_deleted_at; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.file_deleted_at IS 'When the file and the cells of its rejected rows were deleted, as the policy says';

-- Name: COLUMN import.problem_code; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.problem_code IS 'What problem says, as a rule or a code of the API';

-- Name: COLUMN import.undo_job_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.undo_job_id IS 'The job that takes the file back, or has taken it';

-- Name: COLUMN import.status_before_undo; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.status_before_undo IS 'What the import is again when its undoing is refused after all';

-- Name: COLUMN import.removed_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.removed_count IS 'Stays that only this import had brought and that its undoing has removed so far';

-- Name: COLUMN import.restored_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.restored_count IS 'Stays that its undoing has made again as they were before it, so far';

-- Name: COLUMN import.removed_patient_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.removed_patient_count IS 'Patients whom nothing else held, removed by its undoing so far';

-- Name: COLUMN import.removed_department_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.removed_department_count IS 'Departments that it had met, nobody had confirmed and nothing else refers to: its undoing has removed them';

-- Name: COLUMN import.kept_department_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.kept_department_count IS 'Departments that it had met and that its undoing has left: confirmed, or in use';

-- Name: COLUMN import.removed_staff_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.removed_staff_count IS 'Staff likewise';

-- Name: COLUMN import.kept_staff_count; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.kept_staff_count IS 'Staff that it had met and that its undoing has left';

-- Name: COLUMN import.remarks; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import.remarks IS 'What was noticed in rows that were taken, counted by rule and field: rule, field, rows, lines, and the words in both languages; no patient''s values';

-- Name: import_part; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.import_part (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    part_number integer NOT NULL,
    sealed bytea NOT NULL
);
ALTER TABLE ONLY discharges.import_part ALTER COLUMN sealed SET STORAGE EXTERNAL;

ALTER TABLE ONLY discharges.import_part FORCE ROW LEVEL SECURITY;

-- Name: TABLE import_part; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.import_part IS 'The file itself in sealed parts, so that any process can go on with it';

-- Name: import_rejection; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.import_rejection (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    row_number bigint NOT NULL,
    line_number bigint NOT NULL,
    violations jsonb NOT NULL,
    cells bytea
);

ALTER TABLE ONLY discharges.import_rejection FORCE ROW LEVEL SECURITY;

-- Name: TABLE import_rejection; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.import_rejection IS 'Why a row was not taken: field, rule and remedy, without personal values';

-- Name: COLUMN import_rejection.row_number; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import_rejection.row_number IS 'The record in the file, from 0, the header not counted';

-- Name: COLUMN import_rejection.violations; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import_rejection.violations IS 'Field, rule and remedy, without personal values';

-- Name: COLUMN import_rejection.cells; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import_rejection.cells IS 'The row''s values as they stand in the file: a JSON array, sealed for its place';

-- Name: import_warning; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.import_warning (
    tenant_id uuid NOT NULL,
    import_id uuid NOT NULL,
    rule text NOT NULL,
    department_id uuid NOT NULL,
    row_count bigint NOT NULL,
    CONSTRAINT import_warning_row_count_check CHECK ((row_count > 0)),
    CONSTRAINT import_warning_rule_check CHECK ((rule = 'departmentDeactivated'::text))
);

ALTER TABLE ONLY discharges.import_warning FORCE ROW LEVEL SECURITY;

-- Name: TABLE import_warning; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.import_warning IS 'Rows that an import took and somebody should look at: how many, of which department';

-- Name: COLUMN import_warning.rule; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import_warning.rule IS 'departmentDeactivated: its name is that of a department out of use, where the stays now are';

-- Name: mother_child; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.mother_child (
    tenant_id uuid NOT NULL,
    child_id uuid NOT NULL,
    mother_id uuid NOT NULL,
    linked_by uuid NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT mother_child_two CHECK ((mother_id <> child_id))
);

ALTER TABLE ONLY discharges.mother_child FORCE ROW LEVEL SECURITY;

-- Name: TABLE mother_child; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.mother_child IS '母婴关联: one call, two records; a child''s death is known before the mother is called';

-- Name: mother_suggestion; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.mother_suggestion (
    tenant_id uuid NOT NULL,
    child_id uuid NOT NULL,
    mother_id uuid NOT NULL,
    rule text NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    found_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT mother_suggestion_rule_check CHECK ((rule = ANY (ARRAY['name'::text, 'phone'::text, 'nameAndPhone'::text]))),
    CONSTRAINT mother_suggestion_status_check CHECK ((status = ANY (ARRAY['open'::text, 'linked'::text, 'dismissed'::text]))),
    CONSTRAINT mother_suggestion_two CHECK ((mother_id <> child_id))
);

ALTER TABLE ONLY discharges.mother_suggestion FORCE ROW LEVEL SECURITY;

-- Name: TABLE mother_suggestion; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.mother_suggestion IS 'A newborn and who may be the mother, found when a file brought the one or the other; a person decides';

-- Name: patient; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.patient (
    tenant_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    subject_id uuid NOT NULL,
    record_number text NOT NULL,
    name bytea NOT NULL,
    name_index bytea NOT NULL,
    sex smallint NOT NULL,
    birth_date date,
    identity_number bytea,
    identity_index bytea,
    address bytea,
    deceased boolean DEFAULT false NOT NULL,
    died_on date,
    death_source text,
    knowledge_of_diagnosis text DEFAULT 'unknown'::text NOT NULL,
    knowledge_source text,
    alias bytea,
    alias_index bytea,
    version integer DEFAULT 1 NOT NULL,
    merged_into uuid,
    person_id uuid GENERATED ALWAYS AS (COALESCE(merged_into, patient_id)) STORED NOT NULL,
    is_merged boolean GENERATED ALWAYS AS ((merged_into IS NOT NULL)) STORED NOT NULL,
    into_merged boolean GENERATED ALWAYS AS (
CASE
    WHEN (merged_into IS NOT NULL) THEN false
    ELSE NULL::boolean
END) STORED,
    mother_index bytea,
    shares_person boolean DEFAULT false NOT NULL,
    has_family boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT patient_alias CHECK (((alias IS NULL) = (alias_index IS NULL))),
    CONSTRAINT patient_death CHECK ((deceased OR ((died_on IS NULL) AND (death_source IS NULL)))),
    CONSTRAINT patient_death_source_check CHECK ((death_source = ANY (ARRAY['attempt'::text, 'family'::text, 'ward'::text, 'registry'::text, 'other'::text]))),
    CONSTRAINT patient_knowledge CHECK ((knowledge_of_diagnosis = ANY (ARRAY['patient'::text, 'family'::text, 'unknown'::text]))),
    CONSTRAINT patient_knowledge_source CHECK ((knowledge_source = ANY (ARRAY['patient'::text, 'family'::text, 'ward'::text, 'record'::text]))),
    CONSTRAINT patient_not_into_itself CHECK ((merged_into <> patient_id)),
    CONSTRAINT patient_record_number_check CHECK (((length(record_number) >= 1) AND (length(record_number) <= 50))),
    CONSTRAINT patient_sex_check CHECK ((sex = ANY (ARRAY[0, 1, 2, 9])))
);

ALTER TABLE ONLY discharges.patient FORCE ROW LEVEL SECURITY;

-- Name: TABLE patient; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.patient IS 'A person treated in the hospital; name, identity number and address sealed';

-- Name: COLUMN patient.subject_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.subject_id IS 'Random surrogate by which the audit trail names the person: deleting it makes the trail anonymous and leaves it whole';

-- Name: COLUMN patient.record_number; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.record_number IS '病案号';

-- Name: COLUMN patient.name; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.name IS '姓名; opened from its sealed form';

-- Name: COLUMN patient.sex; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.sex IS 'GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated';

-- Name: COLUMN patient.identity_number; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.identity_number IS '身份证件号码; opened from its sealed form';

-- Name: COLUMN patient.address; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.address IS '现住址; opened from its sealed form';

-- Name: COLUMN patient.deceased; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.deceased IS 'Known to have died, in the hospital or since';

-- Name: COLUMN patient.death_source; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.death_source IS 'Who told of the death; null when the hospital''s own export did';

-- Name: COLUMN patient.knowledge_of_diagnosis; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.knowledge_of_diagnosis IS '知情情况: who knows the diagnosis; unknown counts as the patient not knowing';

-- Name: COLUMN patient.alias; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.alias IS 'Shown instead of the name of staff and well-known people; the name itself only by patient.reveal, which is reviewed';

-- Name: COLUMN patient.merged_into; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.merged_into IS 'The kept row of the same person; null where this row is the one';

-- Name: COLUMN patient.person_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.person_id IS 'The same for all rows of a person: the kept row''s id';

-- Name: COLUMN patient.into_merged; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.into_merged IS 'Always false where the row is merged: what it is merged into must not be';

-- Name: COLUMN patient.mother_index; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.mother_index IS 'Of a newborn: the blind index of the name that the file gives as the mother''s, the contact person''s or the one in the child''s own (李秀英之女)';

-- Name: COLUMN patient.shares_person; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.shares_person IS 'Whether other rows are the same person: one that was merged, or into which another one was; kept by a trigger, so that readers need not look';

-- Name: COLUMN patient.has_family; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.patient.has_family IS 'Whether the row stands in mother_child, as a mother or as a child; kept by a trigger, so that readers need not look';

-- Name: patient_history; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.patient_history (
    tenant_id uuid NOT NULL,
    history_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    import_id uuid NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    name bytea NOT NULL,
    name_index bytea NOT NULL,
    sex smallint NOT NULL,
    birth_date date,
    identity_number bytea,
    identity_index bytea,
    address bytea,
    deceased boolean NOT NULL
);

ALTER TABLE ONLY discharges.patient_history FORCE ROW LEVEL SECURITY;

-- Name: TABLE patient_history; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.patient_history IS 'A patient as he was before an import changed him; sealed values as they stood';

-- Name: patient_merge; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.patient_merge (
    tenant_id uuid NOT NULL,
    merge_id uuid NOT NULL,
    kept_id uuid NOT NULL,
    merged_id uuid NOT NULL,
    merged_by uuid NOT NULL,
    merged_at timestamp with time zone DEFAULT now() NOT NULL,
    unmerged_by uuid,
    unmerged_at timestamp with time zone,
    CONSTRAINT patient_unmerged CHECK (((unmerged_by IS NULL) = (unmerged_at IS NULL)))
);

ALTER TABLE ONLY discharges.patient_merge FORCE ROW LEVEL SECURITY;

-- Name: TABLE patient_merge; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.patient_merge IS 'Which rows were taken for one person, by whom, and whether that was taken back';

-- Name: setting; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.setting (
    tenant_id uuid NOT NULL,
    import_retention_days integer NOT NULL,
    changed_by uuid NOT NULL,
    changed_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT setting_import_retention_days_check CHECK (((import_retention_days >= 1) AND (import_retention_days <= 3650)))
);

ALTER TABLE ONLY discharges.setting FORCE ROW LEVEL SECURITY;

-- Name: TABLE setting; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.setting IS 'What a hospital has decided about its discharge files; without a row the defaults hold';

-- Name: COLUMN setting.import_retention_days; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.setting.import_retention_days IS 'How long a file and its rejected rows are kept after the import; 90 without a row';

-- Name: visit; Type: TABLE; Schema: discharges; Owner: -

CREATE TABLE discharges.visit (
    tenant_id uuid NOT NULL,
    visit_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    encounter text NOT NULL,
    department_id uuid NOT NULL,
    started_on date NOT NULL,
    ended_on date,
    discharge_id uuid,
    recorded_by uuid NOT NULL,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT visit_discharged CHECK (((discharge_id IS NULL) OR ((encounter = 'inpatient'::text) AND (ended_on IS NOT NULL)))),
    CONSTRAINT visit_encounter_check CHECK ((encounter = ANY (ARRAY['inpatient'::text, 'outpatient'::text, 'emergency'::text]))),
    CONSTRAINT visit_of_a_day CHECK (((encounter = 'inpatient'::text) OR (ended_on IS NOT NULL))),
    CONSTRAINT visit_order CHECK ((ended_on >= started_on))
);

ALTER TABLE ONLY discharges.visit FORCE ROW LEVEL SECURITY;

-- Name: TABLE visit; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.visit IS 'Encounters beside finished stays: outpatient 门诊, emergency 急诊, and open stays 在院, which end when their discharge comes';

-- Name: COLUMN visit.discharge_id; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.visit.discharge_id IS 'The finished stay that an open one became';

-- Name: attempt; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.attempt (
    tenant_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    task_id uuid NOT NULL,
    department_id uuid NOT NULL,
    responsible_department_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    contact_id uuid,
    channel text NOT NULL,
    disposition text NOT NULL,
    respondent text,
    promised_at timestamp with time zone,
    note bytea,
    CONSTRAINT attempt_channel_check CHECK ((channel = ANY (ARRAY['phone'::text, 'visit'::text, 'revisit'::text, 'text'::text, 'letter'::text]))),
    CONSTRAINT attempt_disposition_check CHECK ((disposition = ANY (ARRAY['reached'::text, 'promisedRedial'::text, 'noAnswer'::text, 'poweredOff'::text, 'suspended'::text, 'vacantNumber'::text, 'wrongNumber'::text, 'refusedRecovered'::text, 'refusedBusy'::text, 'refusedDissatisfied'::text, 'cannotCommunicate'::text, 'deceased'::text]))),
    CONSTRAINT attempt_promise CHECK (((disposition = 'promisedRedial'::text) = (promised_at IS NOT NULL))),
    CONSTRAINT attempt_reached_respondent CHECK (((disposition <> 'reached'::text) OR (respondent IS NOT NULL))),
    CONSTRAINT attempt_respondent CHECK (((disposition = ANY (ARRAY['reached'::text, 'promisedRedial'::text, 'refusedRecovered'::text, 'refusedBusy'::text, 'refusedDissatisfied'::text, 'cannotCommunicate'::text, 'wrongNumber'::text, 'deceased'::text])) OR (respondent IS NULL))),
    CONSTRAINT attempt_respondent_check CHECK ((respondent = ANY (ARRAY['patient'::text, 'family'::text, 'guardian'::text, 'other'::text])))
);

ALTER TABLE ONLY followup.attempt FORCE ROW LEVEL SECURITY;

-- Name: TABLE attempt; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.attempt IS '拨打记录: one try at a task; append-only';

-- Name: COLUMN attempt.disposition; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.attempt.disposition IS '拨打结果';

-- Name: COLUMN attempt.respondent; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.attempt.respondent IS '接听人: patient, family, guardian, other';

-- Name: COLUMN attempt.note; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.attempt.note IS '备注; opened from its sealed form';

-- Name: death; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.death (
    tenant_id uuid NOT NULL,
    death_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    source text NOT NULL,
    died_on date,
    recorded_by uuid,
    recorded_at timestamp with time zone DEFAULT now() NOT NULL,
    withdrawn_by uuid,
    withdrawn_at timestamp with time zone,
    reason bytea,
    CONSTRAINT death_source_check CHECK ((source = ANY (ARRAY['attempt'::text, 'family'::text, 'ward'::text, 'registry'::text, 'other'::text]))),
    CONSTRAINT death_withdrawn CHECK ((((withdrawn_by IS NULL) = (withdrawn_at IS NULL)) AND ((withdrawn_at IS NULL) = (reason IS NULL))))
);

ALTER TABLE ONLY followup.death FORCE ROW LEVEL SECURITY;

-- Name: TABLE death; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.death IS 'Deaths that somebody told of, a row for each record number of the person, and whether that was taken back; those that a file tells stand in the file';

-- Name: COLUMN death.source; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.death.source IS 'Who told: attempt (somebody at the telephone), family, ward, registry, other';

-- Name: COLUMN death.died_on; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.death.died_on IS 'The day of death, where it is known';

-- Name: COLUMN death.recorded_by; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.death.recorded_by IS 'Who recorded it; null for what was told before this table was there';

-- Name: COLUMN death.reason; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.death.reason IS 'Why it was taken back; sealed';

-- Name: exclusion; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.exclusion (
    tenant_id uuid NOT NULL,
    discharge_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    policy_version integer NOT NULL,
    department_id uuid NOT NULL,
    discharged_on date NOT NULL,
    reason text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT exclusion_reason CHECK ((reason = ANY (ARRAY['deceased'::text, 'shortStay'::text, 'dispute'::text, 'administrativeDischarge'::text, 'superseded'::text, 'other'::text])))
);

ALTER TABLE ONLY followup.exclusion FORCE ROW LEVEL SECURITY;

-- Name: TABLE exclusion; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.exclusion IS '不予回访: why a discharge gets no task; such discharges are not eligible';

-- Name: hold; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.hold (
    tenant_id uuid NOT NULL,
    hold_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    discharge_id uuid,
    reason text NOT NULL,
    excludes boolean DEFAULT false NOT NULL,
    note bytea,
    placed_by uuid,
    placed_on date NOT NULL,
    until_on date,
    lifted_by uuid,
    lifted_on date,
    lifted_as text,
    version integer DEFAULT 1 NOT NULL,
    discharging_department_id uuid,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT hold_exclusion CHECK (((NOT excludes) OR ((until_on IS NULL) AND (reason <> 'readmitted'::text)))),
    CONSTRAINT hold_lifted CHECK ((((lifted_on IS NULL) = (lifted_as IS NULL)) AND ((lifted_by IS NULL) OR (lifted_on IS NOT NULL)))),
    CONSTRAINT hold_lifted_as_check CHECK ((lifted_as = ANY (ARRAY['lifted'::text, 'ended'::text, 'deceased'::text]))),
    CONSTRAINT hold_reason_check CHECK ((reason = ANY (ARRAY['dispute'::text, 'administrativeDischarge'::text, 'readmitted'::text, 'other'::text]))),
    CONSTRAINT hold_until CHECK ((until_on >= placed_on))
);

ALTER TABLE ONLY followup.hold FORCE ROW LEVEL SECURITY;

-- Name: TABLE hold; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.hold IS '暂缓回访: while it stands nobody calls; one that excludes is 不予回访 by the medical office''s word';

-- Name: COLUMN hold.discharge_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.hold.discharge_id IS 'The one discharge; null when it stands over all of the patient''s';

-- Name: COLUMN hold.placed_by; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.hold.placed_by IS 'Who placed it; null when the service did, such as over somebody who is an inpatient again';

-- Name: COLUMN hold.until_on; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.hold.until_on IS 'The last day of the hold; the next day the service lifts it';

-- Name: COLUMN hold.discharging_department_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.hold.discharging_department_id IS 'The department of the one discharge, as the discharge has it; null when the hold stands over all of the patient''s';

-- Name: number_correction; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.number_correction (
    tenant_id uuid NOT NULL,
    correction_id uuid NOT NULL,
    discharge_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    task_id uuid NOT NULL,
    department_id uuid NOT NULL,
    responsible_department_id uuid NOT NULL,
    problem text NOT NULL,
    requested_by uuid NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL,
    allowed_days smallint NOT NULL,
    rule text NOT NULL,
    due_on date NOT NULL,
    status text DEFAULT 'open'::text NOT NULL,
    contact_id uuid,
    closed_by uuid,
    closed_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    CONSTRAINT number_correction_allowed_days_check CHECK ((allowed_days > 0)),
    CONSTRAINT number_correction_answered CHECK (((status = 'corrected'::text) = (contact_id IS NOT NULL))),
    CONSTRAINT number_correction_closed CHECK (((status = 'open'::text) = (closed_at IS NULL))),
    CONSTRAINT number_correction_problem_check CHECK ((problem = ANY (ARRAY['wrongNumber'::text, 'vacantNumber'::text, 'noNumber'::text]))),
    CONSTRAINT number_correction_rule_check CHECK ((rule = ANY (ARRAY['policy'::text, 'default'::text]))),
    CONSTRAINT number_correction_status_check CHECK ((status = ANY (ARRAY['open'::text, 'corrected'::text, 'cannotBeFound'::text, 'withdrawn'::text])))
);

ALTER TABLE ONLY followup.number_correction FORCE ROW LEVEL SECURITY;

-- Name: TABLE number_correction; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.number_correction IS '号码更正: the discharging ward is asked for a number, with a deadline; one open request a discharge';

-- Name: COLUMN number_correction.department_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.number_correction.department_id IS 'The discharging department, which has to answer';

-- Name: COLUMN number_correction.responsible_department_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.number_correction.responsible_department_id IS 'Whose task it was that found it';

-- Name: policy; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.policy (
    tenant_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    pack text,
    status text DEFAULT 'draft'::text NOT NULL,
    discharged_from date NOT NULL,
    exclude_stay_hours integer,
    published_at timestamp with time zone,
    correction_days smallint,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT policy_correction_days_check CHECK (((correction_days >= 1) AND (correction_days <= 30))),
    CONSTRAINT policy_exclude_stay_hours_check CHECK (((exclude_stay_hours >= 1) AND (exclude_stay_hours <= 240))),
    CONSTRAINT policy_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT policy_published CHECK (((status = 'draft'::text) = (published_at IS NULL))),
    CONSTRAINT policy_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text]))),
    CONSTRAINT policy_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY followup.policy FORCE ROW LEVEL SECURITY;

-- Name: TABLE policy; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.policy IS '回访方案: a hospital''s rules, versioned; a published version never changes';

-- Name: COLUMN policy.pack; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.policy.pack IS 'The policy pack that it came from (方案模板)';

-- Name: COLUMN policy.exclude_stay_hours; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.policy.exclude_stay_hours IS 'Stays of at most so many hours get no task (002-1: 24 小时内出院)';

-- Name: COLUMN policy.correction_days; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.policy.correction_days IS 'How many days a ward has to mend a number; the service''s rule of 3 when null';

-- Name: publication; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.publication (
    tenant_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    version integer NOT NULL,
    job_id uuid NOT NULL,
    through_patient_id uuid,
    task_count bigint DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY followup.publication FORCE ROW LEVEL SECURITY;

-- Name: TABLE publication; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.publication IS 'How far a published policy has made tasks of the discharges that were there already';

-- Name: COLUMN publication.job_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.publication.job_id IS 'The job that makes them, or has made them';

-- Name: COLUMN publication.through_patient_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.publication.through_patient_id IS 'The last patient whose discharges have their tasks; patients come in the order of their ids';

-- Name: COLUMN publication.task_count; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.publication.task_count IS 'How many tasks were made so far';

-- Name: record; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.record (
    tenant_id uuid NOT NULL,
    record_id uuid NOT NULL,
    task_id uuid NOT NULL,
    attempt_id uuid NOT NULL,
    department_id uuid NOT NULL,
    responsible_department_id uuid NOT NULL,
    account_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    condition text NOT NULL,
    medication text NOT NULL,
    satisfaction text,
    guidance bytea,
    problems bytea,
    CONSTRAINT record_condition_check CHECK ((condition = ANY (ARRAY['recovered'::text, 'improving'::text, 'unchanged'::text, 'worse'::text, 'readmitted'::text]))),
    CONSTRAINT record_medication_check CHECK ((medication = ANY (ARRAY['asPrescribed'::text, 'partly'::text, 'stopped'::text, 'none'::text]))),
    CONSTRAINT record_satisfaction_check CHECK ((satisfaction = ANY (ARRAY['verySatisfied'::text, 'satisfied'::text, 'neutral'::text, 'dissatisfied'::text, 'veryDissatisfied'::text])))
);

ALTER TABLE ONLY followup.record FORCE ROW LEVEL SECURITY;

-- Name: TABLE record; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.record IS '回访记录: what a reached call brought; free text sealed';

-- Name: COLUMN record.condition; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.record.condition IS '恢复情况';

-- Name: COLUMN record.medication; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.record.medication IS '用药情况';

-- Name: COLUMN record.satisfaction; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.record.satisfaction IS '满意度';

-- Name: COLUMN record.guidance; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.record.guidance IS '指导内容; opened from its sealed form';

-- Name: COLUMN record.problems; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.record.problems IS '反映的问题; opened from its sealed form';

-- Name: round; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.round (
    tenant_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    version integer NOT NULL,
    round_number smallint NOT NULL,
    name text NOT NULL,
    level text NOT NULL,
    responsible_role text NOT NULL,
    window_from_day integer NOT NULL,
    window_to_day integer NOT NULL,
    maximum_attempts smallint DEFAULT 3 NOT NULL,
    retry_after_hours smallint DEFAULT 4 NOT NULL,
    CONSTRAINT round_level_check CHECK ((level = ANY (ARRAY['wardFollowUp'::text, 'centreFollowUp'::text, 'homeVisit'::text, 'spotCheck'::text]))),
    CONSTRAINT round_maximum_attempts_check CHECK (((maximum_attempts >= 1) AND (maximum_attempts <= 10))),
    CONSTRAINT round_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT round_responsible_role_check CHECK ((responsible_role = ANY (ARRAY['wardDoctor'::text, 'wardNurse'::text, 'agent'::text, 'leader'::text]))),
    CONSTRAINT round_retry_after_hours_check CHECK (((retry_after_hours >= 1) AND (retry_after_hours <= 168))),
    CONSTRAINT round_round_number_check CHECK (((round_number >= 1) AND (round_number <= 20))),
    CONSTRAINT round_window CHECK (((window_to_day >= window_from_day) AND (window_to_day <= 1100))),
    CONSTRAINT round_window_from_day_check CHECK ((window_from_day >= 0))
);

ALTER TABLE ONLY followup.round FORCE ROW LEVEL SECURITY;

-- Name: TABLE round; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.round IS '回访轮次: one planned contact: days after discharge, who calls, how often it is tried';

-- Name: COLUMN round.window_from_day; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.round.window_from_day IS 'First day of the window, the day of discharge being 0';

-- Name: COLUMN round.window_to_day; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.round.window_to_day IS 'Last day of the window';

-- Name: task; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.task (
    tenant_id uuid NOT NULL,
    task_id uuid NOT NULL,
    discharge_id uuid NOT NULL,
    patient_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    policy_version integer NOT NULL,
    round_number smallint NOT NULL,
    level text NOT NULL,
    responsible_role text NOT NULL,
    department_id uuid NOT NULL,
    responsible_department_id uuid NOT NULL,
    discharged_on date NOT NULL,
    opens_on date NOT NULL,
    due_on date NOT NULL,
    maximum_attempts smallint NOT NULL,
    retry_after_hours smallint NOT NULL,
    state text DEFAULT 'due'::text NOT NULL,
    resumes text,
    outcome text,
    reason text,
    rested_since date,
    next_attempt_at timestamp with time zone,
    claimed_by uuid,
    claimed_until timestamp with time zone,
    closed_at timestamp with time zone,
    attempts smallint DEFAULT 0 NOT NULL,
    reached boolean DEFAULT false NOT NULL,
    cause text DEFAULT 'make'::text NOT NULL,
    cause_version integer,
    cause_input uuid,
    version integer DEFAULT 1 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    worklist text GENERATED ALWAYS AS (
CASE COALESCE(resumes, state)
    WHEN 'due'::text THEN 'due'::text
    WHEN 'resting'::text THEN
    CASE reason
        WHEN 'retry'::text THEN 'due'::text
        ELSE 'promised'::text
    END
    WHEN 'held'::text THEN 'held'::text
    ELSE NULL::text
END) STORED,
    CONSTRAINT task_due CHECK (((COALESCE(resumes, state) <> 'due'::text) OR ((reason IS NULL) AND (rested_since IS NULL) AND (next_attempt_at IS NULL)))),
    CONSTRAINT task_ended CHECK (
CASE
    WHEN (state = 'ended'::text) THEN ((closed_at IS NOT NULL) AND (rested_since IS NULL) AND ((next_attempt_at IS NULL) OR COALESCE((reason = ANY (ARRAY['superseded'::text, 'deceased'::text])), false)) AND
    CASE outcome
        WHEN 'completed'::text THEN (reason IS NULL)
        WHEN 'notFollowedUp'::text THEN COALESCE((reason = ANY (ARRAY['noNumber'::text, 'noAnswer'::text, 'poweredOff'::text, 'suspended'::text, 'vacantNumber'::text, 'wrongNumber'::text, 'refusedRecovered'::text, 'refusedBusy'::text, 'refusedDissatisfied'::text, 'cannotCommunicate'::text, 'deathWithdrawn'::text, 'other'::text])), false)
        WHEN 'cancelled'::text THEN COALESCE((reason = 'deceased'::text), false)
        WHEN 'excluded'::text THEN COALESCE((reason = ANY (ARRAY['dispute'::text, 'administrativeDischarge'::text, 'superseded'::text, 'other'::text])), false)
        ELSE false
    END)
    ELSE ((closed_at IS NULL) AND (outcome IS NULL))
END),
    CONSTRAINT task_held CHECK (((COALESCE(resumes, state) <> 'held'::text) OR (COALESCE((reason = ANY (ARRAY['dispute'::text, 'administrativeDischarge'::text, 'readmitted'::text, 'other'::text])), false) AND (rested_since IS NOT NULL)))),
    CONSTRAINT task_in_progress CHECK (
CASE
    WHEN (state = 'inProgress'::text) THEN ((claimed_by IS NOT NULL) AND (claimed_until IS NOT NULL) AND COALESCE((resumes = ANY (ARRAY['due'::text, 'resting'::text, 'waitingForNumber'::text, 'held'::text, 'superseded'::text])), false))
    ELSE ((claimed_by IS NULL) AND (claimed_until IS NULL) AND (resumes IS NULL))
END),
    CONSTRAINT task_resting CHECK (((COALESCE(resumes, state) <> 'resting'::text) OR (COALESCE((reason = ANY (ARRAY['retry'::text, 'promised'::text, 'lastPromise'::text])), false) AND (rested_since IS NULL) AND (next_attempt_at IS NOT NULL)))),
    CONSTRAINT task_state CHECK ((state = ANY (ARRAY['due'::text, 'inProgress'::text, 'resting'::text, 'waitingForNumber'::text, 'held'::text, 'ended'::text]))),
    CONSTRAINT task_superseded CHECK (((COALESCE(resumes, state) <> 'superseded'::text) OR (COALESCE((reason = 'superseded'::text), false) AND (rested_since IS NULL)))),
    CONSTRAINT task_waiting_for_number CHECK (((COALESCE(resumes, state) <> 'waitingForNumber'::text) OR (COALESCE((reason = ANY (ARRAY['wrongNumber'::text, 'vacantNumber'::text, 'noNumber'::text])), false) AND (rested_since IS NOT NULL)))),
    CONSTRAINT task_window CHECK ((opens_on <= due_on))
)
WITH (fillfactor='80');

ALTER TABLE ONLY followup.task FORCE ROW LEVEL SECURITY;

-- Name: TABLE task; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.task IS '回访任务: one round due for one discharge';

-- Name: COLUMN task.level; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.level IS '一级随访 wardFollowUp, 二级回访 centreFollowUp, 三级家访 homeVisit, 抽查回访 spotCheck';

-- Name: COLUMN task.department_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.department_id IS 'The discharging department, which owns the case';

-- Name: COLUMN task.responsible_department_id; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.responsible_department_id IS 'Whose worklist it is on: the ward''s department, or the follow-up centre';

-- Name: COLUMN task.state; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.state IS '待回访 due, 回访中 inProgress, 约定再拨或间隔中 resting, 待更正号码 waitingForNumber, 暂缓回访 held, 已结束 ended';

-- Name: COLUMN task.resumes; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.resumes IS 'Of a task in progress: the state to which it goes back; superseded when a later stay''s plan has taken its place meanwhile, so that it ends. An expired claim counts as given back';

-- Name: COLUMN task.outcome; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.outcome IS 'How it ended: 已完成 completed, 未回访 notFollowedUp, 已取消 cancelled, 不予回访 excluded';

-- Name: COLUMN task.reason; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.reason IS 'Why it stands there: what it rests for (retry, promised, lastPromise: kept though a later stay''s plan has taken its place), what is wrong with the number, why it is held, or 未回访原因, why it ended';

-- Name: COLUMN task.rested_since; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.rested_since IS 'Since when it is held or waits for a number';

-- Name: COLUMN task.next_attempt_at; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.next_attempt_at IS 'Not before this moment: a promised redial, or the wait that the retry rule asks for; kept while the task is held, waits, or has ended in a way that can be taken back';

-- Name: COLUMN task.attempts; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.attempts IS 'How often it was tried';

-- Name: COLUMN task.reached; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.reached IS 'Whether somebody answered at least once, whatever came of it (接通)';

-- Name: COLUMN task.cause; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.cause IS 'Why it stands there: the transition that has led there, by the name that it has in the service';

-- Name: COLUMN task.cause_version; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.cause_version IS 'The version of the policy or hold by which that was decided';

-- Name: COLUMN task.cause_input; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.cause_input IS 'What it was decided from: the attempt, the hold, the request for a number, the death, the later stay, or the account that ended it';

-- Name: COLUMN task.worklist; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.worklist IS 'On which list it stands: due (what rests after an unanswered call too), promised, held; on none while it waits for a number or has ended';

-- Name: export; Type: TABLE; Schema: handover; Owner: -

CREATE TABLE handover.export (
    tenant_id uuid NOT NULL,
    export_id uuid NOT NULL,
    requested_by uuid NOT NULL,
    requested_roles text NOT NULL,
    reason bytea NOT NULL,
    status text DEFAULT 'requested'::text NOT NULL,
    approved_by uuid,
    approved_at timestamp with time zone,
    job_id uuid,
    archive_salt bytea NOT NULL,
    passphrase bytea,
    byte_count bigint DEFAULT 0 NOT NULL,
    part_count integer DEFAULT 0 NOT NULL,
    row_count bigint DEFAULT 0 NOT NULL,
    sha256 bytea,
    download_hash bytea,
    download_until timestamp with time zone,
    downloaded_at timestamp with time zone,
    expires_at timestamp with time zone DEFAULT (now() + '7 days'::interval),
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT export_approved CHECK ((((approved_by IS NULL) = (approved_at IS NULL)) AND ((status <> 'requested'::text) OR (approved_by IS NULL)) AND ((status <> 'ready'::text) OR ((sha256 IS NOT NULL) AND (expires_at IS NOT NULL))))),
    CONSTRAINT export_archive_salt_check CHECK ((octet_length(archive_salt) = 8)),
    CONSTRAINT export_download_hash_check CHECK ((octet_length(download_hash) = 32)),
    CONSTRAINT export_passphrase_while_written CHECK (((status = ANY (ARRAY['requested'::text, 'approved'::text])) OR (passphrase IS NULL))),
    CONSTRAINT export_sha256_check CHECK ((octet_length(sha256) = 32)),
    CONSTRAINT export_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'approved'::text, 'ready'::text, 'discarded'::text]))),
    CONSTRAINT export_two_people CHECK ((approved_by IS DISTINCT FROM requested_by))
);

ALTER TABLE ONLY handover.export FORCE ROW LEVEL SECURITY;

-- Name: TABLE export; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON TABLE handover.export IS 'An archive of all that a hospital owns: one person asks, another approves, a job writes it';

-- Name: COLUMN export.passphrase; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.export.passphrase IS 'Sealed, until the archive is written; afterwards nobody here can open it';

-- Name: COLUMN export.download_hash; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.export.download_hash IS 'SHA-256 of the one-use token of an address to fetch the archive from';

-- Name: COLUMN export.expires_at; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.export.expires_at IS 'Until when it may be approved, then written, then fetched: a week each, a day once fetched';

-- Name: export_file; Type: TABLE; Schema: handover; Owner: -

CREATE TABLE handover.export_file (
    tenant_id uuid NOT NULL,
    export_id uuid NOT NULL,
    file_number integer NOT NULL,
    name text NOT NULL,
    first_part integer NOT NULL,
    starts_at bigint NOT NULL,
    byte_count bigint DEFAULT 0 NOT NULL,
    row_count bigint DEFAULT 0 NOT NULL,
    "position" text[],
    finished boolean DEFAULT false NOT NULL,
    sha256 bytea,
    CONSTRAINT export_file_sha256_check CHECK ((octet_length(sha256) = 32))
);

ALTER TABLE ONLY handover.export_file FORCE ROW LEVEL SECURITY;

-- Name: TABLE export_file; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON TABLE handover.export_file IS 'A file of the archive and how far it is written';

-- Name: COLUMN export_file."position"; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.export_file."position" IS 'The key of the last row that is written, as text: where a job goes on';

-- Name: export_part; Type: TABLE; Schema: handover; Owner: -

CREATE TABLE handover.export_part (
    tenant_id uuid NOT NULL,
    export_id uuid NOT NULL,
    part_number integer NOT NULL,
    encrypted bytea NOT NULL,
    CONSTRAINT export_part_part_number_check CHECK ((part_number >= 0))
);
ALTER TABLE ONLY handover.export_part ALTER COLUMN encrypted SET STORAGE EXTERNAL;

ALTER TABLE ONLY handover.export_part FORCE ROW LEVEL SECURITY;

-- Name: TABLE export_part; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON TABLE handover.export_part IS 'The archive in parts until it was fetched or a week has passed; not gated: without the passphrase, which nobody here has, it says nothing';

-- Name: removal; Type: TABLE; Schema: handover; Owner: -

CREATE TABLE handover.removal (
    tenant_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    table_name text NOT NULL,
    removed bigint NOT NULL
);

ALTER TABLE ONLY handover.removal FORCE ROW LEVEL SECURITY;

-- Name: TABLE removal; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON TABLE handover.removal IS 'The platform''s: how many rows of which table a removed hospital had';

-- Name: removal_request; Type: TABLE; Schema: handover; Owner: -

CREATE TABLE handover.removal_request (
    tenant_id uuid NOT NULL,
    request_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    requested_by uuid NOT NULL,
    reason bytea NOT NULL,
    status text DEFAULT 'requested'::text NOT NULL,
    decided_by uuid,
    decided_at timestamp with time zone,
    job_id uuid,
    begun_at timestamp with time zone,
    finished_at timestamp with time zone,
    archive_sha256 bytea,
    archive_approved_at timestamp with time zone,
    archive_rows bigint,
    archive_bytes bigint,
    archive_downloaded_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL,
    CONSTRAINT removal_begun CHECK ((((status = ANY (ARRAY['removing'::text, 'removed'::text])) = (begun_at IS NOT NULL)) AND ((status = 'removed'::text) = (finished_at IS NOT NULL)))),
    CONSTRAINT removal_decided CHECK ((((decided_by IS NULL) = (decided_at IS NULL)) AND ((status = ANY (ARRAY['requested'::text, 'expired'::text])) = (decided_by IS NULL)))),
    CONSTRAINT removal_request_archive_sha256_check CHECK ((octet_length(archive_sha256) = 32)),
    CONSTRAINT removal_request_status_check CHECK ((status = ANY (ARRAY['requested'::text, 'withdrawn'::text, 'refused'::text, 'expired'::text, 'approved'::text, 'removing'::text, 'removed'::text]))),
    CONSTRAINT removal_two_people CHECK (((status <> ALL (ARRAY['approved'::text, 'removing'::text, 'removed'::text])) OR ((decided_by IS NOT NULL) AND (decided_by IS DISTINCT FROM requested_by) AND (job_id IS NOT NULL))))
);

ALTER TABLE ONLY handover.removal_request FORCE ROW LEVEL SECURITY;

-- Name: TABLE removal_request; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON TABLE handover.removal_request IS 'The platform''s: a removal that one administrator asks for and another approves; afterwards, with handover.removal, the record of it';

-- Name: COLUMN removal_request.reason; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.removal_request.reason IS 'Sealed with the platform''s key';

-- Name: COLUMN removal_request.decided_by; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.removal_request.decided_by IS 'Who approved, refused or withdrew it';

-- Name: COLUMN removal_request.archive_sha256; Type: COMMENT; Schema: handover; Owner: -

COMMENT ON COLUMN handover.removal_request.archive_sha256 IS 'Of the last archive that the hospital took before: SHA-256 of the encrypted file';

-- Name: account; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.account (
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    username text NOT NULL,
    display_name text NOT NULL,
    staff_id uuid,
    password_hash text NOT NULL,
    totp_secret bytea,
    totp_last_step bigint DEFAULT 0 NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    locked_until timestamp with time zone,
    grants_version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    pending_totp_secret bytea,
    must_change_password boolean DEFAULT true NOT NULL,
    kind text DEFAULT 'person'::text NOT NULL,
    deactivated_at timestamp with time zone,
    pending_totp_failures integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 60))),
    CONSTRAINT account_kind_check CHECK ((kind = ANY (ARRAY['person'::text, 'integration'::text]))),
    CONSTRAINT account_password CHECK (((kind = 'person'::text) OR ((password_hash = ''::text) AND (totp_secret IS NULL)))),
    CONSTRAINT account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text]))),
    CONSTRAINT account_username_check CHECK ((username ~ '^[a-z][a-z0-9._-]{1,31}$'::text))
);

ALTER TABLE ONLY identity.account FORCE ROW LEVEL SECURITY;

-- Name: TABLE account; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.account IS 'A person''s own sign-in; never shared (GB/T 22239 8.1.4.1)';

-- Name: COLUMN account.username; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.username IS 'The part of the user name before the @';

-- Name: COLUMN account.staff_id; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.staff_id IS 'The member of staff behind the account, where one is known';

-- Name: COLUMN account.totp_secret; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.totp_secret IS 'Sealed with the tenant''s data key';

-- Name: COLUMN account.pending_totp_secret; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.pending_totp_secret IS 'Sealed as totp_secret, whose place it takes when a code of it was shown';

-- Name: COLUMN account.must_change_password; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.must_change_password IS 'Made or reset by somebody else: signing in asks for a new one first. Those of before stay as they are';

-- Name: COLUMN account.kind; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.kind IS 'An integration''s account signs in by its key alone and holds no role';

-- Name: COLUMN account.deactivated_at; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.deactivated_at IS 'Since when; the assignments that ended at this moment ended with the account';

-- Name: COLUMN account.pending_totp_failures; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.account.pending_totp_failures IS 'Codes that were shown to the enrolment, each counted before it is looked at; after five the enrolment is thrown away';

-- Name: assignment; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.assignment (
    tenant_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    account_id uuid NOT NULL,
    role text NOT NULL,
    department_id uuid,
    valid_from timestamp with time zone DEFAULT now() NOT NULL,
    valid_until timestamp with time zone,
    own_role text GENERATED ALWAYS AS (
CASE
    WHEN starts_with(role, 'own.'::text) THEN role
    ELSE NULL::text
END) STORED,
    substitution_id uuid,
    CONSTRAINT assignment_lent_ends CHECK (((substitution_id IS NULL) OR (valid_until IS NOT NULL))),
    CONSTRAINT assignment_lent_is_no_administrators CHECK (((substitution_id IS NULL) OR (role <> ALL (ARRAY['platformAdministrator'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text, 'bureauSupervisor'::text])))),
    CONSTRAINT assignment_of_ward_names_department CHECK (((role <> ALL (ARRAY['wardDoctor'::text, 'wardNurse'::text, 'departmentHead'::text, 'headNurse'::text])) OR (department_id IS NOT NULL))),
    CONSTRAINT assignment_period CHECK ((valid_until >= valid_from)),
    CONSTRAINT assignment_role_known CHECK (((own_role IS NOT NULL) OR (role = ANY (ARRAY['platformAdministrator'::text, 'wardDoctor'::text, 'wardNurse'::text, 'departmentHead'::text, 'headNurse'::text, 'agent'::text, 'centreManager'::text, 'leader'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text, 'bureauSupervisor'::text, 'consultant'::text]))))
);

ALTER TABLE ONLY identity.assignment FORCE ROW LEVEL SECURITY;

-- Name: TABLE assignment; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.assignment IS 'Who holds which role, where and how long';

-- Name: COLUMN assignment.department_id; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.assignment.department_id IS 'For which department the role is held; empty: for the hospital';

-- Name: COLUMN assignment.valid_until; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.assignment.valid_until IS 'An assignment is ended, never deleted: who held what on a day stays known';

-- Name: COLUMN assignment.own_role; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.assignment.own_role IS 'The role once more when it is the hospital''s own, so that it must exist';

-- Name: COLUMN assignment.substitution_id; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.assignment.substitution_id IS 'The substitution that lends it; null for what somebody holds himself';

-- Name: integration_key; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.integration_key (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    account_id uuid NOT NULL,
    name text NOT NULL,
    permissions text[] NOT NULL,
    allowed_addresses cidr[] NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    revoked_at timestamp with time zone,
    last_used_at timestamp with time zone,
    version integer DEFAULT 1 NOT NULL,
    calls_per_second integer,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT integration_key_allowed_addresses_check CHECK (((cardinality(allowed_addresses) >= 1) AND (cardinality(allowed_addresses) <= 50))),
    CONSTRAINT integration_key_expires CHECK ((expires_at <= (created_at + '367 days'::interval))),
    CONSTRAINT integration_key_name_check CHECK (((length(name) >= 2) AND (length(name) <= 60))),
    CONSTRAINT integration_key_permissions CHECK (identity.are_grantable_to_keys(permissions)),
    CONSTRAINT integration_key_rate CHECK (((calls_per_second >= 1) AND (calls_per_second <= 1000)))
);

ALTER TABLE ONLY identity.integration_key FORCE ROW LEVEL SECURITY;

-- Name: TABLE integration_key; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.integration_key IS 'What a hospital''s own system may do, from where and until when; always for the whole hospital, never in plain text of patients';

-- Name: COLUMN integration_key.calls_per_second; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.integration_key.calls_per_second IS 'How often the key may call; the deployment''s rate when empty';

-- Name: integration_secret; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.integration_secret (
    tenant_id uuid NOT NULL,
    key_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    valid_until timestamp with time zone,
    CONSTRAINT integration_secret_overlap CHECK (((valid_until IS NULL) OR (valid_until >= created_at))),
    CONSTRAINT integration_secret_secret_hash_check CHECK ((octet_length(secret_hash) = 32))
);

ALTER TABLE ONLY identity.integration_secret FORCE ROW LEVEL SECURITY;

-- Name: TABLE integration_secret; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.integration_secret IS 'The secrets of a key: after a rotation the one before is good until the overlap ends';

-- Name: notice; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.notice (
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    event_id uuid NOT NULL,
    what text NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    by_account uuid,
    by_role text NOT NULL,
    by_name text NOT NULL,
    for_administrators boolean NOT NULL,
    CONSTRAINT notice_by_name_check CHECK ((length(by_name) <= 60)),
    CONSTRAINT notice_by_role_check CHECK ((length(by_role) <= 500)),
    CONSTRAINT notice_what_check CHECK ((what = ANY (ARRAY['passwordReset'::text, 'oneTimeCodeReset'::text, 'administratorCreated'::text, 'administratorActivated'::text, 'administratorDeactivated'::text])))
);

ALTER TABLE ONLY identity.notice FORCE ROW LEVEL SECURITY;

-- Name: TABLE notice; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.notice IS 'That somebody else has changed by what a person signs in. Only added to: whoever takes an account over can''t wave the notice away';

-- Name: COLUMN notice.account_id; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.account_id IS 'Whose sign-in was changed';

-- Name: COLUMN notice.event_id; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.event_id IS 'The event of the change in this organization''s trail';

-- Name: COLUMN notice.what; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.what IS 'What was done';

-- Name: COLUMN notice.by_account; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.by_account IS 'Who did it, when of the same organization; the platform''s people are null elsewhere';

-- Name: COLUMN notice.by_role; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.by_role IS 'The role by which it was done, as the trail names it';

-- Name: COLUMN notice.by_name; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.by_name IS 'The name of who did it, as it was then; the platform''s people are in no list of the hospital';

-- Name: COLUMN notice.for_administrators; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.notice.for_administrators IS 'Whether the organization''s other administrators are told as well: it was an administrator''s or a supervisor''s account';

-- Name: recovery_code; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.recovery_code (
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    code_hash bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    used_at timestamp with time zone,
    CONSTRAINT recovery_code_code_hash_check CHECK ((octet_length(code_hash) = 32))
);

ALTER TABLE ONLY identity.recovery_code FORCE ROW LEVEL SECURITY;

-- Name: TABLE recovery_code; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.recovery_code IS 'Ten codes on paper, each good once in place of a one-time code; only their hashes under the tenant''s key';

-- Name: role; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.role (
    tenant_id uuid NOT NULL,
    role text NOT NULL,
    name text NOT NULL,
    english_name text,
    version integer DEFAULT 1 NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT role_english_name_check CHECK (((length(english_name) >= 2) AND (length(english_name) <= 60))),
    CONSTRAINT role_name_check CHECK (((length(name) >= 2) AND (length(name) <= 60))),
    CONSTRAINT role_role_check CHECK ((role ~ '^own\.[a-z][A-Za-z0-9]{1,31}$'::text)),
    CONSTRAINT role_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY identity.role FORCE ROW LEVEL SECURITY;

-- Name: TABLE role; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.role IS 'Roles that a hospital composed itself (医务科, 护理部, 质控办 …); the built-in ones stand in the program. own. keeps the two apart for ever';

-- Name: role_permission; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.role_permission (
    tenant_id uuid NOT NULL,
    role text NOT NULL,
    version integer NOT NULL,
    permission text NOT NULL,
    scope text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT role_permission_grantable CHECK (identity.is_grantable(permission, scope))
);

ALTER TABLE ONLY identity.role_permission FORCE ROW LEVEL SECURITY;

-- Name: TABLE role_permission; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.role_permission IS 'What each version of an own role permits. Append-only: what a role meant on a day stays known';

-- Name: session; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.session (
    tenant_id uuid NOT NULL,
    session_id uuid NOT NULL,
    account_id uuid NOT NULL,
    secret_hash bytea NOT NULL,
    client_address text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    last_seen_at timestamp with time zone DEFAULT now() NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone,
    CONSTRAINT session_secret_hash_check CHECK ((octet_length(secret_hash) = 32))
);

ALTER TABLE ONLY identity.session FORCE ROW LEVEL SECURITY;

-- Name: TABLE session; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.session IS 'Signed-in sessions: 15 minutes idle, 12 hours at most';

-- Name: COLUMN session.client_address; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.session.client_address IS 'From where the person signed in; empty once it is forgotten';

-- Name: sign_in; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.sign_in (
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    event_id uuid NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL,
    outcome text NOT NULL,
    reason text,
    client_address text NOT NULL,
    CONSTRAINT sign_in_client_address_check CHECK ((length(client_address) <= 64)),
    CONSTRAINT sign_in_outcome_check CHECK ((outcome = ANY (ARRAY['allowed'::text, 'refused'::text]))),
    CONSTRAINT sign_in_reason_check CHECK ((length(reason) <= 60))
);

ALTER TABLE ONLY identity.sign_in FORCE ROW LEVEL SECURITY;

-- Name: TABLE sign_in; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.sign_in IS 'Everybody''s own sign-ins and refused attempts, with addresses, which the trail doesn''t keep; forgotten after seven months';

-- Name: COLUMN sign_in.event_id; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON COLUMN identity.sign_in.event_id IS 'The event of the same attempt in the trail';

-- Name: substitution; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.substitution (
    tenant_id uuid NOT NULL,
    substitution_id uuid NOT NULL,
    absent_account_id uuid NOT NULL,
    substitute_account_id uuid NOT NULL,
    created_by uuid NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    valid_until timestamp with time zone NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT substitution_of_another CHECK ((absent_account_id <> substitute_account_id)),
    CONSTRAINT substitution_period CHECK (((valid_until >= valid_from) AND (valid_until <= (valid_from + '92 days'::interval))))
);

ALTER TABLE ONLY identity.substitution FORCE ROW LEVEL SECURITY;

-- Name: TABLE substitution; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.substitution IS 'Who stands in for whom (替代), from when until when; ended, never deleted';

-- Name: tenant_key; Type: TABLE; Schema: identity; Owner: -

CREATE TABLE identity.tenant_key (
    tenant_id uuid NOT NULL,
    key_id integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_key_key_id_check CHECK ((key_id > 0))
);

ALTER TABLE ONLY identity.tenant_key FORCE ROW LEVEL SECURITY;

-- Name: TABLE tenant_key; Type: COMMENT; Schema: identity; Owner: -

COMMENT ON TABLE identity.tenant_key IS 'Data keys, wrapped by the master key, which is never in the database';

-- Name: applied; Type: TABLE; Schema: migrations; Owner: -

CREATE TABLE migrations.applied (
    "position" integer NOT NULL,
    name text NOT NULL,
    sha256 bytea NOT NULL,
    chain bytea NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT applied_chain_check CHECK ((octet_length(chain) = 32)),
    CONSTRAINT applied_position_check CHECK (("position" > 0)),
    CONSTRAINT applied_sha256_check CHECK ((octet_length(sha256) = 32))
);

-- Name: TABLE applied; Type: COMMENT; Schema: migrations; Owner: -

COMMENT ON TABLE migrations.applied IS 'The files in the order in which they were applied; never changed';

-- Name: COLUMN applied.sha256; Type: COMMENT; Schema: migrations; Owner: -

COMMENT ON COLUMN migrations.applied.sha256 IS 'Of the file as it was applied';

-- Name: COLUMN applied.chain; Type: COMMENT; Schema: migrations; Owner: -

COMMENT ON COLUMN migrations.applied.chain IS 'SHA-256 of the predecessor''s chain (32 zero bytes before the first), the file''s hash and its name: one value for all of them';

-- Name: definition; Type: TABLE; Schema: migrations; Owner: -

CREATE TABLE migrations.definition (
    name text NOT NULL,
    sha256 bytea NOT NULL,
    migration text NOT NULL,
    applied_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT definition_sha256_check CHECK ((octet_length(sha256) = 32))
);

-- Name: TABLE definition; Type: COMMENT; Schema: migrations; Owner: -

COMMENT ON TABLE migrations.definition IS 'The files of schemas and functions as they were applied last';

-- Name: COLUMN definition.name; Type: COMMENT; Schema: migrations; Owner: -

COMMENT ON COLUMN migrations.definition.name IS 'schemas, or schema and name of a function: audit/close';

-- Name: COLUMN definition.migration; Type: COMMENT; Schema: migrations; Owner: -

COMMENT ON COLUMN migrations.definition.migration IS 'In whose transaction it was applied last';

-- Name: idempotency; Type: TABLE; Schema: operations; Owner: -

CREATE TABLE operations.idempotency (
    tenant_id uuid NOT NULL,
    account_id uuid NOT NULL,
    method text NOT NULL,
    key text NOT NULL,
    fingerprint bytea NOT NULL,
    answer bytea NOT NULL,
    scope text NOT NULL,
    subjects uuid[] DEFAULT '{}'::uuid[] NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT idempotency_key_check CHECK (((length(key) >= 8) AND (length(key) <= 128)))
);

ALTER TABLE ONLY operations.idempotency FORCE ROW LEVEL SECURITY;

-- Name: TABLE idempotency; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.idempotency IS 'The answer of a write, stored in the transaction of its effect and kept at least 72 hours; sealed';

-- Name: COLUMN idempotency.scope; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.idempotency.scope IS 'The departments under which it was given: under others it is not given again';

-- Name: COLUMN idempotency.subjects; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.idempotency.subjects IS 'Whose data the answer holds, by surrogate: a replay''s event names them again';

-- Name: job; Type: TABLE; Schema: operations; Owner: -

CREATE TABLE operations.job (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    account_id uuid NOT NULL,
    roles text NOT NULL,
    status text DEFAULT 'queued'::text NOT NULL,
    done bigint DEFAULT 0 NOT NULL,
    total bigint DEFAULT 0 NOT NULL,
    message text DEFAULT ''::text NOT NULL,
    lease_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    not_before timestamp with time zone,
    failures integer DEFAULT 0 NOT NULL,
    error_code text,
    turn_ended_at timestamp with time zone,
    process_id uuid,
    CONSTRAINT job_error_code_check CHECK (((length(error_code) >= 1) AND (length(error_code) <= 60))),
    CONSTRAINT job_finished CHECK (((status = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT job_kind CHECK ((kind ~ '^[a-z][A-Za-z]{2,39}$'::text)),
    CONSTRAINT job_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY operations.job FORCE ROW LEVEL SECURITY;

-- Name: TABLE job; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.job IS 'Long work, resumable: a lease that runs out is taken up again by any process';

-- Name: COLUMN job.not_before; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.job.not_before IS 'When it may begin; at once when null';

-- Name: COLUMN job.failures; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.job.failures IS 'How often it was interrupted since it last got on: after some times it is given up instead of being taken up for ever';

-- Name: COLUMN job.error_code; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.job.error_code IS 'Why it failed, or was interrupted the last time: a rule or a code of the API';

-- Name: COLUMN job.turn_ended_at; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.job.turn_ended_at IS 'When its last turn ended; null while it has one, and before the first';

-- Name: COLUMN job.process_id; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.job.process_id IS 'Which process had it last: for some seconds after a turn the job is left to it, since it knows how far the file is read';

-- Name: job_cancellation; Type: TABLE; Schema: operations; Owner: -

CREATE TABLE operations.job_cancellation (
    tenant_id uuid NOT NULL,
    job_id uuid NOT NULL,
    requested_at timestamp with time zone DEFAULT now() NOT NULL
);

ALTER TABLE ONLY operations.job_cancellation FORCE ROW LEVEL SECURITY;

-- Name: TABLE job_cancellation; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.job_cancellation IS 'Jobs that somebody has asked to stop at their next chunk; apart from the jobs, whose rows are locked as long as a chunk takes';

-- Name: timer; Type: TABLE; Schema: operations; Owner: -

CREATE TABLE operations.timer (
    tenant_id uuid NOT NULL,
    timer_id uuid NOT NULL,
    kind text NOT NULL,
    subject_id uuid NOT NULL,
    account_id uuid NOT NULL,
    roles text NOT NULL,
    due_at timestamp with time zone NOT NULL,
    failures integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT timer_kind_check CHECK ((kind ~ '^[a-z][A-Za-z]{2,39}$'::text))
);

ALTER TABLE ONLY operations.timer FORCE ROW LEVEL SECURITY;

-- Name: TABLE timer; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.timer IS 'What is to be done at its time, such as a hold''s end: worked off in batches, gone when it is done';

-- Name: COLUMN timer.subject_id; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.timer.subject_id IS 'What it is about: a hold';

-- Name: COLUMN timer.account_id; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.timer.account_id IS 'Who set it, and so is named by the event of what it does';

-- Name: COLUMN timer.failures; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.timer.failures IS 'How often it has failed: then it is tried alone, after a rest';

-- Name: turn; Type: TABLE; Schema: operations; Owner: -

CREATE TABLE operations.turn (
    tenant_id uuid NOT NULL,
    organization_id uuid NOT NULL,
    served double precision NOT NULL,
    served_at timestamp with time zone NOT NULL
);

ALTER TABLE ONLY operations.turn FORCE ROW LEVEL SECURITY;

-- Name: TABLE turn; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.turn IS 'The platform''s: how long each organization''s jobs have had their turn lately, so that all processes agree on who is next';

-- Name: COLUMN turn.served; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON COLUMN operations.turn.served IS 'Milliseconds; they count half after a minute';

-- Name: detail detail_pkey; Type: CONSTRAINT; Schema: audit; Owner: -

ALTER TABLE ONLY audit.detail
    ADD CONSTRAINT detail_pkey PRIMARY KEY (tenant_id, event_id);

-- Name: event event_pkey; Type: CONSTRAINT; Schema: audit; Owner: -

ALTER TABLE ONLY audit.event
    ADD CONSTRAINT event_pkey PRIMARY KEY (tenant_id, at, event_id);

-- Name: event_subject event_subject_pkey; Type: CONSTRAINT; Schema: audit; Owner: -

ALTER TABLE ONLY audit.event_subject
    ADD CONSTRAINT event_subject_pkey PRIMARY KEY (tenant_id, subject_id, at, event_id);

-- Name: open open_pkey; Type: CONSTRAINT; Schema: audit; Owner: -

ALTER TABLE ONLY audit.open
    ADD CONSTRAINT open_pkey PRIMARY KEY (xid);

-- Name: campus campus_name_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.campus
    ADD CONSTRAINT campus_name_unique UNIQUE (tenant_id, name);

-- Name: campus campus_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.campus
    ADD CONSTRAINT campus_pkey PRIMARY KEY (tenant_id, campus_id);

-- Name: department_alias department_alias_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department_alias
    ADD CONSTRAINT department_alias_pkey PRIMARY KEY (tenant_id, name);

-- Name: department department_name_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_name_unique UNIQUE (tenant_id, name);

-- Name: department department_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_pkey PRIMARY KEY (tenant_id, department_id);

-- Name: organization organization_code_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.organization
    ADD CONSTRAINT organization_code_unique UNIQUE (code);

-- Name: organization organization_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.organization
    ADD CONSTRAINT organization_pkey PRIMARY KEY (tenant_id);

-- Name: special_disease_entry special_disease_entry_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.special_disease_entry
    ADD CONSTRAINT special_disease_entry_pkey PRIMARY KEY (tenant_id, list_id, version, place);

-- Name: special_disease_list special_disease_list_name_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.special_disease_list
    ADD CONSTRAINT special_disease_list_name_unique UNIQUE (tenant_id, name);

-- Name: special_disease_list special_disease_list_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.special_disease_list
    ADD CONSTRAINT special_disease_list_pkey PRIMARY KEY (tenant_id, list_id);

-- Name: staff_alias staff_alias_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_alias
    ADD CONSTRAINT staff_alias_pkey PRIMARY KEY (tenant_id, department_id, name);

-- Name: staff_department staff_department_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_department
    ADD CONSTRAINT staff_department_pkey PRIMARY KEY (tenant_id, staff_id, department_id, valid_from);

-- Name: staff_former_department staff_former_department_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_former_department
    ADD CONSTRAINT staff_former_department_pkey PRIMARY KEY (tenant_id, staff_id, department_id, belonged_until);

-- Name: staff staff_name_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_name_unique UNIQUE (tenant_id, department_id, name);

-- Name: staff staff_number_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_number_unique UNIQUE (tenant_id, number);

-- Name: staff staff_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (tenant_id, staff_id);

-- Name: contact_history contact_history_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact_history
    ADD CONSTRAINT contact_history_pkey PRIMARY KEY (tenant_id, history_id);

-- Name: contact contact_number; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_number UNIQUE (tenant_id, patient_id, source, phone_index);

-- Name: contact contact_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (tenant_id, contact_id);

-- Name: discharge_history discharge_history_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge_history
    ADD CONSTRAINT discharge_history_pkey PRIMARY KEY (tenant_id, history_id);

-- Name: discharge discharge_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_pkey PRIMARY KEY (tenant_id, discharge_id);

-- Name: discharge discharge_stay; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_stay UNIQUE (tenant_id, record_number, stay_number);

-- Name: download download_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.download
    ADD CONSTRAINT download_pkey PRIMARY KEY (tenant_id, token_hash);

-- Name: duplicate duplicate_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.duplicate
    ADD CONSTRAINT duplicate_pkey PRIMARY KEY (tenant_id, first_id, second_id);

-- Name: import_part import_part_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_part
    ADD CONSTRAINT import_part_pkey PRIMARY KEY (tenant_id, import_id, part_number);

-- Name: import import_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (tenant_id, import_id);

-- Name: import_rejection import_rejection_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_rejection
    ADD CONSTRAINT import_rejection_pkey PRIMARY KEY (tenant_id, import_id, row_number);

-- Name: import_warning import_warning_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_warning
    ADD CONSTRAINT import_warning_pkey PRIMARY KEY (tenant_id, import_id, rule, department_id);

-- Name: mother_child mother_child_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_child
    ADD CONSTRAINT mother_child_pkey PRIMARY KEY (tenant_id, child_id);

-- Name: mother_suggestion mother_suggestion_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_suggestion
    ADD CONSTRAINT mother_suggestion_pkey PRIMARY KEY (tenant_id, child_id, mother_id);

-- Name: patient_history patient_history_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_history
    ADD CONSTRAINT patient_history_pkey PRIMARY KEY (tenant_id, history_id);

-- Name: patient_merge patient_merge_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_merge
    ADD CONSTRAINT patient_merge_pkey PRIMARY KEY (tenant_id, merge_id);

-- Name: patient patient_merge_target; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_merge_target UNIQUE (tenant_id, patient_id, is_merged);

-- Name: patient patient_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (tenant_id, patient_id);

-- Name: patient patient_record_number; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_record_number UNIQUE (tenant_id, record_number);

-- Name: patient patient_subject; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_subject UNIQUE (tenant_id, subject_id);

-- Name: setting setting_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.setting
    ADD CONSTRAINT setting_pkey PRIMARY KEY (tenant_id);

-- Name: visit visit_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.visit
    ADD CONSTRAINT visit_pkey PRIMARY KEY (tenant_id, visit_id);

-- Name: attempt attempt_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (tenant_id, attempt_id);

-- Name: death death_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.death
    ADD CONSTRAINT death_pkey PRIMARY KEY (tenant_id, death_id);

-- Name: exclusion exclusion_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.exclusion
    ADD CONSTRAINT exclusion_pkey PRIMARY KEY (tenant_id, discharge_id, policy_id);

-- Name: hold hold_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.hold
    ADD CONSTRAINT hold_pkey PRIMARY KEY (tenant_id, hold_id);

-- Name: number_correction number_correction_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.number_correction
    ADD CONSTRAINT number_correction_pkey PRIMARY KEY (tenant_id, correction_id);

-- Name: policy policy_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (tenant_id, policy_id, version);

-- Name: publication publication_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.publication
    ADD CONSTRAINT publication_pkey PRIMARY KEY (tenant_id, policy_id, version);

-- Name: record record_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.record
    ADD CONSTRAINT record_pkey PRIMARY KEY (tenant_id, record_id);

-- Name: record record_task; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.record
    ADD CONSTRAINT record_task UNIQUE (tenant_id, task_id);

-- Name: round round_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.round
    ADD CONSTRAINT round_pkey PRIMARY KEY (tenant_id, policy_id, version, round_number);

-- Name: task task_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.task
    ADD CONSTRAINT task_pkey PRIMARY KEY (tenant_id, task_id);

-- Name: task task_round; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.task
    ADD CONSTRAINT task_round UNIQUE (tenant_id, discharge_id, policy_id, round_number);

-- Name: export_file export_file_pkey; Type: CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export_file
    ADD CONSTRAINT export_file_pkey PRIMARY KEY (tenant_id, export_id, file_number);

-- Name: export_part export_part_pkey; Type: CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export_part
    ADD CONSTRAINT export_part_pkey PRIMARY KEY (tenant_id, export_id, part_number);

-- Name: export export_pkey; Type: CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export
    ADD CONSTRAINT export_pkey PRIMARY KEY (tenant_id, export_id);

-- Name: removal removal_pkey; Type: CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal
    ADD CONSTRAINT removal_pkey PRIMARY KEY (tenant_id, organization_id, table_name);

-- Name: removal_request removal_request_pkey; Type: CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal_request
    ADD CONSTRAINT removal_request_pkey PRIMARY KEY (tenant_id, request_id);

-- Name: account account_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (tenant_id, account_id);

-- Name: account account_username_unique; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.account
    ADD CONSTRAINT account_username_unique UNIQUE (tenant_id, username);

-- Name: assignment assignment_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (tenant_id, assignment_id);

-- Name: integration_key integration_key_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.integration_key
    ADD CONSTRAINT integration_key_pkey PRIMARY KEY (tenant_id, key_id);

-- Name: integration_secret integration_secret_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.integration_secret
    ADD CONSTRAINT integration_secret_pkey PRIMARY KEY (tenant_id, key_id, secret_hash);

-- Name: notice notice_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.notice
    ADD CONSTRAINT notice_pkey PRIMARY KEY (tenant_id, account_id, event_id, what);

-- Name: recovery_code recovery_code_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.recovery_code
    ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (tenant_id, account_id, code_hash);

-- Name: role_permission role_permission_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.role_permission
    ADD CONSTRAINT role_permission_pkey PRIMARY KEY (tenant_id, role, version, permission);

-- Name: role role_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.role
    ADD CONSTRAINT role_pkey PRIMARY KEY (tenant_id, role);

-- Name: session session_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (tenant_id, session_id);

-- Name: sign_in sign_in_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.sign_in
    ADD CONSTRAINT sign_in_pkey PRIMARY KEY (tenant_id, account_id, event_id);

-- Name: substitution substitution_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.substitution
    ADD CONSTRAINT substitution_pkey PRIMARY KEY (tenant_id, substitution_id);

-- Name: tenant_key tenant_key_pkey; Type: CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.tenant_key
    ADD CONSTRAINT tenant_key_pkey PRIMARY KEY (tenant_id, key_id);

-- Name: applied applied_name_unique; Type: CONSTRAINT; Schema: migrations; Owner: -

ALTER TABLE ONLY migrations.applied
    ADD CONSTRAINT applied_name_unique UNIQUE (name);

-- Name: applied applied_pkey; Type: CONSTRAINT; Schema: migrations; Owner: -

ALTER TABLE ONLY migrations.applied
    ADD CONSTRAINT applied_pkey PRIMARY KEY ("position");

-- Name: definition definition_pkey; Type: CONSTRAINT; Schema: migrations; Owner: -

ALTER TABLE ONLY migrations.definition
    ADD CONSTRAINT definition_pkey PRIMARY KEY (name);

-- Name: idempotency idempotency_key; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.idempotency
    ADD CONSTRAINT idempotency_key PRIMARY KEY (tenant_id, account_id, method, key);

-- Name: job_cancellation job_cancellation_pkey; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.job_cancellation
    ADD CONSTRAINT job_cancellation_pkey PRIMARY KEY (tenant_id, job_id);

-- Name: job job_pkey; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (tenant_id, job_id);

-- Name: timer timer_pkey; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.timer
    ADD CONSTRAINT timer_pkey PRIMARY KEY (tenant_id, timer_id);

-- Name: turn turn_pkey; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.turn
    ADD CONSTRAINT turn_pkey PRIMARY KEY (tenant_id, organization_id);

-- Name: event_by_actor; Type: INDEX; Schema: audit; Owner: -

CREATE INDEX event_by_actor ON ONLY audit.event USING btree (tenant_id, actor_id, at);

-- Name: event_by_xid; Type: INDEX; Schema: audit; Owner: -

CREATE INDEX event_by_xid ON ONLY audit.event USING btree (xid);

-- Name: department_alias_by_department; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX department_alias_by_department ON directory.department_alias USING btree (tenant_id, department_id);

-- Name: department_by_import; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX department_by_import ON directory.department USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

-- Name: department_by_parent; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX department_by_parent ON directory.department USING btree (tenant_id, parent_id) WHERE (parent_id IS NOT NULL);

-- Name: department_one_centre; Type: INDEX; Schema: directory; Owner: -

CREATE UNIQUE INDEX department_one_centre ON directory.department USING btree (tenant_id) WHERE is_follow_up_centre;

-- Name: organization_by_parent; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX organization_by_parent ON directory.organization USING btree (parent_id);

-- Name: staff_alias_by_staff; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX staff_alias_by_staff ON directory.staff_alias USING btree (tenant_id, staff_id);

-- Name: staff_by_import; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX staff_by_import ON directory.staff USING btree (tenant_id, import_id) WHERE (import_id IS NOT NULL);

-- Name: staff_by_name; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX staff_by_name ON directory.staff USING btree (tenant_id, name, staff_id);

-- Name: staff_department_by_department; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX staff_department_by_department ON directory.staff_department USING btree (tenant_id, department_id);

-- Name: staff_former_department_by_department; Type: INDEX; Schema: directory; Owner: -

CREATE INDEX staff_former_department_by_department ON directory.staff_former_department USING btree (tenant_id, department_id);

-- Name: contact_by_last_four; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX contact_by_last_four ON discharges.contact USING btree (tenant_id, last_four_index);

-- Name: contact_by_phone; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX contact_by_phone ON discharges.contact USING btree (tenant_id, phone_index);

-- Name: contact_history_by_contact; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX contact_history_by_contact ON discharges.contact_history USING btree (tenant_id, contact_id, changed_at);

-- Name: contact_history_by_import; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX contact_history_by_import ON discharges.contact_history USING btree (tenant_id, import_id);

-- Name: discharge_by_department; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_by_department ON discharges.discharge USING btree (tenant_id, department_id, discharged_on, discharge_id);

-- Name: discharge_by_import; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_by_import ON discharges.discharge USING btree (tenant_id, import_id);

-- Name: discharge_by_patient; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_by_patient ON discharges.discharge USING btree (tenant_id, patient_id);

-- Name: discharge_by_readmission; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_by_readmission ON discharges.discharge USING btree (tenant_id, readmission_of) WHERE (readmission_of IS NOT NULL);

-- Name: discharge_history_by_discharge; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_history_by_discharge ON discharges.discharge_history USING btree (tenant_id, discharge_id, changed_at);

-- Name: discharge_history_by_former_import; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_history_by_former_import ON discharges.discharge_history USING btree (tenant_id, former_import_id);

-- Name: discharge_history_by_import; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_history_by_import ON discharges.discharge_history USING btree (tenant_id, import_id);

-- Name: discharge_history_of_deaths; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_history_of_deaths ON discharges.discharge_history USING btree (tenant_id, changed_at) WHERE (way_of_leaving = 5);

-- Name: download_by_import; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX download_by_import ON discharges.download USING btree (tenant_id, import_id);

-- Name: duplicate_by_second; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX duplicate_by_second ON discharges.duplicate USING btree (tenant_id, second_id);

-- Name: duplicate_open; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX duplicate_open ON discharges.duplicate USING btree (tenant_id, found_at, first_id, second_id) WHERE (status = 'open'::text);

-- Name: import_one_undoing; Type: INDEX; Schema: discharges; Owner: -

CREATE UNIQUE INDEX import_one_undoing ON discharges.import USING btree (tenant_id) WHERE (status = 'undoing'::text);

-- Name: mother_child_by_mother; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX mother_child_by_mother ON discharges.mother_child USING btree (tenant_id, mother_id);

-- Name: mother_suggestion_by_mother; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX mother_suggestion_by_mother ON discharges.mother_suggestion USING btree (tenant_id, mother_id);

-- Name: mother_suggestion_open; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX mother_suggestion_open ON discharges.mother_suggestion USING btree (tenant_id, found_at, child_id, mother_id) WHERE (status = 'open'::text);

-- Name: patient_aliased; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_aliased ON discharges.patient USING btree (tenant_id, person_id) WHERE (alias_index IS NOT NULL);

-- Name: patient_by_alias; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_alias ON discharges.patient USING btree (tenant_id, alias_index) WHERE (alias_index IS NOT NULL);

-- Name: patient_by_identity; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_identity ON discharges.patient USING btree (tenant_id, identity_index) WHERE (identity_index IS NOT NULL);

-- Name: patient_by_merged_into; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_merged_into ON discharges.patient USING btree (tenant_id, merged_into) WHERE (merged_into IS NOT NULL);

-- Name: patient_by_mother_name; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_mother_name ON discharges.patient USING btree (tenant_id, mother_index) WHERE (mother_index IS NOT NULL);

-- Name: patient_by_name; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_name ON discharges.patient USING btree (tenant_id, name_index);

-- Name: patient_by_person; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_person ON discharges.patient USING btree (tenant_id, person_id);

-- Name: patient_history_by_import; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_history_by_import ON discharges.patient_history USING btree (tenant_id, import_id);

-- Name: patient_history_by_patient; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_history_by_patient ON discharges.patient_history USING btree (tenant_id, patient_id, changed_at);

-- Name: patient_merge_by_kept; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_merge_by_kept ON discharges.patient_merge USING btree (tenant_id, kept_id);

-- Name: patient_merge_by_merged; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_merge_by_merged ON discharges.patient_merge USING btree (tenant_id, merged_id);

-- Name: patient_merge_standing; Type: INDEX; Schema: discharges; Owner: -

CREATE UNIQUE INDEX patient_merge_standing ON discharges.patient_merge USING btree (tenant_id, merged_id) WHERE (unmerged_at IS NULL);

-- Name: visit_by_discharge; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX visit_by_discharge ON discharges.visit USING btree (tenant_id, discharge_id) WHERE (discharge_id IS NOT NULL);

-- Name: visit_by_patient; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX visit_by_patient ON discharges.visit USING btree (tenant_id, patient_id, started_on, visit_id);

-- Name: visit_one_open_stay; Type: INDEX; Schema: discharges; Owner: -

CREATE UNIQUE INDEX visit_one_open_stay ON discharges.visit USING btree (tenant_id, patient_id) WHERE (ended_on IS NULL);

-- Name: visit_open; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX visit_open ON discharges.visit USING btree (tenant_id, department_id, started_on, visit_id) WHERE (ended_on IS NULL);

-- Name: attempt_by_contact; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX attempt_by_contact ON followup.attempt USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL);

-- Name: attempt_by_task; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX attempt_by_task ON followup.attempt USING btree (tenant_id, task_id, at);

-- Name: death_by_patient; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX death_by_patient ON followup.death USING btree (tenant_id, patient_id, recorded_at, death_id);

-- Name: death_standing; Type: INDEX; Schema: followup; Owner: -

CREATE UNIQUE INDEX death_standing ON followup.death USING btree (tenant_id, patient_id) WHERE (withdrawn_at IS NULL);

-- Name: exclusion_by_department; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX exclusion_by_department ON followup.exclusion USING btree (tenant_id, department_id, discharged_on);

-- Name: hold_by_discharge; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_by_discharge ON followup.hold USING btree (tenant_id, discharge_id) WHERE (discharge_id IS NOT NULL);

-- Name: hold_by_patient; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_by_patient ON followup.hold USING btree (tenant_id, patient_id) WHERE (lifted_on IS NULL);

-- Name: hold_of_department; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_of_department ON followup.hold USING btree (tenant_id, discharging_department_id, placed_on, hold_id) WHERE (lifted_on IS NULL);

-- Name: hold_of_patient; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_of_patient ON followup.hold USING btree (tenant_id, patient_id);

-- Name: hold_of_whole_patient; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_of_whole_patient ON followup.hold USING btree (tenant_id, placed_on, hold_id) WHERE ((lifted_on IS NULL) AND (discharging_department_id IS NULL));

-- Name: hold_once_discharge; Type: INDEX; Schema: followup; Owner: -

CREATE UNIQUE INDEX hold_once_discharge ON followup.hold USING btree (tenant_id, discharge_id, reason) WHERE ((lifted_on IS NULL) AND (discharge_id IS NOT NULL));

-- Name: hold_once_patient; Type: INDEX; Schema: followup; Owner: -

CREATE UNIQUE INDEX hold_once_patient ON followup.hold USING btree (tenant_id, patient_id, reason) WHERE ((lifted_on IS NULL) AND (discharge_id IS NULL));

-- Name: hold_standing; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_standing ON followup.hold USING btree (tenant_id, placed_on, hold_id) WHERE (lifted_on IS NULL);

-- Name: hold_stopped; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX hold_stopped ON followup.hold USING btree (tenant_id, patient_id) WHERE (lifted_as = 'deceased'::text);

-- Name: number_correction_by_contact; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX number_correction_by_contact ON followup.number_correction USING btree (tenant_id, contact_id) WHERE (contact_id IS NOT NULL);

-- Name: number_correction_by_discharge; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX number_correction_by_discharge ON followup.number_correction USING btree (tenant_id, discharge_id);

-- Name: number_correction_by_patient; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX number_correction_by_patient ON followup.number_correction USING btree (tenant_id, patient_id) WHERE (status = 'open'::text);

-- Name: number_correction_by_task; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX number_correction_by_task ON followup.number_correction USING btree (tenant_id, task_id);

-- Name: number_correction_due; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX number_correction_due ON followup.number_correction USING btree (tenant_id, due_on, correction_id) WHERE (status = 'open'::text);

-- Name: number_correction_open; Type: INDEX; Schema: followup; Owner: -

CREATE UNIQUE INDEX number_correction_open ON followup.number_correction USING btree (tenant_id, discharge_id) WHERE (status = 'open'::text);

-- Name: policy_one_published; Type: INDEX; Schema: followup; Owner: -

CREATE UNIQUE INDEX policy_one_published ON followup.policy USING btree (tenant_id, policy_id) WHERE (status = 'published'::text);

-- Name: task_claimed; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_claimed ON followup.task USING btree (tenant_id, claimed_by, claimed_until) WHERE (claimed_by IS NOT NULL);

-- Name: task_figures; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_figures ON followup.task USING btree (tenant_id, department_id, discharged_on) INCLUDE (discharge_id, policy_id, round_number, outcome, attempts, reached, reason, responsible_department_id);

-- Name: INDEX task_figures; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON INDEX followup.task_figures IS 'Holds what reports and the policy ask for, so that figures come from the index alone';

-- Name: task_set_aside; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_set_aside ON followup.task USING btree (tenant_id, responsible_department_id, responsible_role, worklist, next_attempt_at, task_id) WHERE (worklist = ANY (ARRAY['promised'::text, 'held'::text]));

-- Name: task_to_come; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_to_come ON followup.task USING btree (tenant_id, responsible_department_id, responsible_role, opens_on, task_id) WHERE (worklist = 'due'::text);

-- Name: task_worklist; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_worklist ON followup.task USING btree (tenant_id, responsible_department_id, responsible_role, due_on, task_id) WHERE (worklist = 'due'::text);

-- Name: export_one_at_a_time; Type: INDEX; Schema: handover; Owner: -

CREATE UNIQUE INDEX export_one_at_a_time ON handover.export USING btree (tenant_id) WHERE (status = ANY (ARRAY['requested'::text, 'approved'::text]));

-- Name: removal_one_at_a_time; Type: INDEX; Schema: handover; Owner: -

CREATE UNIQUE INDEX removal_one_at_a_time ON handover.removal_request USING btree (tenant_id, organization_id) WHERE (status = ANY (ARRAY['requested'::text, 'approved'::text, 'removing'::text]));

-- Name: assignment_by_account; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX assignment_by_account ON identity.assignment USING btree (tenant_id, account_id, valid_from);

-- Name: assignment_by_role; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX assignment_by_role ON identity.assignment USING btree (tenant_id, role, assignment_id);

-- Name: assignment_by_substitution; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX assignment_by_substitution ON identity.assignment USING btree (tenant_id, substitution_id) WHERE (substitution_id IS NOT NULL);

-- Name: integration_key_name_unique; Type: INDEX; Schema: identity; Owner: -

CREATE UNIQUE INDEX integration_key_name_unique ON identity.integration_key USING btree (tenant_id, name) WHERE (revoked_at IS NULL);

-- Name: notice_for_administrators; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX notice_for_administrators ON identity.notice USING btree (tenant_id, at) WHERE for_administrators;

-- Name: role_name_unique; Type: INDEX; Schema: identity; Owner: -

CREATE UNIQUE INDEX role_name_unique ON identity.role USING btree (tenant_id, name) WHERE (status = 'active'::text);

-- Name: session_by_account; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX session_by_account ON identity.session USING btree (tenant_id, account_id) WHERE (ended_at IS NULL);

-- Name: session_with_address; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX session_with_address ON identity.session USING btree (tenant_id, created_at) WHERE (client_address <> ''::text);

-- Name: sign_in_by_age; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX sign_in_by_age ON identity.sign_in USING btree (tenant_id, at);

-- Name: substitution_by_absent; Type: INDEX; Schema: identity; Owner: -

CREATE INDEX substitution_by_absent ON identity.substitution USING btree (tenant_id, absent_account_id, valid_until);

-- Name: idempotency_by_age; Type: INDEX; Schema: operations; Owner: -

CREATE INDEX idempotency_by_age ON operations.idempotency USING btree (tenant_id, created_at);

-- Name: job_waiting; Type: INDEX; Schema: operations; Owner: -

CREATE INDEX job_waiting ON operations.job USING btree (tenant_id, created_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));

-- Name: timer_due; Type: INDEX; Schema: operations; Owner: -

CREATE INDEX timer_due ON operations.timer USING btree (tenant_id, due_at);

-- Name: detail append_only; Type: TRIGGER; Schema: audit; Owner: -

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.detail FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Name: event append_only; Type: TRIGGER; Schema: audit; Owner: -

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Name: event_subject append_only; Type: TRIGGER; Schema: audit; Owner: -

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.event_subject FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Name: open must_be_closed; Type: TRIGGER; Schema: audit; Owner: -

CREATE CONSTRAINT TRIGGER must_be_closed AFTER INSERT ON audit.open DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_closed();

-- Name: department keep_department_tree; Type: TRIGGER; Schema: directory; Owner: -

CREATE TRIGGER keep_department_tree BEFORE INSERT OR UPDATE OF parent_id ON directory.department FOR EACH ROW EXECUTE FUNCTION directory.keep_department_tree();

-- Name: organization keep_region_tree; Type: TRIGGER; Schema: directory; Owner: -

CREATE TRIGGER keep_region_tree BEFORE INSERT OR UPDATE OF parent_id, region_code ON directory.organization FOR EACH ROW EXECUTE FUNCTION directory.keep_region_tree();

-- Name: organization keep_time_zone; Type: TRIGGER; Schema: directory; Owner: -

CREATE TRIGGER keep_time_zone BEFORE INSERT OR UPDATE OF time_zone ON directory.organization FOR EACH ROW WHEN ((new.time_zone <> 'Asia/Shanghai'::text)) EXECUTE FUNCTION directory.keep_time_zone();

-- Name: mother_child has_family; Type: TRIGGER; Schema: discharges; Owner: -

CREATE TRIGGER has_family AFTER INSERT OR DELETE ON discharges.mother_child FOR EACH ROW EXECUTE FUNCTION discharges.note_family();

-- Name: patient shares_person; Type: TRIGGER; Schema: discharges; Owner: -

CREATE TRIGGER shares_person AFTER UPDATE OF merged_into ON discharges.patient FOR EACH ROW WHEN ((old.merged_into IS DISTINCT FROM new.merged_into)) EXECUTE FUNCTION discharges.note_person();

-- Name: round draft_only; Type: TRIGGER; Schema: followup; Owner: -

CREATE TRIGGER draft_only BEFORE INSERT ON followup.round FOR EACH ROW EXECUTE FUNCTION followup.require_draft();

-- Name: hold not_while_undoing; Type: TRIGGER; Schema: followup; Owner: -

CREATE TRIGGER not_while_undoing BEFORE INSERT ON followup.hold FOR EACH ROW WHEN (((new.discharge_id IS NOT NULL) AND (new.placed_by IS NOT NULL))) EXECUTE FUNCTION discharges.keep_from_undoing('dischargeId');

-- Name: number_correction not_while_undoing; Type: TRIGGER; Schema: followup; Owner: -

CREATE TRIGGER not_while_undoing BEFORE INSERT ON followup.number_correction FOR EACH ROW EXECUTE FUNCTION discharges.keep_from_undoing('taskId');

-- Name: task not_while_undoing; Type: TRIGGER; Schema: followup; Owner: -

CREATE TRIGGER not_while_undoing BEFORE UPDATE OF state, outcome, attempts, claimed_by ON followup.task FOR EACH ROW WHEN ((((new.claimed_by IS NOT NULL) AND (new.claimed_by IS DISTINCT FROM old.claimed_by)) OR (new.attempts <> old.attempts) OR ((new.outcome IS DISTINCT FROM old.outcome) AND (new.outcome = ANY (ARRAY['completed'::text, 'notFollowedUp'::text]))))) EXECUTE FUNCTION discharges.keep_from_undoing('taskId');

-- Name: account administrators_stay; Type: TRIGGER; Schema: identity; Owner: -

CREATE CONSTRAINT TRIGGER administrators_stay AFTER UPDATE ON identity.account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (((old.status = 'active'::text) AND (new.status <> 'active'::text))) EXECUTE FUNCTION identity.keep_administrators();

-- Name: assignment administrators_stay; Type: TRIGGER; Schema: identity; Owner: -

CREATE CONSTRAINT TRIGGER administrators_stay AFTER UPDATE ON identity.assignment DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN ((old.role = ANY (ARRAY['platformAdministrator'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text]))) EXECUTE FUNCTION identity.keep_administrators();

-- Name: assignment lent_ends_too; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER lent_ends_too AFTER UPDATE OF valid_until ON identity.assignment FOR EACH ROW WHEN (((new.substitution_id IS NULL) AND (new.valid_until IS NOT NULL) AND (new.valid_until IS DISTINCT FROM old.valid_until))) EXECUTE FUNCTION identity.end_lent();

-- Name: assignment never_deleted; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON identity.assignment FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_deletion();

-- Name: role_permission never_deleted; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER never_deleted BEFORE DELETE OR UPDATE OR TRUNCATE ON identity.role_permission FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_deletion();

-- Name: substitution never_deleted; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER never_deleted BEFORE DELETE OR TRUNCATE ON identity.substitution FOR EACH STATEMENT EXECUTE FUNCTION identity.refuse_deletion();

-- Name: assignment periods_apart; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER periods_apart AFTER INSERT OR UPDATE ON identity.assignment FOR EACH ROW EXECUTE FUNCTION identity.check_assignment();

-- Name: account told; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER told AFTER UPDATE OF password_hash, totp_secret, status ON identity.account FOR EACH ROW WHEN (((new.password_hash <> old.password_hash) OR (new.totp_secret IS DISTINCT FROM old.totp_secret) OR (new.status <> old.status))) EXECUTE FUNCTION identity.notice_account();

-- Name: assignment told; Type: TRIGGER; Schema: identity; Owner: -

CREATE TRIGGER told AFTER INSERT ON identity.assignment FOR EACH ROW WHEN ((new.role = ANY (ARRAY['platformAdministrator'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text, 'bureauSupervisor'::text]))) EXECUTE FUNCTION identity.notice_administrator();

-- Name: campus campus_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.campus
    ADD CONSTRAINT campus_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: department_alias department_alias_department; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department_alias
    ADD CONSTRAINT department_alias_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: department_alias department_alias_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department_alias
    ADD CONSTRAINT department_alias_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: department department_campus; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_campus FOREIGN KEY (tenant_id, campus_id) REFERENCES directory.campus(tenant_id, campus_id);

-- Name: department department_head; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_head FOREIGN KEY (tenant_id, head_staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: department department_head_nurse; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_head_nurse FOREIGN KEY (tenant_id, head_nurse_staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: department department_mapped_to; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_mapped_to FOREIGN KEY (tenant_id, mapped_to_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: department department_parent; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_parent FOREIGN KEY (tenant_id, parent_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: department department_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: organization organization_parent_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.organization
    ADD CONSTRAINT organization_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES directory.organization(tenant_id);

-- Name: special_disease_entry special_disease_entry_list; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.special_disease_entry
    ADD CONSTRAINT special_disease_entry_list FOREIGN KEY (tenant_id, list_id) REFERENCES directory.special_disease_list(tenant_id, list_id);

-- Name: special_disease_list special_disease_list_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.special_disease_list
    ADD CONSTRAINT special_disease_list_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: staff_alias staff_alias_department; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_alias
    ADD CONSTRAINT staff_alias_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: staff_alias staff_alias_staff; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_alias
    ADD CONSTRAINT staff_alias_staff FOREIGN KEY (tenant_id, staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: staff_alias staff_alias_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_alias
    ADD CONSTRAINT staff_alias_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: staff staff_department; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: staff_department staff_department_department; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_department
    ADD CONSTRAINT staff_department_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: staff_department staff_department_staff; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_department
    ADD CONSTRAINT staff_department_staff FOREIGN KEY (tenant_id, staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: staff_department staff_department_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_department
    ADD CONSTRAINT staff_department_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: staff_former_department staff_former_department_department; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_former_department
    ADD CONSTRAINT staff_former_department_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: staff_former_department staff_former_department_staff; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_former_department
    ADD CONSTRAINT staff_former_department_staff FOREIGN KEY (tenant_id, staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: staff_former_department staff_former_department_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff_former_department
    ADD CONSTRAINT staff_former_department_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: staff staff_mapped_to; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_mapped_to FOREIGN KEY (tenant_id, mapped_to_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: staff staff_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: contact contact_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_account FOREIGN KEY (tenant_id, added_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: contact_history contact_history_contact; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact_history
    ADD CONSTRAINT contact_history_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES discharges.contact(tenant_id, contact_id) ON DELETE CASCADE;

-- Name: contact_history contact_history_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact_history
    ADD CONSTRAINT contact_history_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id);

-- Name: contact contact_patient; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: discharge discharge_department; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: discharge_history discharge_history_discharge; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge_history
    ADD CONSTRAINT discharge_history_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id) ON DELETE CASCADE;

-- Name: discharge_history discharge_history_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge_history
    ADD CONSTRAINT discharge_history_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id);

-- Name: discharge discharge_patient; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: discharge discharge_readmission; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_readmission FOREIGN KEY (tenant_id, readmission_of) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: download download_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.download
    ADD CONSTRAINT download_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: download download_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.download
    ADD CONSTRAINT download_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id) ON DELETE CASCADE;

-- Name: duplicate duplicate_first; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.duplicate
    ADD CONSTRAINT duplicate_first FOREIGN KEY (tenant_id, first_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: duplicate duplicate_second; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.duplicate
    ADD CONSTRAINT duplicate_second FOREIGN KEY (tenant_id, second_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: import import_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import
    ADD CONSTRAINT import_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: import_part import_part_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_part
    ADD CONSTRAINT import_part_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id) ON DELETE CASCADE;

-- Name: import_rejection import_rejection_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_rejection
    ADD CONSTRAINT import_rejection_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id) ON DELETE CASCADE;

-- Name: import_warning import_warning_department; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_warning
    ADD CONSTRAINT import_warning_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: import_warning import_warning_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_warning
    ADD CONSTRAINT import_warning_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id) ON DELETE CASCADE;

-- Name: mother_child mother_child_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_child
    ADD CONSTRAINT mother_child_account FOREIGN KEY (tenant_id, linked_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: mother_child mother_child_child; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_child
    ADD CONSTRAINT mother_child_child FOREIGN KEY (tenant_id, child_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: mother_child mother_child_mother; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_child
    ADD CONSTRAINT mother_child_mother FOREIGN KEY (tenant_id, mother_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: mother_suggestion mother_suggestion_child; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_suggestion
    ADD CONSTRAINT mother_suggestion_child FOREIGN KEY (tenant_id, child_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: mother_suggestion mother_suggestion_mother; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.mother_suggestion
    ADD CONSTRAINT mother_suggestion_mother FOREIGN KEY (tenant_id, mother_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: patient_history patient_history_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_history
    ADD CONSTRAINT patient_history_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id);

-- Name: patient_history patient_history_patient; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_history
    ADD CONSTRAINT patient_history_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id) ON DELETE CASCADE;

-- Name: patient_merge patient_merge_by; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_merge
    ADD CONSTRAINT patient_merge_by FOREIGN KEY (tenant_id, merged_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: patient_merge patient_merge_kept; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_merge
    ADD CONSTRAINT patient_merge_kept FOREIGN KEY (tenant_id, kept_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: patient_merge patient_merge_merged; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_merge
    ADD CONSTRAINT patient_merge_merged FOREIGN KEY (tenant_id, merged_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: patient patient_merged; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_merged FOREIGN KEY (tenant_id, merged_into, into_merged) REFERENCES discharges.patient(tenant_id, patient_id, is_merged);

-- Name: patient_merge patient_unmerge_by; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient_merge
    ADD CONSTRAINT patient_unmerge_by FOREIGN KEY (tenant_id, unmerged_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: setting setting_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.setting
    ADD CONSTRAINT setting_account FOREIGN KEY (tenant_id, changed_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: setting setting_tenant_id_fkey; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.setting
    ADD CONSTRAINT setting_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: visit visit_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.visit
    ADD CONSTRAINT visit_account FOREIGN KEY (tenant_id, recorded_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: visit visit_department; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.visit
    ADD CONSTRAINT visit_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: visit visit_discharge; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.visit
    ADD CONSTRAINT visit_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: visit visit_patient; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.visit
    ADD CONSTRAINT visit_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: attempt attempt_contact; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.attempt
    ADD CONSTRAINT attempt_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES discharges.contact(tenant_id, contact_id);

-- Name: attempt attempt_task; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.attempt
    ADD CONSTRAINT attempt_task FOREIGN KEY (tenant_id, task_id) REFERENCES followup.task(tenant_id, task_id);

-- Name: death death_patient; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.death
    ADD CONSTRAINT death_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: death death_recorded_by; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.death
    ADD CONSTRAINT death_recorded_by FOREIGN KEY (tenant_id, recorded_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: death death_withdrawn_by; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.death
    ADD CONSTRAINT death_withdrawn_by FOREIGN KEY (tenant_id, withdrawn_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: exclusion exclusion_discharge; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.exclusion
    ADD CONSTRAINT exclusion_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: exclusion exclusion_policy; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.exclusion
    ADD CONSTRAINT exclusion_policy FOREIGN KEY (tenant_id, policy_id, policy_version) REFERENCES followup.policy(tenant_id, policy_id, version);

-- Name: hold hold_discharge; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.hold
    ADD CONSTRAINT hold_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: hold hold_lifted_by; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.hold
    ADD CONSTRAINT hold_lifted_by FOREIGN KEY (tenant_id, lifted_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: hold hold_patient; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.hold
    ADD CONSTRAINT hold_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: hold hold_placed_by; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.hold
    ADD CONSTRAINT hold_placed_by FOREIGN KEY (tenant_id, placed_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: number_correction number_correction_contact; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.number_correction
    ADD CONSTRAINT number_correction_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES discharges.contact(tenant_id, contact_id);

-- Name: number_correction number_correction_department; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.number_correction
    ADD CONSTRAINT number_correction_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: number_correction number_correction_discharge; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.number_correction
    ADD CONSTRAINT number_correction_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: number_correction number_correction_requested; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.number_correction
    ADD CONSTRAINT number_correction_requested FOREIGN KEY (tenant_id, requested_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: number_correction number_correction_task; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.number_correction
    ADD CONSTRAINT number_correction_task FOREIGN KEY (tenant_id, task_id) REFERENCES followup.task(tenant_id, task_id);

-- Name: publication publication_job; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.publication
    ADD CONSTRAINT publication_job FOREIGN KEY (tenant_id, job_id) REFERENCES operations.job(tenant_id, job_id);

-- Name: publication publication_policy; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.publication
    ADD CONSTRAINT publication_policy FOREIGN KEY (tenant_id, policy_id, version) REFERENCES followup.policy(tenant_id, policy_id, version);

-- Name: record record_attempt; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.record
    ADD CONSTRAINT record_attempt FOREIGN KEY (tenant_id, attempt_id) REFERENCES followup.attempt(tenant_id, attempt_id);

-- Name: round round_policy; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.round
    ADD CONSTRAINT round_policy FOREIGN KEY (tenant_id, policy_id, version) REFERENCES followup.policy(tenant_id, policy_id, version);

-- Name: task task_department; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.task
    ADD CONSTRAINT task_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: task task_discharge; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.task
    ADD CONSTRAINT task_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: task task_responsible; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.task
    ADD CONSTRAINT task_responsible FOREIGN KEY (tenant_id, responsible_department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: export export_approver; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export
    ADD CONSTRAINT export_approver FOREIGN KEY (tenant_id, approved_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: export_file export_file_export; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export_file
    ADD CONSTRAINT export_file_export FOREIGN KEY (tenant_id, export_id) REFERENCES handover.export(tenant_id, export_id) ON DELETE CASCADE;

-- Name: export_part export_part_export; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export_part
    ADD CONSTRAINT export_part_export FOREIGN KEY (tenant_id, export_id) REFERENCES handover.export(tenant_id, export_id) ON DELETE CASCADE;

-- Name: export export_requester; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export
    ADD CONSTRAINT export_requester FOREIGN KEY (tenant_id, requested_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: removal_request removal_decider; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal_request
    ADD CONSTRAINT removal_decider FOREIGN KEY (tenant_id, decided_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: removal_request removal_request_tenant_id_fkey; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal_request
    ADD CONSTRAINT removal_request_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: removal_request removal_requester; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal_request
    ADD CONSTRAINT removal_requester FOREIGN KEY (tenant_id, requested_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: removal removal_tenant_id_fkey; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal
    ADD CONSTRAINT removal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: account account_staff; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.account
    ADD CONSTRAINT account_staff FOREIGN KEY (tenant_id, staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: account account_tenant_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.account
    ADD CONSTRAINT account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: assignment assignment_account; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.assignment
    ADD CONSTRAINT assignment_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: assignment assignment_department; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.assignment
    ADD CONSTRAINT assignment_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: assignment assignment_own_role; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.assignment
    ADD CONSTRAINT assignment_own_role FOREIGN KEY (tenant_id, own_role) REFERENCES identity.role(tenant_id, role);

-- Name: assignment assignment_substitution; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.assignment
    ADD CONSTRAINT assignment_substitution FOREIGN KEY (tenant_id, substitution_id) REFERENCES identity.substitution(tenant_id, substitution_id);

-- Name: integration_key integration_key_account; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.integration_key
    ADD CONSTRAINT integration_key_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: integration_key integration_key_tenant_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.integration_key
    ADD CONSTRAINT integration_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: integration_secret integration_secret_key; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.integration_secret
    ADD CONSTRAINT integration_secret_key FOREIGN KEY (tenant_id, key_id) REFERENCES identity.integration_key(tenant_id, key_id);

-- Name: notice notice_account; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.notice
    ADD CONSTRAINT notice_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: recovery_code recovery_code_account; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.recovery_code
    ADD CONSTRAINT recovery_code_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: role_permission role_permission_role; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.role_permission
    ADD CONSTRAINT role_permission_role FOREIGN KEY (tenant_id, role) REFERENCES identity.role(tenant_id, role);

-- Name: role role_tenant_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.role
    ADD CONSTRAINT role_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: session session_account; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.session
    ADD CONSTRAINT session_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: sign_in sign_in_account; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.sign_in
    ADD CONSTRAINT sign_in_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: substitution substitution_absent; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.substitution
    ADD CONSTRAINT substitution_absent FOREIGN KEY (tenant_id, absent_account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: substitution substitution_creator; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.substitution
    ADD CONSTRAINT substitution_creator FOREIGN KEY (tenant_id, created_by) REFERENCES identity.account(tenant_id, account_id);

-- Name: substitution substitution_substitute; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.substitution
    ADD CONSTRAINT substitution_substitute FOREIGN KEY (tenant_id, substitute_account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: substitution substitution_tenant_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.substitution
    ADD CONSTRAINT substitution_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: tenant_key tenant_key_tenant_id_fkey; Type: FK CONSTRAINT; Schema: identity; Owner: -

ALTER TABLE ONLY identity.tenant_key
    ADD CONSTRAINT tenant_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: job job_account; Type: FK CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.job
    ADD CONSTRAINT job_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: job_cancellation job_cancellation_job; Type: FK CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.job_cancellation
    ADD CONSTRAINT job_cancellation_job FOREIGN KEY (tenant_id, job_id) REFERENCES operations.job(tenant_id, job_id);

-- Name: timer timer_account; Type: FK CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.timer
    ADD CONSTRAINT timer_account FOREIGN KEY (tenant_id, account_id) REFERENCES identity.account(tenant_id, account_id);

-- Name: detail; Type: ROW SECURITY; Schema: audit; Owner: -

ALTER TABLE audit.detail ENABLE ROW LEVEL SECURITY;

-- Name: event; Type: ROW SECURITY; Schema: audit; Owner: -

ALTER TABLE audit.event ENABLE ROW LEVEL SECURITY;

-- Name: event_subject; Type: ROW SECURITY; Schema: audit; Owner: -

ALTER TABLE audit.event_subject ENABLE ROW LEVEL SECURITY;

-- Name: open; Type: ROW SECURITY; Schema: audit; Owner: -

ALTER TABLE audit.open ENABLE ROW LEVEL SECURITY;

-- Name: detail tenant; Type: POLICY; Schema: audit; Owner: -

CREATE POLICY tenant ON audit.detail USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: event tenant; Type: POLICY; Schema: audit; Owner: -

CREATE POLICY tenant ON audit.event USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: event_subject tenant; Type: POLICY; Schema: audit; Owner: -

CREATE POLICY tenant ON audit.event_subject USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: open tenant; Type: POLICY; Schema: audit; Owner: -

CREATE POLICY tenant ON audit.open USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: campus; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.campus ENABLE ROW LEVEL SECURITY;

-- Name: department; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.department ENABLE ROW LEVEL SECURITY;

-- Name: department_alias; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.department_alias ENABLE ROW LEVEL SECURITY;

-- Name: organization; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.organization ENABLE ROW LEVEL SECURITY;

-- Name: special_disease_entry; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.special_disease_entry ENABLE ROW LEVEL SECURITY;

-- Name: special_disease_list; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.special_disease_list ENABLE ROW LEVEL SECURITY;

-- Name: staff; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.staff ENABLE ROW LEVEL SECURITY;

-- Name: staff_alias; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.staff_alias ENABLE ROW LEVEL SECURITY;

-- Name: staff_department; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.staff_department ENABLE ROW LEVEL SECURITY;

-- Name: staff_former_department; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.staff_former_department ENABLE ROW LEVEL SECURITY;

-- Name: campus tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.campus USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: department tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.department USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: department_alias tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.department_alias USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: organization tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.organization USING (((tenant_id = ( SELECT app.tenant() AS tenant)) OR ( SELECT app.is_platform() AS is_platform))) WITH CHECK (( SELECT app.is_platform() AS is_platform));

-- Name: special_disease_entry tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.special_disease_entry USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: special_disease_list tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.special_disease_list USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: staff tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.staff USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: staff_alias tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.staff_alias USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: staff_department tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.staff_department USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: staff_former_department tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.staff_former_department USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: contact; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.contact ENABLE ROW LEVEL SECURITY;

-- Name: contact_history; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.contact_history ENABLE ROW LEVEL SECURITY;

-- Name: discharge; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.discharge ENABLE ROW LEVEL SECURITY;

-- Name: discharge_history; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.discharge_history ENABLE ROW LEVEL SECURITY;

-- Name: download; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.download ENABLE ROW LEVEL SECURITY;

-- Name: duplicate; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.duplicate ENABLE ROW LEVEL SECURITY;

-- Name: import; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import ENABLE ROW LEVEL SECURITY;

-- Name: import_part; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import_part ENABLE ROW LEVEL SECURITY;

-- Name: import_rejection; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import_rejection ENABLE ROW LEVEL SECURITY;

-- Name: import_warning; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import_warning ENABLE ROW LEVEL SECURITY;

-- Name: mother_child; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.mother_child ENABLE ROW LEVEL SECURITY;

-- Name: mother_suggestion; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.mother_suggestion ENABLE ROW LEVEL SECURITY;

-- Name: patient; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.patient ENABLE ROW LEVEL SECURITY;

-- Name: patient_history; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.patient_history ENABLE ROW LEVEL SECURITY;

-- Name: patient_merge; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.patient_merge ENABLE ROW LEVEL SECURITY;

-- Name: setting; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.setting ENABLE ROW LEVEL SECURITY;

-- Name: contact tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.contact USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: contact_history tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.contact_history USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: discharge tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.discharge USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: discharge_history tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.discharge_history USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: download tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.download USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: duplicate tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.duplicate USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: import tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: import_part tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import_part USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: import_rejection tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import_rejection USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: import_warning tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import_warning USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: mother_child tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.mother_child USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: mother_suggestion tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.mother_suggestion USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: patient tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.patient USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: patient_history tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.patient_history USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: patient_merge tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.patient_merge USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: setting tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.setting USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: visit tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.visit USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: visit; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.visit ENABLE ROW LEVEL SECURITY;

-- Name: attempt; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.attempt ENABLE ROW LEVEL SECURITY;

-- Name: death; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.death ENABLE ROW LEVEL SECURITY;

-- Name: exclusion; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.exclusion ENABLE ROW LEVEL SECURITY;

-- Name: hold; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.hold ENABLE ROW LEVEL SECURITY;

-- Name: number_correction; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.number_correction ENABLE ROW LEVEL SECURITY;

-- Name: policy; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.policy ENABLE ROW LEVEL SECURITY;

-- Name: publication; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.publication ENABLE ROW LEVEL SECURITY;

-- Name: record; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.record ENABLE ROW LEVEL SECURITY;

-- Name: round; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.round ENABLE ROW LEVEL SECURITY;

-- Name: task; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.task ENABLE ROW LEVEL SECURITY;

-- Name: attempt tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.attempt USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: death tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.death USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: exclusion tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.exclusion USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: hold tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.hold USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (discharging_department_id IS NULL) OR (discharging_department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (discharging_department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: number_correction tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.number_correction USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: policy tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.policy USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: publication tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.publication USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: record tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.record USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: round tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.round USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: task tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.task USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: export; Type: ROW SECURITY; Schema: handover; Owner: -

ALTER TABLE handover.export ENABLE ROW LEVEL SECURITY;

-- Name: export_file; Type: ROW SECURITY; Schema: handover; Owner: -

ALTER TABLE handover.export_file ENABLE ROW LEVEL SECURITY;

-- Name: export_part; Type: ROW SECURITY; Schema: handover; Owner: -

ALTER TABLE handover.export_part ENABLE ROW LEVEL SECURITY;

-- Name: removal; Type: ROW SECURITY; Schema: handover; Owner: -

ALTER TABLE handover.removal ENABLE ROW LEVEL SECURITY;

-- Name: removal_request; Type: ROW SECURITY; Schema: handover; Owner: -

ALTER TABLE handover.removal_request ENABLE ROW LEVEL SECURITY;

-- Name: export tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.export USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: export_file tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.export_file USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: export_part tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.export_part USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: removal tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.removal USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: removal_request tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.removal_request USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: account; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.account ENABLE ROW LEVEL SECURITY;

-- Name: assignment; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.assignment ENABLE ROW LEVEL SECURITY;

-- Name: integration_key; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.integration_key ENABLE ROW LEVEL SECURITY;

-- Name: integration_secret; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.integration_secret ENABLE ROW LEVEL SECURITY;

-- Name: notice; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.notice ENABLE ROW LEVEL SECURITY;

-- Name: recovery_code; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.recovery_code ENABLE ROW LEVEL SECURITY;

-- Name: role; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.role ENABLE ROW LEVEL SECURITY;

-- Name: role_permission; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.role_permission ENABLE ROW LEVEL SECURITY;

-- Name: session; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.session ENABLE ROW LEVEL SECURITY;

-- Name: sign_in; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.sign_in ENABLE ROW LEVEL SECURITY;

-- Name: substitution; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.substitution ENABLE ROW LEVEL SECURITY;

-- Name: account tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.account USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: assignment tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.assignment USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: integration_key tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.integration_key USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: integration_secret tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.integration_secret USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: notice tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.notice USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: recovery_code tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.recovery_code USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: role tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.role USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: role_permission tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.role_permission USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: session tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.session USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: sign_in tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.sign_in USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: substitution tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.substitution USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: tenant_key tenant; Type: POLICY; Schema: identity; Owner: -

CREATE POLICY tenant ON identity.tenant_key USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: tenant_key; Type: ROW SECURITY; Schema: identity; Owner: -

ALTER TABLE identity.tenant_key ENABLE ROW LEVEL SECURITY;

-- Name: idempotency; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.idempotency ENABLE ROW LEVEL SECURITY;

-- Name: job; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.job ENABLE ROW LEVEL SECURITY;

-- Name: job_cancellation; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.job_cancellation ENABLE ROW LEVEL SECURITY;

-- Name: idempotency tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.idempotency USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: job tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.job USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: job_cancellation tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.job_cancellation USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: timer tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.timer USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: turn tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.turn USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: timer; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.timer ENABLE ROW LEVEL SECURITY;

-- Name: turn; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.turn ENABLE ROW LEVEL SECURITY;

-- Name: SCHEMA app; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA app TO huifang_service;
GRANT USAGE ON SCHEMA app TO huifang_auditor;

-- Name: SCHEMA audit; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA audit TO huifang_service;
GRANT USAGE ON SCHEMA audit TO huifang_auditor;

-- Name: SCHEMA directory; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA directory TO huifang_service;
GRANT USAGE ON SCHEMA directory TO huifang_auditor;

-- Name: SCHEMA discharges; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA discharges TO huifang_service;

-- Name: SCHEMA followup; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA followup TO huifang_service;

-- Name: SCHEMA handover; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA handover TO huifang_service;

-- Name: SCHEMA identity; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA identity TO huifang_service;
GRANT USAGE ON SCHEMA identity TO huifang_auditor;

-- Name: SCHEMA migrations; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA migrations TO huifang_service;

-- Name: SCHEMA operations; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA operations TO huifang_service;

-- Name: FUNCTION protect(target regclass, gate boolean, VARIADIC department_columns text[]); Type: ACL; Schema: app; Owner: -

REVOKE ALL ON FUNCTION app.protect(target regclass, gate boolean, VARIADIC department_columns text[]) FROM PUBLIC;

-- Name: FUNCTION time_zone(); Type: ACL; Schema: app; Owner: -

REVOKE ALL ON FUNCTION app.time_zone() FROM PUBLIC;
GRANT ALL ON FUNCTION app.time_zone() TO huifang_service;

-- Name: FUNCTION today(); Type: ACL; Schema: app; Owner: -

REVOKE ALL ON FUNCTION app.today() FROM PUBLIC;
GRANT ALL ON FUNCTION app.today() TO huifang_service;

-- Name: FUNCTION add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) TO huifang_service;

-- Name: FUNCTION begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) TO huifang_service;

-- Name: FUNCTION begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) TO huifang_service;

-- Name: FUNCTION begin_key(tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begin_key(tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begin_key(tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) TO huifang_service;

-- Name: FUNCTION begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) TO huifang_service;

-- Name: FUNCTION begun(); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begun() FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begun() TO huifang_service;
GRANT ALL ON FUNCTION audit.begun() TO huifang_auditor;

-- Name: FUNCTION close(subjects uuid[], result_count bigint, outcome text, reason text); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.close(subjects uuid[], result_count bigint, outcome text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.close(subjects uuid[], result_count bigint, outcome text, reason text) TO huifang_service;

-- Name: FUNCTION flag_alias(); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.flag_alias() FROM PUBLIC;
GRANT ALL ON FUNCTION audit.flag_alias() TO huifang_service;

-- Name: FUNCTION prepare_months(ahead integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.prepare_months(ahead integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.prepare_months(ahead integer) TO huifang_service;

-- Name: FUNCTION prepare_transaction(tenant uuid, actor uuid, departments text, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.prepare_transaction(tenant uuid, actor uuid, departments text, timeout_milliseconds integer) FROM PUBLIC;

-- Name: FUNCTION record_refusal(tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid, fingerprint bytea, outcome text, reason text); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.record_refusal(tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid, fingerprint bytea, outcome text, reason text) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.record_refusal(tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid, fingerprint bytea, outcome text, reason text) TO huifang_service;

-- Name: FUNCTION refuse_change(); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.refuse_change() FROM PUBLIC;

-- Name: FUNCTION require_closed(); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.require_closed() FROM PUBLIC;

-- Name: FUNCTION write(request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.write(request audit.open, event_id uuid, outcome text, reason text, subjects uuid[], result_count bigint) FROM PUBLIC;

-- Name: FUNCTION as_read(words text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.as_read(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.as_read(words text) TO huifang_service;

-- Name: FUNCTION forget_met(undone uuid, OUT removed_departments bigint, OUT kept_departments bigint, OUT removed_staff bigint, OUT kept_staff bigint); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.forget_met(undone uuid, OUT removed_departments bigint, OUT kept_departments bigint, OUT removed_staff bigint, OUT kept_staff bigint) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.forget_met(undone uuid, OUT removed_departments bigint, OUT kept_departments bigint, OUT removed_staff bigint, OUT kept_staff bigint) TO huifang_service;

-- Name: FUNCTION initial(sign text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.initial(sign text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.initial(sign text) TO huifang_service;

-- Name: FUNCTION initials(words text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.initials(words text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.initials(words text) TO huifang_service;

-- Name: FUNCTION job_tenants(); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.job_tenants() FROM PUBLIC;

-- Name: FUNCTION keep_department_tree(); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.keep_department_tree() FROM PUBLIC;

-- Name: FUNCTION keep_region_tree(); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.keep_region_tree() FROM PUBLIC;

-- Name: FUNCTION keep_time_zone(); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.keep_time_zone() FROM PUBLIC;

-- Name: FUNCTION organization_with_code(searched text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.organization_with_code(searched text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.organization_with_code(searched text) TO huifang_service;

-- Name: FUNCTION person_initials(name text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.person_initials(name text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.person_initials(name text) TO huifang_service;

-- Name: FUNCTION region_organizations(); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.region_organizations() FROM PUBLIC;
GRANT ALL ON FUNCTION directory.region_organizations() TO huifang_service;

-- Name: FUNCTION region_prefix(region_code text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.region_prefix(region_code text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.region_prefix(region_code text) TO huifang_service;

-- Name: FUNCTION stop_organization(organization uuid); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.stop_organization(organization uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.stop_organization(organization uuid) TO huifang_service;

-- Name: FUNCTION alias_of_person(person uuid); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.alias_of_person(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION discharges.alias_of_person(person uuid) TO huifang_service;

-- Name: FUNCTION forget_files(); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.forget_files() FROM PUBLIC;
GRANT ALL ON FUNCTION discharges.forget_files() TO huifang_service;

-- Name: FUNCTION forget_unheld(patients uuid[], contacts uuid[]); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.forget_unheld(patients uuid[], contacts uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION discharges.forget_unheld(patients uuid[], contacts uuid[]) TO huifang_service;

-- Name: FUNCTION is_being_undone(discharge uuid); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.is_being_undone(discharge uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION discharges.is_being_undone(discharge uuid) TO huifang_service;

-- Name: FUNCTION keep_from_undoing(); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.keep_from_undoing() FROM PUBLIC;

-- Name: FUNCTION note_family(); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.note_family() FROM PUBLIC;

-- Name: FUNCTION note_person(); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.note_person() FROM PUBLIC;

-- Name: FUNCTION rows_of_person(person uuid); Type: ACL; Schema: discharges; Owner: -

REVOKE ALL ON FUNCTION discharges.rows_of_person(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION discharges.rows_of_person(person uuid) TO huifang_service;

-- Name: FUNCTION family_of(person uuid); Type: ACL; Schema: followup; Owner: -

REVOKE ALL ON FUNCTION followup.family_of(person uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION followup.family_of(person uuid) TO huifang_service;

-- Name: FUNCTION holds_over(person uuid, discharge uuid); Type: ACL; Schema: followup; Owner: -

REVOKE ALL ON FUNCTION followup.holds_over(person uuid, discharge uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION followup.holds_over(person uuid, discharge uuid) TO huifang_service;

-- Name: FUNCTION move_department(moved_from uuid, moved_to uuid); Type: ACL; Schema: followup; Owner: -

REVOKE ALL ON FUNCTION followup.move_department(moved_from uuid, moved_to uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION followup.move_department(moved_from uuid, moved_to uuid) TO huifang_service;

-- Name: FUNCTION require_draft(); Type: ACL; Schema: followup; Owner: -

REVOKE ALL ON FUNCTION followup.require_draft() FROM PUBLIC;

-- Name: FUNCTION approve_removal(request_id uuid, job_id uuid); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.approve_removal(request_id uuid, job_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.approve_removal(request_id uuid, job_id uuid) TO huifang_service;

-- Name: FUNCTION audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer) TO huifang_service;

-- Name: FUNCTION count_rows(organization uuid); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.count_rows(organization uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.count_rows(organization uuid) TO huifang_service;

-- Name: FUNCTION end_removal_request(request_id uuid); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.end_removal_request(request_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.end_removal_request(request_id uuid) TO huifang_service;

-- Name: FUNCTION expire_removals(); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.expire_removals() FROM PUBLIC;
GRANT ALL ON FUNCTION handover.expire_removals() TO huifang_service;

-- Name: FUNCTION forget_archives(); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.forget_archives() FROM PUBLIC;
GRANT ALL ON FUNCTION handover.forget_archives() TO huifang_service;

-- Name: FUNCTION last_archive(organization uuid); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.last_archive(organization uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.last_archive(organization uuid) TO huifang_service;

-- Name: FUNCTION note_in_log(request audit.open, organization uuid, reason text, result_count bigint); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.note_in_log(request audit.open, organization uuid, reason text, result_count bigint) FROM PUBLIC;

-- Name: FUNCTION owned_tables(); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.owned_tables() FROM PUBLIC;

-- Name: FUNCTION remove_rows(organization uuid, rows_at_most integer); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) TO huifang_service;

-- Name: FUNCTION request_removal(organization uuid, request_id uuid, reason bytea); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.request_removal(organization uuid, request_id uuid, reason bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.request_removal(organization uuid, request_id uuid, reason bytea) TO huifang_service;

-- Name: FUNCTION resume(organization uuid); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.resume(organization uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.resume(organization uuid) TO huifang_service;

-- Name: FUNCTION terminate(organization uuid, removable date); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.terminate(organization uuid, removable date) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.terminate(organization uuid, removable date) TO huifang_service;

-- Name: FUNCTION are_grantable_to_keys(permissions text[]); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.are_grantable_to_keys(permissions text[]) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.are_grantable_to_keys(permissions text[]) TO huifang_service;

-- Name: FUNCTION check_assignment(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.check_assignment() FROM PUBLIC;

-- Name: FUNCTION credential(tenant uuid, session uuid, secret bytea); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.credential(tenant uuid, session uuid, secret bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.credential(tenant uuid, session uuid, secret bytea) TO huifang_service;

-- Name: FUNCTION end_lent(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.end_lent() FROM PUBLIC;

-- Name: FUNCTION enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) TO huifang_service;

-- Name: FUNCTION forget_addresses(older_than_days integer); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.forget_addresses(older_than_days integer) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.forget_addresses(older_than_days integer) TO huifang_service;

-- Name: FUNCTION forget_sign_ins(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.forget_sign_ins() FROM PUBLIC;
GRANT ALL ON FUNCTION identity.forget_sign_ins() TO huifang_service;

-- Name: FUNCTION found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea) FROM PUBLIC;

-- Name: FUNCTION give_notice(tenant uuid, account uuid, what text); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.give_notice(tenant uuid, account uuid, what text) FROM PUBLIC;

-- Name: FUNCTION is_address_range(text text); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.is_address_range(text text) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.is_address_range(text text) TO huifang_service;

-- Name: FUNCTION is_administrative(role text); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.is_administrative(role text) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.is_administrative(role text) TO huifang_service;

-- Name: FUNCTION is_grantable(permission text, scope text); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.is_grantable(permission text, scope text) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.is_grantable(permission text, scope text) TO huifang_service;

-- Name: FUNCTION is_lately_reset(accounts uuid[]); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.is_lately_reset(accounts uuid[]) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.is_lately_reset(accounts uuid[]) TO huifang_service;

-- Name: FUNCTION keep_administrators(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.keep_administrators() FROM PUBLIC;

-- Name: FUNCTION key_credential(tenant uuid, key uuid, secret bytea, address text); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.key_credential(tenant uuid, key uuid, secret bytea, address text) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.key_credential(tenant uuid, key uuid, secret bytea, address text) TO huifang_service;

-- Name: FUNCTION note_master_key(request_id uuid, change text, data_keys bigint); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.note_master_key(request_id uuid, change text, data_keys bigint) FROM PUBLIC;

-- Name: FUNCTION notice_account(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.notice_account() FROM PUBLIC;

-- Name: FUNCTION notice_administrator(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.notice_administrator() FROM PUBLIC;

-- Name: FUNCTION refuse_deletion(); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.refuse_deletion() FROM PUBLIC;

-- Name: FUNCTION require_administrators(tenant uuid); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.require_administrators(tenant uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.require_administrators(tenant uuid) TO huifang_service;

-- Name: FUNCTION reset_administrator(tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.reset_administrator(tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.reset_administrator(tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid) TO huifang_service;

-- Name: FUNCTION rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea) FROM PUBLIC;

-- Name: FUNCTION set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) TO huifang_service;

-- Name: FUNCTION touch_key(tenant uuid, key uuid, secret bytea); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.touch_key(tenant uuid, key uuid, secret bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.touch_key(tenant uuid, key uuid, secret bytea) TO huifang_service;

-- Name: FUNCTION touch_session(tenant uuid, session uuid, secret bytea); Type: ACL; Schema: identity; Owner: -

REVOKE ALL ON FUNCTION identity.touch_session(tenant uuid, session uuid, secret bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION identity.touch_session(tenant uuid, session uuid, secret bytea) TO huifang_service;

-- Name: FUNCTION begin_timers(tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid, timeout_milliseconds integer); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.begin_timers(tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION operations.begin_timers(tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid, timeout_milliseconds integer) TO huifang_service;

-- Name: FUNCTION claim_job(process uuid, lease_seconds integer); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.claim_job(process uuid, lease_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION operations.claim_job(process uuid, lease_seconds integer) TO huifang_service;

-- Name: FUNCTION due_timers(); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.due_timers() FROM PUBLIC;
GRANT ALL ON FUNCTION operations.due_timers() TO huifang_service;

-- Name: FUNCTION forget_answers(); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.forget_answers() FROM PUBLIC;
GRANT ALL ON FUNCTION operations.forget_answers() TO huifang_service;

-- Name: FUNCTION note_turn(tenant uuid, milliseconds integer); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.note_turn(tenant uuid, milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION operations.note_turn(tenant uuid, milliseconds integer) TO huifang_service;

-- Name: TABLE detail; Type: ACL; Schema: audit; Owner: -

GRANT SELECT ON TABLE audit.detail TO huifang_auditor;

-- Name: TABLE event; Type: ACL; Schema: audit; Owner: -

GRANT SELECT ON TABLE audit.event TO huifang_auditor;

-- Name: TABLE event_subject; Type: ACL; Schema: audit; Owner: -

GRANT SELECT ON TABLE audit.event_subject TO huifang_auditor;

-- Name: TABLE campus; Type: ACL; Schema: directory; Owner: -

GRANT SELECT ON TABLE directory.campus TO huifang_service;

-- Name: COLUMN campus.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.campus TO huifang_service;

-- Name: COLUMN campus.campus_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(campus_id) ON TABLE directory.campus TO huifang_service;

-- Name: COLUMN campus.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE directory.campus TO huifang_service;

-- Name: COLUMN campus.address; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(address),UPDATE(address) ON TABLE directory.campus TO huifang_service;

-- Name: COLUMN campus.status; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(status) ON TABLE directory.campus TO huifang_service;

-- Name: COLUMN campus.version; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(version) ON TABLE directory.campus TO huifang_service;

-- Name: TABLE department; Type: ACL; Schema: directory; Owner: -

GRANT SELECT ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.department_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(department_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.kind; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(kind),UPDATE(kind) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.is_follow_up_centre; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(is_follow_up_centre),UPDATE(is_follow_up_centre) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.confirmed; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(confirmed),UPDATE(confirmed) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.status; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(status) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.parent_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(parent_id),UPDATE(parent_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.head_staff_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(head_staff_id),UPDATE(head_staff_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.head_nurse_staff_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(head_nurse_staff_id),UPDATE(head_nurse_staff_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.campus_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(campus_id),UPDATE(campus_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.mapped_to_id; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(mapped_to_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.version; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(version) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.import_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(import_id) ON TABLE directory.department TO huifang_service;

-- Name: TABLE department_alias; Type: ACL; Schema: directory; Owner: -

GRANT SELECT,DELETE ON TABLE directory.department_alias TO huifang_service;

-- Name: COLUMN department_alias.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.department_alias TO huifang_service;

-- Name: COLUMN department_alias.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name) ON TABLE directory.department_alias TO huifang_service;

-- Name: COLUMN department_alias.department_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(department_id),UPDATE(department_id) ON TABLE directory.department_alias TO huifang_service;

-- Name: COLUMN organization.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.kind; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(kind),INSERT(kind) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.code; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(code),INSERT(code) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.name; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(name),INSERT(name),UPDATE(name) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.region_code; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(region_code),INSERT(region_code),UPDATE(region_code) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.parent_id; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(parent_id),INSERT(parent_id),UPDATE(parent_id) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.status; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(status),UPDATE(status) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.level; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(level),INSERT(level),UPDATE(level) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.ownership; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(ownership),INSERT(ownership),UPDATE(ownership) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.version; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(version),UPDATE(version) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.initials; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(initials) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.removable_from; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(removable_from) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.removed_at; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(removed_at) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.unified_code; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(unified_code),INSERT(unified_code),UPDATE(unified_code) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.registration_number; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(registration_number),INSERT(registration_number),UPDATE(registration_number) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.time_zone; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(time_zone),INSERT(time_zone),UPDATE(time_zone) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.created_at; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(created_at) ON TABLE directory.organization TO huifang_service;

-- Name: TABLE special_disease_entry; Type: ACL; Schema: directory; Owner: -

GRANT SELECT,INSERT ON TABLE directory.special_disease_entry TO huifang_service;

-- Name: TABLE special_disease_list; Type: ACL; Schema: directory; Owner: -

GRANT SELECT ON TABLE directory.special_disease_list TO huifang_service;

-- Name: COLUMN special_disease_list.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.special_disease_list TO huifang_service;

-- Name: COLUMN special_disease_list.list_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(list_id) ON TABLE directory.special_disease_list TO huifang_service;

-- Name: COLUMN special_disease_list.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE directory.special_disease_list TO huifang_service;

-- Name: COLUMN special_disease_list.status; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(status) ON TABLE directory.special_disease_list TO huifang_service;

-- Name: COLUMN special_disease_list.version; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(version) ON TABLE directory.special_disease_list TO huifang_service;

-- Name: TABLE staff; Type: ACL; Schema: directory; Owner: -

GRANT SELECT ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.staff_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(staff_id) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.department_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(department_id),UPDATE(department_id) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.title; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(title),UPDATE(title) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.confirmed; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(confirmed),UPDATE(confirmed) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.status; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(status) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.number; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(number),UPDATE(number) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.education; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(education),UPDATE(education) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.licence; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(licence),UPDATE(licence) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.practising_since; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(practising_since),UPDATE(practising_since) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.dialects; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(dialects),UPDATE(dialects) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.mapped_to_id; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(mapped_to_id) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.version; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(version) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.import_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(import_id) ON TABLE directory.staff TO huifang_service;

-- Name: COLUMN staff.department_since; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(department_since) ON TABLE directory.staff TO huifang_service;

-- Name: TABLE staff_alias; Type: ACL; Schema: directory; Owner: -

GRANT SELECT,DELETE ON TABLE directory.staff_alias TO huifang_service;

-- Name: COLUMN staff_alias.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.staff_alias TO huifang_service;

-- Name: COLUMN staff_alias.department_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(department_id) ON TABLE directory.staff_alias TO huifang_service;

-- Name: COLUMN staff_alias.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name) ON TABLE directory.staff_alias TO huifang_service;

-- Name: COLUMN staff_alias.staff_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(staff_id),UPDATE(staff_id) ON TABLE directory.staff_alias TO huifang_service;

-- Name: TABLE staff_department; Type: ACL; Schema: directory; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE directory.staff_department TO huifang_service;

-- Name: TABLE staff_former_department; Type: ACL; Schema: directory; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE directory.staff_former_department TO huifang_service;

-- Name: TABLE staff_met; Type: ACL; Schema: directory; Owner: -

GRANT SELECT ON TABLE directory.staff_met TO huifang_service;

-- Name: TABLE contact; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.relation; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(relation) ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.name; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(name) ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.state; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(state) ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact."position"; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE("position") ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.version; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(version) ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.is_guardian; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(is_guardian) ON TABLE discharges.contact TO huifang_service;

-- Name: TABLE contact_history; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.contact_history TO huifang_service;

-- Name: TABLE discharge; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.department_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(department_id) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.ward; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(ward) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.admitted_at; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(admitted_at) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.discharged_at; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(discharged_at) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.hour_known; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(hour_known) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.way_of_leaving; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(way_of_leaving) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.diagnosis_code; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(diagnosis_code) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.diagnosis_name; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(diagnosis_name) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.diagnoses; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(diagnoses) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.operations; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(operations) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.attending_staff_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(attending_staff_id) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.resident_staff_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(resident_staff_id) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.nurse_staff_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(nurse_staff_id) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.fingerprint; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(fingerprint) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.import_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(import_id) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.readmission_of; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(readmission_of) ON TABLE discharges.discharge TO huifang_service;

-- Name: COLUMN discharge.readmission_days; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(readmission_days) ON TABLE discharges.discharge TO huifang_service;

-- Name: TABLE discharge_history; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.discharge_history TO huifang_service;

-- Name: COLUMN discharge_history.department_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(department_id) ON TABLE discharges.discharge_history TO huifang_service;

-- Name: TABLE download; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,DELETE ON TABLE discharges.download TO huifang_service;

-- Name: COLUMN download.tenant_id; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(tenant_id) ON TABLE discharges.download TO huifang_service;

-- Name: COLUMN download.token_hash; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(token_hash) ON TABLE discharges.download TO huifang_service;

-- Name: COLUMN download.import_id; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(import_id) ON TABLE discharges.download TO huifang_service;

-- Name: COLUMN download.account_id; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(account_id) ON TABLE discharges.download TO huifang_service;

-- Name: COLUMN download.expires_at; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(expires_at) ON TABLE discharges.download TO huifang_service;

-- Name: COLUMN download.used_at; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(used_at) ON TABLE discharges.download TO huifang_service;

-- Name: TABLE duplicate; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.duplicate TO huifang_service;

-- Name: COLUMN duplicate.status; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(status) ON TABLE discharges.duplicate TO huifang_service;

-- Name: TABLE import; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE discharges.import TO huifang_service;

-- Name: TABLE import_part; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE discharges.import_part TO huifang_service;

-- Name: TABLE import_rejection; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.import_rejection TO huifang_service;

-- Name: TABLE import_warning; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.import_warning TO huifang_service;

-- Name: COLUMN import_warning.row_count; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(row_count) ON TABLE discharges.import_warning TO huifang_service;

-- Name: TABLE mother_child; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.mother_child TO huifang_service;

-- Name: TABLE mother_suggestion; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.mother_suggestion TO huifang_service;

-- Name: COLUMN mother_suggestion.status; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(status) ON TABLE discharges.mother_suggestion TO huifang_service;

-- Name: TABLE patient; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.name; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(name) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.name_index; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(name_index) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.sex; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(sex) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.birth_date; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(birth_date) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.identity_number; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(identity_number) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.identity_index; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(identity_index) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.address; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(address) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.deceased; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(deceased) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.died_on; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(died_on) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.death_source; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(death_source) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.knowledge_of_diagnosis; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(knowledge_of_diagnosis) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.knowledge_source; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(knowledge_source) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.alias; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(alias) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.alias_index; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(alias_index) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.version; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(version) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.merged_into; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(merged_into) ON TABLE discharges.patient TO huifang_service;

-- Name: COLUMN patient.mother_index; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(mother_index) ON TABLE discharges.patient TO huifang_service;

-- Name: TABLE patient_history; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.patient_history TO huifang_service;

-- Name: TABLE patient_merge; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.patient_merge TO huifang_service;

-- Name: COLUMN patient_merge.unmerged_by; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(unmerged_by) ON TABLE discharges.patient_merge TO huifang_service;

-- Name: COLUMN patient_merge.unmerged_at; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(unmerged_at) ON TABLE discharges.patient_merge TO huifang_service;

-- Name: TABLE setting; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT ON TABLE discharges.setting TO huifang_service;

-- Name: COLUMN setting.tenant_id; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(tenant_id) ON TABLE discharges.setting TO huifang_service;

-- Name: COLUMN setting.import_retention_days; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(import_retention_days),UPDATE(import_retention_days) ON TABLE discharges.setting TO huifang_service;

-- Name: COLUMN setting.changed_by; Type: ACL; Schema: discharges; Owner: -

GRANT INSERT(changed_by),UPDATE(changed_by) ON TABLE discharges.setting TO huifang_service;

-- Name: COLUMN setting.changed_at; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(changed_at) ON TABLE discharges.setting TO huifang_service;

-- Name: TABLE visit; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.visit TO huifang_service;

-- Name: COLUMN visit.ended_on; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(ended_on) ON TABLE discharges.visit TO huifang_service;

-- Name: COLUMN visit.discharge_id; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(discharge_id) ON TABLE discharges.visit TO huifang_service;

-- Name: COLUMN visit.version; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(version) ON TABLE discharges.visit TO huifang_service;

-- Name: TABLE attempt; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.attempt TO huifang_service;

-- Name: TABLE death; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.death TO huifang_service;

-- Name: COLUMN death.died_on; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(died_on) ON TABLE followup.death TO huifang_service;

-- Name: COLUMN death.withdrawn_by; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(withdrawn_by) ON TABLE followup.death TO huifang_service;

-- Name: COLUMN death.withdrawn_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(withdrawn_at) ON TABLE followup.death TO huifang_service;

-- Name: COLUMN death.reason; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(reason) ON TABLE followup.death TO huifang_service;

-- Name: TABLE exclusion; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE followup.exclusion TO huifang_service;

-- Name: COLUMN exclusion.department_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(department_id) ON TABLE followup.exclusion TO huifang_service;

-- Name: TABLE hold; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE followup.hold TO huifang_service;

-- Name: COLUMN hold.lifted_by; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(lifted_by) ON TABLE followup.hold TO huifang_service;

-- Name: COLUMN hold.lifted_on; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(lifted_on) ON TABLE followup.hold TO huifang_service;

-- Name: COLUMN hold.lifted_as; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(lifted_as) ON TABLE followup.hold TO huifang_service;

-- Name: COLUMN hold.version; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(version) ON TABLE followup.hold TO huifang_service;

-- Name: COLUMN hold.discharging_department_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(discharging_department_id) ON TABLE followup.hold TO huifang_service;

-- Name: TABLE number_correction; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.department_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(department_id) ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.due_on; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(due_on) ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.status; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(status) ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.contact_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(contact_id) ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.closed_by; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(closed_by) ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.closed_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(closed_at) ON TABLE followup.number_correction TO huifang_service;

-- Name: COLUMN number_correction.version; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(version) ON TABLE followup.number_correction TO huifang_service;

-- Name: TABLE policy; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.policy TO huifang_service;

-- Name: COLUMN policy.status; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(status) ON TABLE followup.policy TO huifang_service;

-- Name: COLUMN policy.published_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(published_at) ON TABLE followup.policy TO huifang_service;

-- Name: TABLE publication; Type: ACL; Schema: followup; Owner: -

GRANT SELECT ON TABLE followup.publication TO huifang_service;

-- Name: COLUMN publication.tenant_id; Type: ACL; Schema: followup; Owner: -

GRANT INSERT(tenant_id) ON TABLE followup.publication TO huifang_service;

-- Name: COLUMN publication.policy_id; Type: ACL; Schema: followup; Owner: -

GRANT INSERT(policy_id) ON TABLE followup.publication TO huifang_service;

-- Name: COLUMN publication.version; Type: ACL; Schema: followup; Owner: -

GRANT INSERT(version) ON TABLE followup.publication TO huifang_service;

-- Name: COLUMN publication.job_id; Type: ACL; Schema: followup; Owner: -

GRANT INSERT(job_id),UPDATE(job_id) ON TABLE followup.publication TO huifang_service;

-- Name: COLUMN publication.through_patient_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(through_patient_id) ON TABLE followup.publication TO huifang_service;

-- Name: COLUMN publication.task_count; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(task_count) ON TABLE followup.publication TO huifang_service;

-- Name: TABLE record; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.record TO huifang_service;

-- Name: TABLE round; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.round TO huifang_service;

-- Name: TABLE task; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.department_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(department_id) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.responsible_department_id; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(responsible_department_id) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.discharged_on; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(discharged_on) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.opens_on; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(opens_on) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.due_on; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(due_on) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.maximum_attempts; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(maximum_attempts) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.state; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(state) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.resumes; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(resumes) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.outcome; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(outcome) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.reason; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(reason) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.rested_since; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(rested_since) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.next_attempt_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(next_attempt_at) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.claimed_by; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(claimed_by) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.claimed_until; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(claimed_until) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.closed_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(closed_at) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.attempts; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(attempts) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.reached; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(reached) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.cause; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(cause) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.cause_version; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(cause_version) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.cause_input; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(cause_input) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.version; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(version) ON TABLE followup.task TO huifang_service;

-- Name: TABLE export; Type: ACL; Schema: handover; Owner: -

GRANT SELECT ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.tenant_id; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(tenant_id) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.export_id; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(export_id) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.requested_by; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(requested_by) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.requested_roles; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(requested_roles) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.reason; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(reason) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.status; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(status) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.approved_by; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(approved_by) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.approved_at; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(approved_at) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.job_id; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(job_id) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.archive_salt; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(archive_salt) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.passphrase; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(passphrase),UPDATE(passphrase) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.byte_count; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(byte_count) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.part_count; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(part_count) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.row_count; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(row_count) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.sha256; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(sha256) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.download_hash; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(download_hash) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.download_until; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(download_until) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.downloaded_at; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(downloaded_at) ON TABLE handover.export TO huifang_service;

-- Name: COLUMN export.expires_at; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(expires_at) ON TABLE handover.export TO huifang_service;

-- Name: TABLE export_file; Type: ACL; Schema: handover; Owner: -

GRANT SELECT ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.tenant_id; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(tenant_id) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.export_id; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(export_id) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.file_number; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(file_number) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.name; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(name) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.first_part; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(first_part) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.starts_at; Type: ACL; Schema: handover; Owner: -

GRANT INSERT(starts_at) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.byte_count; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(byte_count) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.row_count; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(row_count) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file."position"; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE("position") ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.finished; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(finished) ON TABLE handover.export_file TO huifang_service;

-- Name: COLUMN export_file.sha256; Type: ACL; Schema: handover; Owner: -

GRANT UPDATE(sha256) ON TABLE handover.export_file TO huifang_service;

-- Name: TABLE export_part; Type: ACL; Schema: handover; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE handover.export_part TO huifang_service;

-- Name: TABLE removal; Type: ACL; Schema: handover; Owner: -

GRANT SELECT ON TABLE handover.removal TO huifang_service;

-- Name: TABLE removal_request; Type: ACL; Schema: handover; Owner: -

GRANT SELECT ON TABLE handover.removal_request TO huifang_service;

-- Name: TABLE account; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(account_id) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.username; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(username) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.display_name; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(display_name),UPDATE(display_name) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.staff_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(staff_id),UPDATE(staff_id) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.password_hash; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(password_hash),UPDATE(password_hash) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.totp_secret; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(totp_secret),UPDATE(totp_secret) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.totp_last_step; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(totp_last_step) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.failures; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(failures) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.locked_until; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(locked_until) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.grants_version; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(grants_version) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.status; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(status) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.pending_totp_secret; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(pending_totp_secret) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.must_change_password; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(must_change_password) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.kind; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(kind) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.deactivated_at; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(deactivated_at) ON TABLE identity.account TO huifang_service;

-- Name: COLUMN account.pending_totp_failures; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(pending_totp_failures) ON TABLE identity.account TO huifang_service;

-- Name: TABLE assignment; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.assignment_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(assignment_id) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(account_id) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.role; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(role) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.department_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(department_id) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.valid_from; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(valid_from) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.valid_until; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(valid_until),UPDATE(valid_until) ON TABLE identity.assignment TO huifang_service;

-- Name: COLUMN assignment.substitution_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(substitution_id) ON TABLE identity.assignment TO huifang_service;

-- Name: TABLE integration_key; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.key_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(key_id) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(account_id) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.name; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(name) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.permissions; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(permissions) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.allowed_addresses; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(allowed_addresses) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.expires_at; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(expires_at) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.revoked_at; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(revoked_at) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.version; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(version) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_key.calls_per_second; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(calls_per_second) ON TABLE identity.integration_key TO huifang_service;

-- Name: COLUMN integration_secret.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE identity.integration_secret TO huifang_service;

-- Name: COLUMN integration_secret.key_id; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(key_id),INSERT(key_id) ON TABLE identity.integration_secret TO huifang_service;

-- Name: COLUMN integration_secret.secret_hash; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(secret_hash) ON TABLE identity.integration_secret TO huifang_service;

-- Name: COLUMN integration_secret.created_at; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(created_at) ON TABLE identity.integration_secret TO huifang_service;

-- Name: COLUMN integration_secret.valid_until; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(valid_until),UPDATE(valid_until) ON TABLE identity.integration_secret TO huifang_service;

-- Name: TABLE notice; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.notice TO huifang_service;

-- Name: TABLE recovery_code; Type: ACL; Schema: identity; Owner: -

GRANT SELECT,DELETE ON TABLE identity.recovery_code TO huifang_service;

-- Name: COLUMN recovery_code.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.recovery_code TO huifang_service;

-- Name: COLUMN recovery_code.account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(account_id) ON TABLE identity.recovery_code TO huifang_service;

-- Name: COLUMN recovery_code.code_hash; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(code_hash) ON TABLE identity.recovery_code TO huifang_service;

-- Name: COLUMN recovery_code.used_at; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(used_at) ON TABLE identity.recovery_code TO huifang_service;

-- Name: TABLE role; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.role TO huifang_service;

-- Name: COLUMN role.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.role TO huifang_service;

-- Name: COLUMN role.role; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(role) ON TABLE identity.role TO huifang_service;

-- Name: COLUMN role.name; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE identity.role TO huifang_service;

-- Name: COLUMN role.english_name; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(english_name),UPDATE(english_name) ON TABLE identity.role TO huifang_service;

-- Name: COLUMN role.version; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(version) ON TABLE identity.role TO huifang_service;

-- Name: COLUMN role.status; Type: ACL; Schema: identity; Owner: -

GRANT UPDATE(status) ON TABLE identity.role TO huifang_service;

-- Name: TABLE role_permission; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.role_permission TO huifang_service;

-- Name: COLUMN role_permission.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.role_permission TO huifang_service;

-- Name: COLUMN role_permission.role; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(role) ON TABLE identity.role_permission TO huifang_service;

-- Name: COLUMN role_permission.version; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(version) ON TABLE identity.role_permission TO huifang_service;

-- Name: COLUMN role_permission.permission; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(permission) ON TABLE identity.role_permission TO huifang_service;

-- Name: COLUMN role_permission.scope; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(scope) ON TABLE identity.role_permission TO huifang_service;

-- Name: COLUMN session.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.session_id; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(session_id),INSERT(session_id) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.account_id; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(account_id),INSERT(account_id) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.secret_hash; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(secret_hash) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.client_address; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(client_address),INSERT(client_address) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.created_at; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(created_at) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.last_seen_at; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(last_seen_at) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.expires_at; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(expires_at),INSERT(expires_at) ON TABLE identity.session TO huifang_service;

-- Name: COLUMN session.ended_at; Type: ACL; Schema: identity; Owner: -

GRANT SELECT(ended_at),UPDATE(ended_at) ON TABLE identity.session TO huifang_service;

-- Name: TABLE sign_in; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.sign_in TO huifang_service;

-- Name: COLUMN sign_in.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.sign_in TO huifang_service;

-- Name: COLUMN sign_in.account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(account_id) ON TABLE identity.sign_in TO huifang_service;

-- Name: COLUMN sign_in.event_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(event_id) ON TABLE identity.sign_in TO huifang_service;

-- Name: COLUMN sign_in.outcome; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(outcome) ON TABLE identity.sign_in TO huifang_service;

-- Name: COLUMN sign_in.reason; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(reason) ON TABLE identity.sign_in TO huifang_service;

-- Name: COLUMN sign_in.client_address; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(client_address) ON TABLE identity.sign_in TO huifang_service;

-- Name: TABLE substitution; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.substitution_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(substitution_id) ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.absent_account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(absent_account_id) ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.substitute_account_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(substitute_account_id) ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.created_by; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(created_by) ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.valid_from; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(valid_from) ON TABLE identity.substitution TO huifang_service;

-- Name: COLUMN substitution.valid_until; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(valid_until),UPDATE(valid_until) ON TABLE identity.substitution TO huifang_service;

-- Name: TABLE tenant_key; Type: ACL; Schema: identity; Owner: -

GRANT SELECT ON TABLE identity.tenant_key TO huifang_service;

-- Name: COLUMN tenant_key.tenant_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(tenant_id) ON TABLE identity.tenant_key TO huifang_service;

-- Name: COLUMN tenant_key.key_id; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(key_id) ON TABLE identity.tenant_key TO huifang_service;

-- Name: COLUMN tenant_key.wrapped; Type: ACL; Schema: identity; Owner: -

GRANT INSERT(wrapped) ON TABLE identity.tenant_key TO huifang_service;

-- Name: TABLE applied; Type: ACL; Schema: migrations; Owner: -

GRANT SELECT ON TABLE migrations.applied TO huifang_service;

-- Name: TABLE definition; Type: ACL; Schema: migrations; Owner: -

GRANT SELECT ON TABLE migrations.definition TO huifang_service;

-- Name: TABLE idempotency; Type: ACL; Schema: operations; Owner: -

GRANT SELECT,DELETE ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.tenant_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(tenant_id) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.account_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(account_id) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.method; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(method) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.key; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(key) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.fingerprint; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(fingerprint) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.answer; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(answer) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.scope; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(scope) ON TABLE operations.idempotency TO huifang_service;

-- Name: COLUMN idempotency.subjects; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(subjects) ON TABLE operations.idempotency TO huifang_service;

-- Name: TABLE job; Type: ACL; Schema: operations; Owner: -

GRANT SELECT ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.tenant_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(tenant_id) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.job_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(job_id) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.kind; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(kind) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.subject_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(subject_id) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.account_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(account_id) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.roles; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(roles) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.status; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(status) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.done; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(done) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.total; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(total),UPDATE(total) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.message; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(message) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.lease_until; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(lease_until) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.finished_at; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(finished_at) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.not_before; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(not_before) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.failures; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(failures) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.error_code; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(error_code) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.turn_ended_at; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(turn_ended_at) ON TABLE operations.job TO huifang_service;

-- Name: TABLE job_cancellation; Type: ACL; Schema: operations; Owner: -

GRANT SELECT ON TABLE operations.job_cancellation TO huifang_service;

-- Name: COLUMN job_cancellation.tenant_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(tenant_id) ON TABLE operations.job_cancellation TO huifang_service;

-- Name: COLUMN job_cancellation.job_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(job_id) ON TABLE operations.job_cancellation TO huifang_service;

-- Name: TABLE timer; Type: ACL; Schema: operations; Owner: -

GRANT SELECT,DELETE ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.tenant_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(tenant_id) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.timer_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(timer_id) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.kind; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(kind) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.subject_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(subject_id) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.account_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(account_id) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.roles; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(roles) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.due_at; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(due_at),UPDATE(due_at) ON TABLE operations.timer TO huifang_service;

-- Name: COLUMN timer.failures; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(failures) ON TABLE operations.timer TO huifang_service;

-- Name: DEFAULT PRIVILEGES FOR FUNCTIONS; Type: DEFAULT ACL; Schema: -; Owner: -

ALTER DEFAULT PRIVILEGES FOR ROLE huifang_owner REVOKE ALL ON FUNCTIONS  FROM PUBLIC;

