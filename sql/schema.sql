-- What sql/migrations make, written by scripts/dump-schema.sh. Never edited.

-- Name: access; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA access;

-- Name: SCHEMA access; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA access IS 'Accounts, assignments of roles, sessions, and the prologue of every transaction';

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

-- Name: migrations; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA migrations;

-- Name: SCHEMA migrations; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA migrations IS 'Which files of sql/migrations were applied to this database';

-- Name: operations; Type: SCHEMA; Schema: -; Owner: -

CREATE SCHEMA operations;

-- Name: SCHEMA operations; Type: COMMENT; Schema: -; Owner: -

COMMENT ON SCHEMA operations IS 'Idempotency keys, jobs and the outbox';

-- Name: credential(uuid, uuid, bytea); Type: FUNCTION; Schema: access; Owner: -

CREATE FUNCTION access.credential(tenant uuid, session uuid, secret bytea) RETURNS TABLE(account_id uuid, display_name text, username text, grants_version integer, expires_at timestamp with time zone, good_until timestamp with time zone, organization_kind text, organization_code text, role text, department_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, a.grants_version, s.expires_at,
        least(s.expires_at, (
          select min(v.valid_until) from access.assignment v
            where v.tenant_id = a.tenant_id and v.account_id = a.account_id and v.valid_until > now())), o.kind, o.code,
        g.role, g.department_id
      from access.session s
      join access.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
      join directory.organization o on o.tenant_id = s.tenant_id
      left join access.assignment g on g.tenant_id = a.tenant_id and g.account_id = a.account_id
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
      where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
        and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
        and a.status = 'active' and o.status = 'active';
end
$$;

-- Name: FUNCTION credential(tenant uuid, session uuid, secret bytea); Type: COMMENT; Schema: access; Owner: -

COMMENT ON FUNCTION access.credential(tenant uuid, session uuid, secret bytea) IS 'The person behind a bearer token, the roles held now, and until when that can be relied on';

-- Name: enrol_administrator(uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid); Type: FUNCTION; Schema: access; Owner: -

CREATE FUNCTION access.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  request audit.open;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant(), 'FORBIDDEN');
  perform app.guard(role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'),
    'RULE_VIOLATION', 'role');
  perform set_config('app.tenant_id', tenant::text, true);
  insert into access.tenant_key (tenant_id, key_id, wrapped) values (tenant, key_id, wrapped_key) on conflict do nothing;
  -- Two first administrators at once: one of them has sealed with a key that is not stored.
  perform app.guard(exists (
    select from access.tenant_key k
      where k.tenant_id = tenant and k.key_id = enrol_administrator.key_id and k.wrapped = wrapped_key),
    'VERSION_CONFLICT');
  insert into access.account (tenant_id, account_id, username, display_name, password_hash, totp_secret)
    values (tenant, account_id, username, display_name, password_hash, totp_secret);
  insert into access.assignment (tenant_id, assignment_id, account_id, role)
    values (tenant, assignment_id, account_id, role);
  if tenant <> request.tenant_id then
    request.tenant_id := tenant;
    perform audit.write(request, event_id, 'allowed', null, null, 1);
  end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
end
$$;

-- Name: FUNCTION enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid); Type: COMMENT; Schema: access; Owner: -

COMMENT ON FUNCTION access.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) IS 'Gives another organization an administrator, with an event in that organization''s log too; for the platform alone';

-- Name: found_platform(text, uuid, text, text, text, bytea, uuid, integer, bytea); Type: FUNCTION; Schema: access; Owner: -

CREATE FUNCTION access.found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea) RETURNS void
    LANGUAGE plpgsql
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  insert into directory.organization (tenant_id, kind, code, name)
    values (app.tenant(), 'platform', 'platform', platform_name) on conflict (tenant_id) do nothing;
  insert into access.tenant_key (tenant_id, key_id, wrapped)
    values (app.tenant(), key_id, wrapped_key) on conflict do nothing;
  insert into access.account (tenant_id, account_id, username, display_name, password_hash, totp_secret)
    values (app.tenant(), account_id, username, display_name, password_hash, totp_secret);
  insert into access.assignment (tenant_id, assignment_id, account_id, role)
    values (app.tenant(), assignment_id, account_id, 'platformAdministrator');
end
$$;

-- Name: FUNCTION found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea); Type: COMMENT; Schema: access; Owner: -

COMMENT ON FUNCTION access.found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea) IS 'The platform and its administrator, made by the owner (huifang admin create), not by the service';

-- Name: touch_session(uuid, uuid, bytea); Type: FUNCTION; Schema: access; Owner: -

CREATE FUNCTION access.touch_session(tenant uuid, session uuid, secret bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update access.session s set last_seen_at = now()
    where s.tenant_id = tenant and s.session_id = touch_session.session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.last_seen_at > now() - interval '15 minutes';
end
$$;

-- Name: FUNCTION touch_session(tenant uuid, session uuid, secret bytea); Type: COMMENT; Schema: access; Owner: -

COMMENT ON FUNCTION access.touch_session(tenant uuid, session uuid, secret bytea) IS 'Notes that the session is in use; the service calls it at most once a minute a session, outside the request''s transaction';

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
  condition text := 'tenant_id = (select app.tenant())';
  covered text;
begin
  if gate then
    condition := condition || ' and (select audit.begun())';
  end if;
  if cardinality(department_columns) > 0 then
    select string_agg(format('%I = any ((select app.departments())::uuid[])', name), ' or ')
      into covered from unnest(department_columns) as name;
    condition := condition || format(' and ((select app.whole_organization()) or %s)', covered);
  end if;
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy tenant on %s using (%s) with check (%s)', target, condition, condition);
end
$$;

-- Name: FUNCTION protect(target regclass, gate boolean, VARIADIC department_columns text[]); Type: COMMENT; Schema: app; Owner: -

COMMENT ON FUNCTION app.protect(target regclass, gate boolean, VARIADIC department_columns text[]) IS 'Row security of a tenant''s table, the same for all';

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
    SET enable_seqscan TO 'off'
    AS $$
begin
  update audit.open set detail_salt = salt, detail_commitment = commitment, detail_key_id = key_id, detail = ciphertext
    where xid = pg_current_xact_id_if_assigned();
  if not found then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'no audit event is open in this transaction';
  end if;
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
  found_session record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select s.account_id, s.last_seen_at, a.grants_version into found_session
    from access.session s
    join access.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
    where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
      and a.status = 'active';
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  if found_session.grants_version is distinct from grants then
    raise exception using errcode = 'HF004', message = 'UNAUTHENTICATED', detail = 'grants have changed';
  end if;
  perform audit.prepare_transaction(tenant, found_session.account_id, departments, timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, session_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (
    tenant, event_id, found_session.account_id, session, roles, method, purpose, request_id, fingerprint, personal_data);
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

-- Name: FUNCTION begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) IS 'Begins a transaction of a running job, for the person who started it; its row stays locked, so that two processes can''t both go on';

-- Name: begin_sign_in(uuid, uuid, uuid, bytea, text, integer); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
begin
  perform audit.prepare_transaction(tenant, null, '', timeout_milliseconds);
  insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint)
    values (tenant, event_id, '', method, 'signIn', request_id, fingerprint);
end
$$;

-- Name: FUNCTION begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begin_sign_in(tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) IS 'Begins the transaction of a sign-in: no actor, no department, so no row that belongs to one';

-- Name: begun(); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.begun() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
    select exists (
      select from audit.open
        where xid = pg_current_xact_id_if_assigned() and personal_data
          and tenant_id = nullif(current_setting('app.tenant_id', true), '')::uuid)
  $$;

-- Name: FUNCTION begun(); Type: COMMENT; Schema: audit; Owner: -

COMMENT ON FUNCTION audit.begun() IS 'Whether this transaction has its open row and declared personal data: otherwise that is invisible';

-- Name: close(uuid[], bigint, text, text); Type: FUNCTION; Schema: audit; Owner: -

CREATE FUNCTION audit.close(subjects uuid[], result_count bigint, outcome text DEFAULT 'allowed'::text, reason text DEFAULT NULL::text) RETURNS uuid
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $$
declare
  request audit.open;
begin
  delete from audit.open where xid = pg_current_xact_id_if_assigned() returning * into request;
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
  perform set_config('app.tenant_id', tenant::text, true),
    set_config('app.actor_id', coalesce(actor::text, ''), true),
    set_config('app.departments', departments, true),
    set_config('statement_timeout', timeout_milliseconds::text, true),
    set_config('lock_timeout', least(timeout_milliseconds, 2000)::text, true);
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

-- Name: job_tenants(); Type: FUNCTION; Schema: directory; Owner: -

CREATE FUNCTION directory.job_tenants() RETURNS TABLE(tenant_id uuid)
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query select o.tenant_id from directory.organization o where o.kind in ('hospital', 'platform') and o.status = 'active'
    order by random();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;

-- Name: FUNCTION job_tenants(); Type: COMMENT; Schema: directory; Owner: -

COMMENT ON FUNCTION directory.job_tenants() IS 'The hospitals and the platform, in an order that favours none; used by claim_job alone';

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

-- Name: stop_everything(uuid); Type: FUNCTION; Schema: followup; Owner: -

CREATE FUNCTION followup.stop_everything(task uuid) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
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

-- Name: FUNCTION stop_everything(task uuid); Type: COMMENT; Schema: followup; Owner: -

COMMENT ON FUNCTION followup.stop_everything(task uuid) IS 'Marks a task''s patient as dead and cancels all other open tasks; needs the open gate like every other access';

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
    update handover.export x set status = 'discarded' where x.tenant_id = tenant.tenant_id and x.status = 'ready'
      and x.expires_at < now();
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

-- Name: remove_rows(uuid, integer); Type: FUNCTION; Schema: handover; Owner: -

CREATE FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    SET enable_seqscan TO 'off'
    AS $_$
declare
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
      and o.removable_from <= (now() at time zone 'Asia/Shanghai')::date), 'INVALID_STATE', 'organizationId:notYetRemovable');
  for together in
    with recursive owned as (
      select c.oid, format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_' and n.nspname <> 'audit'
          and c.oid <> 'directory.organization'::regclass),
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
      group by placed.component order by bool_or(oid = 'access.tenant_key'::regclass) desc, max(depth) desc, placed.component
  loop
    delete from audit.open where xid = request.xid;
    inner_request := request;
    inner_request.tenant_id := organization;
    inner_request.personal_data := true;
    perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true),
      set_config('app.removing', organization::text, true);
    insert into audit.open select inner_request.*;
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
    insert into audit.open select request.*;
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
  end if;
  return total;
end
$_$;

-- Name: FUNCTION remove_rows(organization uuid, rows_at_most integer); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) IS 'Deletes some of a terminated hospital''s rows, data keys first; fewer than asked for when it was the last of them';

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
  update directory.organization o set status = 'active', removable_from = null
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is not null and o.removed_at is null
      and not exists (select from operations.job j
        where j.tenant_id = app.tenant() and j.kind = 'hospitalRemoval' and j.subject_id = organization);
  perform app.guard(found, 'INVALID_STATE', 'organizationId:notTerminated');
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
  perform app.guard(removable >= (now() at time zone 'Asia/Shanghai')::date + 30, 'RULE_VIOLATION', 'removableAfterDays:waitingPeriod');
  update directory.organization o set status = 'deactivated', removable_from = removable
    where o.tenant_id = organization and o.kind = 'hospital' and o.removable_from is null;
  perform app.guard(found, 'INVALID_STATE', 'organizationId:terminated');
  perform set_config('app.tenant_id', organization::text, true);
  update access.session s set ended_at = now() where s.tenant_id = organization and s.ended_at is null;
  update operations.job j set status = 'cancelled', finished_at = now(), lease_until = null
    where j.tenant_id = organization and j.status in ('queued', 'running');
  perform handover.note_in_log(request, organization, null, 1);
  perform set_config('app.tenant_id', request.tenant_id::text, true);
end
$$;

-- Name: FUNCTION terminate(organization uuid, removable date); Type: COMMENT; Schema: handover; Owner: -

COMMENT ON FUNCTION handover.terminate(organization uuid, removable date) IS 'Ends a hospital''s contract, with an event in its own log too; for the platform alone';

-- Name: claim_job(integer); Type: FUNCTION; Schema: operations; Owner: -

CREATE FUNCTION operations.claim_job(lease_seconds integer) RETURNS TABLE(tenant_id uuid, job_id uuid, kind text, subject_id uuid, holder integer)
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

-- Name: FUNCTION claim_job(lease_seconds integer); Type: COMMENT; Schema: operations; Owner: -

COMMENT ON FUNCTION operations.claim_job(lease_seconds integer) IS 'Takes the next job that nobody holds, tenant after tenant; the holder''s number fences off whoever held it before';

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

-- Name: account; Type: TABLE; Schema: access; Owner: -

CREATE TABLE access.account (
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
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT account_display_name_check CHECK (((length(display_name) >= 1) AND (length(display_name) <= 60))),
    CONSTRAINT account_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text]))),
    CONSTRAINT account_username_check CHECK ((username ~ '^[a-z][a-z0-9._-]{1,31}$'::text))
);

ALTER TABLE ONLY access.account FORCE ROW LEVEL SECURITY;

-- Name: TABLE account; Type: COMMENT; Schema: access; Owner: -

COMMENT ON TABLE access.account IS 'A person''s own sign-in; never shared (GB/T 22239 8.1.4.1)';

-- Name: COLUMN account.username; Type: COMMENT; Schema: access; Owner: -

COMMENT ON COLUMN access.account.username IS 'The part of the user name before the @';

-- Name: COLUMN account.staff_id; Type: COMMENT; Schema: access; Owner: -

COMMENT ON COLUMN access.account.staff_id IS 'The member of staff behind the account, where one is known';

-- Name: COLUMN account.totp_secret; Type: COMMENT; Schema: access; Owner: -

COMMENT ON COLUMN access.account.totp_secret IS 'Sealed with the tenant''s data key';

-- Name: assignment; Type: TABLE; Schema: access; Owner: -

CREATE TABLE access.assignment (
    tenant_id uuid NOT NULL,
    assignment_id uuid NOT NULL,
    account_id uuid NOT NULL,
    role text NOT NULL,
    department_id uuid,
    valid_from timestamp with time zone DEFAULT now() NOT NULL,
    valid_until timestamp with time zone,
    CONSTRAINT assignment_of_ward_names_department CHECK (((role <> ALL (ARRAY['wardDoctor'::text, 'wardNurse'::text, 'departmentHead'::text, 'headNurse'::text])) OR (department_id IS NOT NULL))),
    CONSTRAINT assignment_role_check CHECK ((role = ANY (ARRAY['platformAdministrator'::text, 'wardDoctor'::text, 'wardNurse'::text, 'departmentHead'::text, 'headNurse'::text, 'agent'::text, 'centreManager'::text, 'leader'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text, 'bureauSupervisor'::text, 'consultant'::text])))
);

ALTER TABLE ONLY access.assignment FORCE ROW LEVEL SECURITY;

-- Name: TABLE assignment; Type: COMMENT; Schema: access; Owner: -

COMMENT ON TABLE access.assignment IS 'Who holds which role, where and how long';

-- Name: COLUMN assignment.department_id; Type: COMMENT; Schema: access; Owner: -

COMMENT ON COLUMN access.assignment.department_id IS 'For which department the role is held; empty: for the hospital';

-- Name: session; Type: TABLE; Schema: access; Owner: -

CREATE TABLE access.session (
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

ALTER TABLE ONLY access.session FORCE ROW LEVEL SECURITY;

-- Name: TABLE session; Type: COMMENT; Schema: access; Owner: -

COMMENT ON TABLE access.session IS 'Signed-in sessions: 15 minutes idle, 12 hours at most';

-- Name: tenant_key; Type: TABLE; Schema: access; Owner: -

CREATE TABLE access.tenant_key (
    tenant_id uuid NOT NULL,
    key_id integer NOT NULL,
    wrapped bytea NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT tenant_key_key_id_check CHECK ((key_id > 0))
);

ALTER TABLE ONLY access.tenant_key FORCE ROW LEVEL SECURITY;

-- Name: TABLE tenant_key; Type: COMMENT; Schema: access; Owner: -

COMMENT ON TABLE access.tenant_key IS 'Data keys, wrapped by the master key, which is never in the database';

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

-- Name: department; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.department (
    tenant_id uuid NOT NULL,
    department_id uuid NOT NULL,
    name text NOT NULL,
    kind text NOT NULL,
    is_follow_up_centre boolean DEFAULT false NOT NULL,
    confirmed boolean DEFAULT true NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT department_kind_check CHECK ((kind = ANY (ARRAY['clinical'::text, 'functional'::text]))),
    CONSTRAINT department_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT department_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY directory.department FORCE ROW LEVEL SECURITY;

-- Name: TABLE department; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.department IS 'Departments of a hospital; one met by an import stands unconfirmed until an administrator confirms it';

-- Name: COLUMN department.kind; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.kind IS 'clinical or functional';

-- Name: COLUMN department.is_follow_up_centre; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.is_follow_up_centre IS '回访中心: whose worklist the centre''s calls stand on';

-- Name: COLUMN department.confirmed; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.department.confirmed IS 'false: met by an import, not yet confirmed by an administrator';

-- Name: organization; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.organization (
    tenant_id uuid NOT NULL,
    kind text NOT NULL,
    code text NOT NULL,
    name text NOT NULL,
    region_code text,
    parent_id uuid,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    removable_from date,
    removed_at timestamp with time zone,
    CONSTRAINT hospital_has_bureau CHECK (((kind <> 'hospital'::text) OR (parent_id IS NOT NULL))),
    CONSTRAINT organization_code_check CHECK ((code ~ '^[A-Za-z0-9-]{4,32}$'::text)),
    CONSTRAINT organization_has_region CHECK (((kind = 'platform'::text) OR (region_code IS NOT NULL))),
    CONSTRAINT organization_kind_check CHECK ((kind = ANY (ARRAY['platform'::text, 'bureau'::text, 'hospital'::text]))),
    CONSTRAINT organization_name_check CHECK (((length(name) >= 2) AND (length(name) <= 100))),
    CONSTRAINT organization_region_code_check CHECK ((region_code ~ '^[0-9]{6}$'::text)),
    CONSTRAINT organization_removed CHECK (((removed_at IS NULL) OR (removable_from IS NOT NULL))),
    CONSTRAINT organization_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text]))),
    CONSTRAINT organization_terminated CHECK (((removable_from IS NULL) OR (status = 'deactivated'::text)))
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

-- Name: COLUMN organization.removable_from; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.removable_from IS 'Terminated: from this day on what is held of the hospital may be removed';

-- Name: COLUMN organization.removed_at; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.organization.removed_at IS 'When the last of the hospital''s rows was removed; name, code and trail stay';

-- Name: staff; Type: TABLE; Schema: directory; Owner: -

CREATE TABLE directory.staff (
    tenant_id uuid NOT NULL,
    staff_id uuid NOT NULL,
    name text NOT NULL,
    department_id uuid NOT NULL,
    title text,
    confirmed boolean DEFAULT true NOT NULL,
    status text DEFAULT 'active'::text NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT staff_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT staff_status_check CHECK ((status = ANY (ARRAY['active'::text, 'deactivated'::text])))
);

ALTER TABLE ONLY directory.staff FORCE ROW LEVEL SECURITY;

-- Name: TABLE staff; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON TABLE directory.staff IS 'People who treat and follow up; one met by an import stands unconfirmed';

-- Name: COLUMN staff.confirmed; Type: COMMENT; Schema: directory; Owner: -

COMMENT ON COLUMN directory.staff.confirmed IS 'false: met by an import, not yet confirmed by an administrator';

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
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT contact_source_check CHECK ((source = ANY (ARRAY['patient'::text, 'work'::text, 'contact'::text]))),
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
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT discharge_after_admission CHECK ((discharged_at >= admitted_at)),
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
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT import_file_name_check CHECK (((length(file_name) >= 1) AND (length(file_name) <= 200))),
    CONSTRAINT import_status_check CHECK ((status = ANY (ARRAY['uploading'::text, 'committed'::text, 'finished'::text, 'failed'::text]))),
    CONSTRAINT import_sums CHECK ((read_count = (((new_count + updated_count) + unchanged_count) + rejected_count)))
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
    violations jsonb NOT NULL
);

ALTER TABLE ONLY discharges.import_rejection FORCE ROW LEVEL SECURITY;

-- Name: TABLE import_rejection; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON TABLE discharges.import_rejection IS 'Why a row was not taken: field, rule and remedy, without personal values';

-- Name: COLUMN import_rejection.row_number; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import_rejection.row_number IS 'The record in the file, from 0, the header not counted';

-- Name: COLUMN import_rejection.violations; Type: COMMENT; Schema: discharges; Owner: -

COMMENT ON COLUMN discharges.import_rejection.violations IS 'Field, rule and remedy, without personal values';

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
    created_at timestamp with time zone DEFAULT now() NOT NULL,
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
    CONSTRAINT exclusion_reason_check CHECK ((reason = ANY (ARRAY['deceased'::text, 'shortStay'::text])))
);

ALTER TABLE ONLY followup.exclusion FORCE ROW LEVEL SECURITY;

-- Name: TABLE exclusion; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.exclusion IS '不予回访: why a discharge gets no task; such discharges are not eligible';

-- Name: policy; Type: TABLE; Schema: followup; Owner: -

CREATE TABLE followup.policy (
    tenant_id uuid NOT NULL,
    policy_id uuid NOT NULL,
    version integer NOT NULL,
    name text NOT NULL,
    pack text,
    status text DEFAULT 'draft'::text NOT NULL,
    discharged_from date NOT NULL,
    exclude_deceased boolean DEFAULT true NOT NULL,
    exclude_stay_hours integer,
    target_percent numeric(5,2),
    published_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT policy_exclude_stay_hours_check CHECK (((exclude_stay_hours >= 1) AND (exclude_stay_hours <= 240))),
    CONSTRAINT policy_name_check CHECK (((length(name) >= 1) AND (length(name) <= 60))),
    CONSTRAINT policy_published CHECK (((status = 'draft'::text) = (published_at IS NULL))),
    CONSTRAINT policy_status_check CHECK ((status = ANY (ARRAY['draft'::text, 'published'::text, 'retired'::text]))),
    CONSTRAINT policy_target_percent_check CHECK (((target_percent >= (0)::numeric) AND (target_percent <= (100)::numeric))),
    CONSTRAINT policy_version_check CHECK ((version > 0))
);

ALTER TABLE ONLY followup.policy FORCE ROW LEVEL SECURITY;

-- Name: TABLE policy; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON TABLE followup.policy IS '回访方案: a hospital''s rules, versioned; a published version never changes';

-- Name: COLUMN policy.pack; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.policy.pack IS 'The policy pack that it came from (方案模板)';

-- Name: COLUMN policy.exclude_stay_hours; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.policy.exclude_stay_hours IS 'Stays of at most so many hours get no task (002-1: 24 小时内出院)';

-- Name: COLUMN policy.target_percent; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.policy.target_percent IS 'The share of eligible discharges to be followed up';

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
    status text DEFAULT 'due'::text NOT NULL,
    attempts smallint DEFAULT 0 NOT NULL,
    reached boolean DEFAULT false NOT NULL,
    next_attempt_at timestamp with time zone,
    promised boolean DEFAULT false NOT NULL,
    claimed_by uuid,
    claimed_until timestamp with time zone,
    reason text,
    version integer DEFAULT 1 NOT NULL,
    closed_at timestamp with time zone,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    CONSTRAINT task_claim CHECK (((claimed_by IS NULL) = (claimed_until IS NULL))),
    CONSTRAINT task_closed CHECK (((status = ANY (ARRAY['completed'::text, 'notFollowedUp'::text, 'cancelled'::text])) = (closed_at IS NOT NULL))),
    CONSTRAINT task_promise CHECK (((NOT promised) OR (next_attempt_at IS NOT NULL))),
    CONSTRAINT task_reason CHECK (((status = ANY (ARRAY['notFollowedUp'::text, 'cancelled'::text])) = (reason IS NOT NULL))),
    CONSTRAINT task_reason_check CHECK ((reason = ANY (ARRAY['noNumber'::text, 'noAnswer'::text, 'poweredOff'::text, 'suspended'::text, 'vacantNumber'::text, 'wrongNumber'::text, 'refusedRecovered'::text, 'refusedBusy'::text, 'refusedDissatisfied'::text, 'cannotCommunicate'::text, 'deceased'::text, 'other'::text]))),
    CONSTRAINT task_status_check CHECK ((status = ANY (ARRAY['due'::text, 'inProgress'::text, 'completed'::text, 'notFollowedUp'::text, 'cancelled'::text]))),
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

-- Name: COLUMN task.status; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.status IS '待回访 due, 回访中 inProgress, 已完成 completed, 未回访 notFollowedUp, 已取消 cancelled';

-- Name: COLUMN task.attempts; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.attempts IS 'How often it was tried';

-- Name: COLUMN task.reached; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.reached IS 'Whether somebody answered at least once, whatever came of it (接通)';

-- Name: COLUMN task.next_attempt_at; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.next_attempt_at IS 'Not before this moment: a promised redial, or the wait that the retry rule asks for';

-- Name: COLUMN task.reason; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON COLUMN followup.task.reason IS '未回访原因: why it ended without a follow-up';

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
    expires_at timestamp with time zone,
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
    cancel_requested boolean DEFAULT false NOT NULL,
    lease_until timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT job_finished CHECK (((status = ANY (ARRAY['succeeded'::text, 'failed'::text, 'cancelled'::text])) = (finished_at IS NOT NULL))),
    CONSTRAINT job_kind_check CHECK ((kind = ANY (ARRAY['dischargeImport'::text, 'hospitalExport'::text, 'hospitalRemoval'::text]))),
    CONSTRAINT job_status_check CHECK ((status = ANY (ARRAY['queued'::text, 'running'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])))
);

ALTER TABLE ONLY operations.job FORCE ROW LEVEL SECURITY;

-- Name: TABLE job; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.job IS 'Long work, resumable: a lease that runs out is taken up again by any process';

-- Name: outbox; Type: TABLE; Schema: operations; Owner: -

CREATE TABLE operations.outbox (
    tenant_id uuid NOT NULL,
    message_id uuid NOT NULL,
    topic text NOT NULL,
    body jsonb NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    delivered_at timestamp with time zone
);

ALTER TABLE ONLY operations.outbox FORCE ROW LEVEL SECURITY;

-- Name: TABLE outbox; Type: COMMENT; Schema: operations; Owner: -

COMMENT ON TABLE operations.outbox IS 'What must be told to others, written with its cause; identifiers only, no personal data';

-- Name: account account_pkey; Type: CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (tenant_id, account_id);

-- Name: account account_username_unique; Type: CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.account
    ADD CONSTRAINT account_username_unique UNIQUE (tenant_id, username);

-- Name: assignment assignment_pkey; Type: CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.assignment
    ADD CONSTRAINT assignment_pkey PRIMARY KEY (tenant_id, assignment_id);

-- Name: assignment assignment_unique; Type: CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.assignment
    ADD CONSTRAINT assignment_unique UNIQUE NULLS NOT DISTINCT (tenant_id, account_id, role, department_id);

-- Name: session session_pkey; Type: CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (tenant_id, session_id);

-- Name: tenant_key tenant_key_pkey; Type: CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.tenant_key
    ADD CONSTRAINT tenant_key_pkey PRIMARY KEY (tenant_id, key_id);

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

-- Name: staff staff_name_unique; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_name_unique UNIQUE (tenant_id, department_id, name);

-- Name: staff staff_pkey; Type: CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_pkey PRIMARY KEY (tenant_id, staff_id);

-- Name: contact contact_number; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_number UNIQUE (tenant_id, patient_id, source, phone_index);

-- Name: contact contact_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_pkey PRIMARY KEY (tenant_id, contact_id);

-- Name: discharge discharge_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_pkey PRIMARY KEY (tenant_id, discharge_id);

-- Name: discharge discharge_stay; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_stay UNIQUE (tenant_id, record_number, stay_number);

-- Name: import_part import_part_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_part
    ADD CONSTRAINT import_part_pkey PRIMARY KEY (tenant_id, import_id, part_number);

-- Name: import import_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import
    ADD CONSTRAINT import_pkey PRIMARY KEY (tenant_id, import_id);

-- Name: import_rejection import_rejection_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_rejection
    ADD CONSTRAINT import_rejection_pkey PRIMARY KEY (tenant_id, import_id, row_number);

-- Name: patient patient_pkey; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_pkey PRIMARY KEY (tenant_id, patient_id);

-- Name: patient patient_record_number; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_record_number UNIQUE (tenant_id, record_number);

-- Name: patient patient_subject; Type: CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.patient
    ADD CONSTRAINT patient_subject UNIQUE (tenant_id, subject_id);

-- Name: attempt attempt_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.attempt
    ADD CONSTRAINT attempt_pkey PRIMARY KEY (tenant_id, attempt_id);

-- Name: exclusion exclusion_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.exclusion
    ADD CONSTRAINT exclusion_pkey PRIMARY KEY (tenant_id, discharge_id, policy_id);

-- Name: policy policy_pkey; Type: CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.policy
    ADD CONSTRAINT policy_pkey PRIMARY KEY (tenant_id, policy_id, version);

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

-- Name: applied applied_name_unique; Type: CONSTRAINT; Schema: migrations; Owner: -

ALTER TABLE ONLY migrations.applied
    ADD CONSTRAINT applied_name_unique UNIQUE (name);

-- Name: applied applied_pkey; Type: CONSTRAINT; Schema: migrations; Owner: -

ALTER TABLE ONLY migrations.applied
    ADD CONSTRAINT applied_pkey PRIMARY KEY ("position");

-- Name: idempotency idempotency_key; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.idempotency
    ADD CONSTRAINT idempotency_key PRIMARY KEY (tenant_id, account_id, method, key);

-- Name: job job_pkey; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (tenant_id, job_id);

-- Name: outbox outbox_pkey; Type: CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.outbox
    ADD CONSTRAINT outbox_pkey PRIMARY KEY (tenant_id, message_id);

-- Name: assignment_separates_administrators; Type: INDEX; Schema: access; Owner: -

CREATE UNIQUE INDEX assignment_separates_administrators ON access.assignment USING btree (tenant_id, account_id) WHERE (role = ANY (ARRAY['platformAdministrator'::text, 'hospitalAdministrator'::text, 'securityOfficer'::text, 'auditor'::text]));

-- Name: INDEX assignment_separates_administrators; Type: COMMENT; Schema: access; Owner: -

COMMENT ON INDEX access.assignment_separates_administrators IS '三员分离: no account holds two of the system, security and audit administrators'' roles';

-- Name: session_by_account; Type: INDEX; Schema: access; Owner: -

CREATE INDEX session_by_account ON access.session USING btree (tenant_id, account_id) WHERE (ended_at IS NULL);

-- Name: event_by_actor; Type: INDEX; Schema: audit; Owner: -

CREATE INDEX event_by_actor ON ONLY audit.event USING btree (tenant_id, actor_id, at);

-- Name: event_by_xid; Type: INDEX; Schema: audit; Owner: -

CREATE INDEX event_by_xid ON ONLY audit.event USING btree (xid);

-- Name: department_one_centre; Type: INDEX; Schema: directory; Owner: -

CREATE UNIQUE INDEX department_one_centre ON directory.department USING btree (tenant_id) WHERE is_follow_up_centre;

-- Name: contact_by_last_four; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX contact_by_last_four ON discharges.contact USING btree (tenant_id, last_four_index);

-- Name: contact_by_phone; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX contact_by_phone ON discharges.contact USING btree (tenant_id, phone_index);

-- Name: discharge_by_department; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_by_department ON discharges.discharge USING btree (tenant_id, department_id, discharged_on, discharge_id);

-- Name: discharge_by_patient; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX discharge_by_patient ON discharges.discharge USING btree (tenant_id, patient_id);

-- Name: patient_by_identity; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_identity ON discharges.patient USING btree (tenant_id, identity_index) WHERE (identity_index IS NOT NULL);

-- Name: patient_by_name; Type: INDEX; Schema: discharges; Owner: -

CREATE INDEX patient_by_name ON discharges.patient USING btree (tenant_id, name_index);

-- Name: attempt_by_task; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX attempt_by_task ON followup.attempt USING btree (tenant_id, task_id, at);

-- Name: exclusion_by_department; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX exclusion_by_department ON followup.exclusion USING btree (tenant_id, department_id, discharged_on);

-- Name: policy_one_published; Type: INDEX; Schema: followup; Owner: -

CREATE UNIQUE INDEX policy_one_published ON followup.policy USING btree (tenant_id, policy_id) WHERE (status = 'published'::text);

-- Name: task_claimed; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_claimed ON followup.task USING btree (tenant_id, claimed_by, claimed_until) WHERE (claimed_by IS NOT NULL);

-- Name: task_figures; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_figures ON followup.task USING btree (tenant_id, department_id, discharged_on) INCLUDE (discharge_id, policy_id, round_number, status, attempts, reached, reason, responsible_department_id);

-- Name: INDEX task_figures; Type: COMMENT; Schema: followup; Owner: -

COMMENT ON INDEX followup.task_figures IS 'Holds what reports and the policy ask for, so that figures come from the index alone';

-- Name: task_open_by_patient; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_open_by_patient ON followup.task USING btree (tenant_id, patient_id) WHERE (status = ANY (ARRAY['due'::text, 'inProgress'::text]));

-- Name: task_promised; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_promised ON followup.task USING btree (tenant_id, responsible_department_id, responsible_role, next_attempt_at, task_id) WHERE ((status = ANY (ARRAY['due'::text, 'inProgress'::text])) AND promised);

-- Name: task_worklist; Type: INDEX; Schema: followup; Owner: -

CREATE INDEX task_worklist ON followup.task USING btree (tenant_id, responsible_department_id, responsible_role, due_on, task_id) WHERE ((status = ANY (ARRAY['due'::text, 'inProgress'::text])) AND (NOT promised));

-- Name: export_one_at_a_time; Type: INDEX; Schema: handover; Owner: -

CREATE UNIQUE INDEX export_one_at_a_time ON handover.export USING btree (tenant_id) WHERE (status = ANY (ARRAY['requested'::text, 'approved'::text]));

-- Name: idempotency_by_age; Type: INDEX; Schema: operations; Owner: -

CREATE INDEX idempotency_by_age ON operations.idempotency USING btree (tenant_id, created_at);

-- Name: job_waiting; Type: INDEX; Schema: operations; Owner: -

CREATE INDEX job_waiting ON operations.job USING btree (tenant_id, created_at) WHERE (status = ANY (ARRAY['queued'::text, 'running'::text]));

-- Name: outbox_waiting; Type: INDEX; Schema: operations; Owner: -

CREATE INDEX outbox_waiting ON operations.outbox USING btree (tenant_id, created_at) WHERE (delivered_at IS NULL);

-- Name: detail append_only; Type: TRIGGER; Schema: audit; Owner: -

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.detail FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Name: event append_only; Type: TRIGGER; Schema: audit; Owner: -

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.event FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Name: event_subject append_only; Type: TRIGGER; Schema: audit; Owner: -

CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.event_subject FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Name: open must_be_closed; Type: TRIGGER; Schema: audit; Owner: -

CREATE CONSTRAINT TRIGGER must_be_closed AFTER INSERT ON audit.open DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION audit.require_closed();

-- Name: account account_staff; Type: FK CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.account
    ADD CONSTRAINT account_staff FOREIGN KEY (tenant_id, staff_id) REFERENCES directory.staff(tenant_id, staff_id);

-- Name: account account_tenant_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.account
    ADD CONSTRAINT account_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: assignment assignment_account; Type: FK CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.assignment
    ADD CONSTRAINT assignment_account FOREIGN KEY (tenant_id, account_id) REFERENCES access.account(tenant_id, account_id);

-- Name: assignment assignment_department; Type: FK CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.assignment
    ADD CONSTRAINT assignment_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: session session_account; Type: FK CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.session
    ADD CONSTRAINT session_account FOREIGN KEY (tenant_id, account_id) REFERENCES access.account(tenant_id, account_id);

-- Name: tenant_key tenant_key_tenant_id_fkey; Type: FK CONSTRAINT; Schema: access; Owner: -

ALTER TABLE ONLY access.tenant_key
    ADD CONSTRAINT tenant_key_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: department department_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.department
    ADD CONSTRAINT department_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: organization organization_parent_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.organization
    ADD CONSTRAINT organization_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES directory.organization(tenant_id);

-- Name: staff staff_department; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: staff staff_tenant_id_fkey; Type: FK CONSTRAINT; Schema: directory; Owner: -

ALTER TABLE ONLY directory.staff
    ADD CONSTRAINT staff_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: contact contact_patient; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.contact
    ADD CONSTRAINT contact_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: discharge discharge_department; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_department FOREIGN KEY (tenant_id, department_id) REFERENCES directory.department(tenant_id, department_id);

-- Name: discharge discharge_patient; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.discharge
    ADD CONSTRAINT discharge_patient FOREIGN KEY (tenant_id, patient_id) REFERENCES discharges.patient(tenant_id, patient_id);

-- Name: import import_account; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import
    ADD CONSTRAINT import_account FOREIGN KEY (tenant_id, account_id) REFERENCES access.account(tenant_id, account_id);

-- Name: import_part import_part_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_part
    ADD CONSTRAINT import_part_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id) ON DELETE CASCADE;

-- Name: import_rejection import_rejection_import; Type: FK CONSTRAINT; Schema: discharges; Owner: -

ALTER TABLE ONLY discharges.import_rejection
    ADD CONSTRAINT import_rejection_import FOREIGN KEY (tenant_id, import_id) REFERENCES discharges.import(tenant_id, import_id) ON DELETE CASCADE;

-- Name: attempt attempt_contact; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.attempt
    ADD CONSTRAINT attempt_contact FOREIGN KEY (tenant_id, contact_id) REFERENCES discharges.contact(tenant_id, contact_id);

-- Name: attempt attempt_task; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.attempt
    ADD CONSTRAINT attempt_task FOREIGN KEY (tenant_id, task_id) REFERENCES followup.task(tenant_id, task_id);

-- Name: exclusion exclusion_discharge; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.exclusion
    ADD CONSTRAINT exclusion_discharge FOREIGN KEY (tenant_id, discharge_id) REFERENCES discharges.discharge(tenant_id, discharge_id);

-- Name: exclusion exclusion_policy; Type: FK CONSTRAINT; Schema: followup; Owner: -

ALTER TABLE ONLY followup.exclusion
    ADD CONSTRAINT exclusion_policy FOREIGN KEY (tenant_id, policy_id, policy_version) REFERENCES followup.policy(tenant_id, policy_id, version);

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
    ADD CONSTRAINT export_approver FOREIGN KEY (tenant_id, approved_by) REFERENCES access.account(tenant_id, account_id);

-- Name: export_file export_file_export; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export_file
    ADD CONSTRAINT export_file_export FOREIGN KEY (tenant_id, export_id) REFERENCES handover.export(tenant_id, export_id) ON DELETE CASCADE;

-- Name: export_part export_part_export; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export_part
    ADD CONSTRAINT export_part_export FOREIGN KEY (tenant_id, export_id) REFERENCES handover.export(tenant_id, export_id) ON DELETE CASCADE;

-- Name: export export_requester; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.export
    ADD CONSTRAINT export_requester FOREIGN KEY (tenant_id, requested_by) REFERENCES access.account(tenant_id, account_id);

-- Name: removal removal_tenant_id_fkey; Type: FK CONSTRAINT; Schema: handover; Owner: -

ALTER TABLE ONLY handover.removal
    ADD CONSTRAINT removal_tenant_id_fkey FOREIGN KEY (tenant_id) REFERENCES directory.organization(tenant_id);

-- Name: job job_account; Type: FK CONSTRAINT; Schema: operations; Owner: -

ALTER TABLE ONLY operations.job
    ADD CONSTRAINT job_account FOREIGN KEY (tenant_id, account_id) REFERENCES access.account(tenant_id, account_id);

-- Name: account; Type: ROW SECURITY; Schema: access; Owner: -

ALTER TABLE access.account ENABLE ROW LEVEL SECURITY;

-- Name: assignment; Type: ROW SECURITY; Schema: access; Owner: -

ALTER TABLE access.assignment ENABLE ROW LEVEL SECURITY;

-- Name: session; Type: ROW SECURITY; Schema: access; Owner: -

ALTER TABLE access.session ENABLE ROW LEVEL SECURITY;

-- Name: account tenant; Type: POLICY; Schema: access; Owner: -

CREATE POLICY tenant ON access.account USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: assignment tenant; Type: POLICY; Schema: access; Owner: -

CREATE POLICY tenant ON access.assignment USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: session tenant; Type: POLICY; Schema: access; Owner: -

CREATE POLICY tenant ON access.session USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: tenant_key tenant; Type: POLICY; Schema: access; Owner: -

CREATE POLICY tenant ON access.tenant_key USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: tenant_key; Type: ROW SECURITY; Schema: access; Owner: -

ALTER TABLE access.tenant_key ENABLE ROW LEVEL SECURITY;

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

-- Name: department; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.department ENABLE ROW LEVEL SECURITY;

-- Name: organization; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.organization ENABLE ROW LEVEL SECURITY;

-- Name: staff; Type: ROW SECURITY; Schema: directory; Owner: -

ALTER TABLE directory.staff ENABLE ROW LEVEL SECURITY;

-- Name: department tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.department USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: organization tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.organization USING (((tenant_id = ( SELECT app.tenant() AS tenant)) OR ( SELECT app.is_platform() AS is_platform))) WITH CHECK (( SELECT app.is_platform() AS is_platform));

-- Name: staff tenant; Type: POLICY; Schema: directory; Owner: -

CREATE POLICY tenant ON directory.staff USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: contact; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.contact ENABLE ROW LEVEL SECURITY;

-- Name: discharge; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.discharge ENABLE ROW LEVEL SECURITY;

-- Name: import; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import ENABLE ROW LEVEL SECURITY;

-- Name: import_part; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import_part ENABLE ROW LEVEL SECURITY;

-- Name: import_rejection; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.import_rejection ENABLE ROW LEVEL SECURITY;

-- Name: patient; Type: ROW SECURITY; Schema: discharges; Owner: -

ALTER TABLE discharges.patient ENABLE ROW LEVEL SECURITY;

-- Name: contact tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.contact USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: discharge tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.discharge USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: import tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: import_part tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import_part USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: import_rejection tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.import_rejection USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: patient tenant; Type: POLICY; Schema: discharges; Owner: -

CREATE POLICY tenant ON discharges.patient USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun)));

-- Name: attempt; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.attempt ENABLE ROW LEVEL SECURITY;

-- Name: exclusion; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.exclusion ENABLE ROW LEVEL SECURITY;

-- Name: policy; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.policy ENABLE ROW LEVEL SECURITY;

-- Name: record; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.record ENABLE ROW LEVEL SECURITY;

-- Name: round; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.round ENABLE ROW LEVEL SECURITY;

-- Name: task; Type: ROW SECURITY; Schema: followup; Owner: -

ALTER TABLE followup.task ENABLE ROW LEVEL SECURITY;

-- Name: attempt tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.attempt USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])) OR (responsible_department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: exclusion tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.exclusion USING (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[]))))) WITH CHECK (((tenant_id = ( SELECT app.tenant() AS tenant)) AND ( SELECT audit.begun() AS begun) AND (( SELECT app.whole_organization() AS whole_organization) OR (department_id = ANY (( SELECT app.departments() AS departments)::uuid[])))));

-- Name: policy tenant; Type: POLICY; Schema: followup; Owner: -

CREATE POLICY tenant ON followup.policy USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

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

-- Name: export tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.export USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: export_file tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.export_file USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: export_part tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.export_part USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: removal tenant; Type: POLICY; Schema: handover; Owner: -

CREATE POLICY tenant ON handover.removal USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: idempotency; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.idempotency ENABLE ROW LEVEL SECURITY;

-- Name: job; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.job ENABLE ROW LEVEL SECURITY;

-- Name: outbox; Type: ROW SECURITY; Schema: operations; Owner: -

ALTER TABLE operations.outbox ENABLE ROW LEVEL SECURITY;

-- Name: idempotency tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.idempotency USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: job tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.job USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: outbox tenant; Type: POLICY; Schema: operations; Owner: -

CREATE POLICY tenant ON operations.outbox USING ((tenant_id = ( SELECT app.tenant() AS tenant))) WITH CHECK ((tenant_id = ( SELECT app.tenant() AS tenant)));

-- Name: SCHEMA access; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA access TO huifang_service;
GRANT USAGE ON SCHEMA access TO huifang_auditor;

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

-- Name: SCHEMA migrations; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA migrations TO huifang_service;

-- Name: SCHEMA operations; Type: ACL; Schema: -; Owner: -

GRANT USAGE ON SCHEMA operations TO huifang_service;

-- Name: FUNCTION credential(tenant uuid, session uuid, secret bytea); Type: ACL; Schema: access; Owner: -

REVOKE ALL ON FUNCTION access.credential(tenant uuid, session uuid, secret bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION access.credential(tenant uuid, session uuid, secret bytea) TO huifang_service;

-- Name: FUNCTION enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid); Type: ACL; Schema: access; Owner: -

REVOKE ALL ON FUNCTION access.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION access.enrol_administrator(tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, role text, key_id integer, wrapped_key bytea, event_id uuid) TO huifang_service;

-- Name: FUNCTION found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea); Type: ACL; Schema: access; Owner: -

REVOKE ALL ON FUNCTION access.found_platform(platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid, key_id integer, wrapped_key bytea) FROM PUBLIC;

-- Name: FUNCTION touch_session(tenant uuid, session uuid, secret bytea); Type: ACL; Schema: access; Owner: -

REVOKE ALL ON FUNCTION access.touch_session(tenant uuid, session uuid, secret bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION access.touch_session(tenant uuid, session uuid, secret bytea) TO huifang_service;

-- Name: FUNCTION protect(target regclass, gate boolean, VARIADIC department_columns text[]); Type: ACL; Schema: app; Owner: -

REVOKE ALL ON FUNCTION app.protect(target regclass, gate boolean, VARIADIC department_columns text[]) FROM PUBLIC;

-- Name: FUNCTION add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.add_detail(salt bytea, commitment bytea, key_id integer, ciphertext bytea) TO huifang_service;

-- Name: FUNCTION begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begin(tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text, purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) TO huifang_service;

-- Name: FUNCTION begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer); Type: ACL; Schema: audit; Owner: -

REVOKE ALL ON FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION audit.begin_job(tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea, timeout_milliseconds integer) TO huifang_service;

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

-- Name: FUNCTION job_tenants(); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.job_tenants() FROM PUBLIC;

-- Name: FUNCTION organization_with_code(searched text); Type: ACL; Schema: directory; Owner: -

REVOKE ALL ON FUNCTION directory.organization_with_code(searched text) FROM PUBLIC;
GRANT ALL ON FUNCTION directory.organization_with_code(searched text) TO huifang_service;

-- Name: FUNCTION stop_everything(task uuid); Type: ACL; Schema: followup; Owner: -

REVOKE ALL ON FUNCTION followup.stop_everything(task uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION followup.stop_everything(task uuid) TO huifang_service;

-- Name: FUNCTION audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.audit_events(export uuid, after_at timestamp with time zone, after_event uuid, rows_at_most integer) TO huifang_service;

-- Name: FUNCTION forget_archives(); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.forget_archives() FROM PUBLIC;
GRANT ALL ON FUNCTION handover.forget_archives() TO huifang_service;

-- Name: FUNCTION note_in_log(request audit.open, organization uuid, reason text, result_count bigint); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.note_in_log(request audit.open, organization uuid, reason text, result_count bigint) FROM PUBLIC;

-- Name: FUNCTION remove_rows(organization uuid, rows_at_most integer); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.remove_rows(organization uuid, rows_at_most integer) TO huifang_service;

-- Name: FUNCTION resume(organization uuid); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.resume(organization uuid) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.resume(organization uuid) TO huifang_service;

-- Name: FUNCTION terminate(organization uuid, removable date); Type: ACL; Schema: handover; Owner: -

REVOKE ALL ON FUNCTION handover.terminate(organization uuid, removable date) FROM PUBLIC;
GRANT ALL ON FUNCTION handover.terminate(organization uuid, removable date) TO huifang_service;

-- Name: FUNCTION claim_job(lease_seconds integer); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.claim_job(lease_seconds integer) FROM PUBLIC;
GRANT ALL ON FUNCTION operations.claim_job(lease_seconds integer) TO huifang_service;

-- Name: FUNCTION forget_answers(); Type: ACL; Schema: operations; Owner: -

REVOKE ALL ON FUNCTION operations.forget_answers() FROM PUBLIC;
GRANT ALL ON FUNCTION operations.forget_answers() TO huifang_service;

-- Name: TABLE account; Type: ACL; Schema: access; Owner: -

GRANT SELECT ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.tenant_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(tenant_id) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.account_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(account_id) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.username; Type: ACL; Schema: access; Owner: -

GRANT INSERT(username) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.display_name; Type: ACL; Schema: access; Owner: -

GRANT INSERT(display_name),UPDATE(display_name) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.staff_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(staff_id) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.password_hash; Type: ACL; Schema: access; Owner: -

GRANT INSERT(password_hash),UPDATE(password_hash) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.totp_secret; Type: ACL; Schema: access; Owner: -

GRANT INSERT(totp_secret),UPDATE(totp_secret) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.totp_last_step; Type: ACL; Schema: access; Owner: -

GRANT UPDATE(totp_last_step) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.failures; Type: ACL; Schema: access; Owner: -

GRANT UPDATE(failures) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.locked_until; Type: ACL; Schema: access; Owner: -

GRANT UPDATE(locked_until) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.grants_version; Type: ACL; Schema: access; Owner: -

GRANT UPDATE(grants_version) ON TABLE access.account TO huifang_service;

-- Name: COLUMN account.status; Type: ACL; Schema: access; Owner: -

GRANT UPDATE(status) ON TABLE access.account TO huifang_service;

-- Name: TABLE assignment; Type: ACL; Schema: access; Owner: -

GRANT SELECT ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.tenant_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(tenant_id) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.assignment_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(assignment_id) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.account_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(account_id) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.role; Type: ACL; Schema: access; Owner: -

GRANT INSERT(role) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.department_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(department_id) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.valid_from; Type: ACL; Schema: access; Owner: -

GRANT INSERT(valid_from) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN assignment.valid_until; Type: ACL; Schema: access; Owner: -

GRANT INSERT(valid_until),UPDATE(valid_until) ON TABLE access.assignment TO huifang_service;

-- Name: COLUMN session.tenant_id; Type: ACL; Schema: access; Owner: -

GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.session_id; Type: ACL; Schema: access; Owner: -

GRANT SELECT(session_id),INSERT(session_id) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.account_id; Type: ACL; Schema: access; Owner: -

GRANT SELECT(account_id),INSERT(account_id) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.secret_hash; Type: ACL; Schema: access; Owner: -

GRANT INSERT(secret_hash) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.client_address; Type: ACL; Schema: access; Owner: -

GRANT SELECT(client_address),INSERT(client_address) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.created_at; Type: ACL; Schema: access; Owner: -

GRANT SELECT(created_at) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.last_seen_at; Type: ACL; Schema: access; Owner: -

GRANT SELECT(last_seen_at) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.expires_at; Type: ACL; Schema: access; Owner: -

GRANT SELECT(expires_at),INSERT(expires_at) ON TABLE access.session TO huifang_service;

-- Name: COLUMN session.ended_at; Type: ACL; Schema: access; Owner: -

GRANT SELECT(ended_at),UPDATE(ended_at) ON TABLE access.session TO huifang_service;

-- Name: TABLE tenant_key; Type: ACL; Schema: access; Owner: -

GRANT SELECT ON TABLE access.tenant_key TO huifang_service;

-- Name: COLUMN tenant_key.tenant_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(tenant_id) ON TABLE access.tenant_key TO huifang_service;

-- Name: COLUMN tenant_key.key_id; Type: ACL; Schema: access; Owner: -

GRANT INSERT(key_id) ON TABLE access.tenant_key TO huifang_service;

-- Name: COLUMN tenant_key.wrapped; Type: ACL; Schema: access; Owner: -

GRANT INSERT(wrapped) ON TABLE access.tenant_key TO huifang_service;

-- Name: TABLE detail; Type: ACL; Schema: audit; Owner: -

GRANT SELECT ON TABLE audit.detail TO huifang_auditor;

-- Name: TABLE event; Type: ACL; Schema: audit; Owner: -

GRANT SELECT ON TABLE audit.event TO huifang_auditor;

-- Name: TABLE event_subject; Type: ACL; Schema: audit; Owner: -

GRANT SELECT ON TABLE audit.event_subject TO huifang_auditor;

-- Name: TABLE department; Type: ACL; Schema: directory; Owner: -

GRANT SELECT ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(tenant_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.department_id; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(department_id) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.name; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(name),UPDATE(name) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.kind; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(kind) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.is_follow_up_centre; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(is_follow_up_centre) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.confirmed; Type: ACL; Schema: directory; Owner: -

GRANT INSERT(confirmed),UPDATE(confirmed) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN department.status; Type: ACL; Schema: directory; Owner: -

GRANT UPDATE(status) ON TABLE directory.department TO huifang_service;

-- Name: COLUMN organization.tenant_id; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(tenant_id),INSERT(tenant_id) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.kind; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(kind),INSERT(kind) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.code; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(code),INSERT(code) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.name; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(name),INSERT(name) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.region_code; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(region_code),INSERT(region_code) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.parent_id; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(parent_id),INSERT(parent_id) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.status; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(status) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.created_at; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(created_at) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.removable_from; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(removable_from) ON TABLE directory.organization TO huifang_service;

-- Name: COLUMN organization.removed_at; Type: ACL; Schema: directory; Owner: -

GRANT SELECT(removed_at) ON TABLE directory.organization TO huifang_service;

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

-- Name: TABLE contact; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.relation; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(relation) ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.name; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(name) ON TABLE discharges.contact TO huifang_service;

-- Name: COLUMN contact.state; Type: ACL; Schema: discharges; Owner: -

GRANT UPDATE(state) ON TABLE discharges.contact TO huifang_service;

-- Name: TABLE discharge; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.discharge TO huifang_service;

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

-- Name: TABLE import; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE discharges.import TO huifang_service;

-- Name: TABLE import_part; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE,UPDATE ON TABLE discharges.import_part TO huifang_service;

-- Name: TABLE import_rejection; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE discharges.import_rejection TO huifang_service;

-- Name: TABLE patient; Type: ACL; Schema: discharges; Owner: -

GRANT SELECT,INSERT ON TABLE discharges.patient TO huifang_service;

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

-- Name: TABLE attempt; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.attempt TO huifang_service;

-- Name: TABLE exclusion; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT,DELETE ON TABLE followup.exclusion TO huifang_service;

-- Name: TABLE policy; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.policy TO huifang_service;

-- Name: COLUMN policy.status; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(status) ON TABLE followup.policy TO huifang_service;

-- Name: COLUMN policy.published_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(published_at) ON TABLE followup.policy TO huifang_service;

-- Name: TABLE record; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.record TO huifang_service;

-- Name: TABLE round; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.round TO huifang_service;

-- Name: TABLE task; Type: ACL; Schema: followup; Owner: -

GRANT SELECT,INSERT ON TABLE followup.task TO huifang_service;

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

-- Name: COLUMN task.status; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(status) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.attempts; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(attempts) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.reached; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(reached) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.next_attempt_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(next_attempt_at) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.promised; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(promised) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.claimed_by; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(claimed_by) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.claimed_until; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(claimed_until) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.reason; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(reason) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.version; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(version) ON TABLE followup.task TO huifang_service;

-- Name: COLUMN task.closed_at; Type: ACL; Schema: followup; Owner: -

GRANT UPDATE(closed_at) ON TABLE followup.task TO huifang_service;

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

-- Name: TABLE applied; Type: ACL; Schema: migrations; Owner: -

GRANT SELECT ON TABLE migrations.applied TO huifang_service;

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

-- Name: COLUMN job.cancel_requested; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(cancel_requested) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.lease_until; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(lease_until) ON TABLE operations.job TO huifang_service;

-- Name: COLUMN job.finished_at; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(finished_at) ON TABLE operations.job TO huifang_service;

-- Name: TABLE outbox; Type: ACL; Schema: operations; Owner: -

GRANT SELECT,DELETE ON TABLE operations.outbox TO huifang_service;

-- Name: COLUMN outbox.tenant_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(tenant_id) ON TABLE operations.outbox TO huifang_service;

-- Name: COLUMN outbox.message_id; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(message_id) ON TABLE operations.outbox TO huifang_service;

-- Name: COLUMN outbox.topic; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(topic) ON TABLE operations.outbox TO huifang_service;

-- Name: COLUMN outbox.body; Type: ACL; Schema: operations; Owner: -

GRANT INSERT(body) ON TABLE operations.outbox TO huifang_service;

-- Name: COLUMN outbox.delivered_at; Type: ACL; Schema: operations; Owner: -

GRANT UPDATE(delivered_at) ON TABLE operations.outbox TO huifang_service;

