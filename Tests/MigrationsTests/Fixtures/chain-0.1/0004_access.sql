-- Who may sign in, what they hold, and the beginning of every transaction.

create schema access;
comment on schema access is 'Accounts, assignments of roles, sessions, and the prologue of every transaction';
grant usage on schema access to huifang_service, huifang_auditor;

create table access.tenant_key (
  tenant_id uuid not null references directory.organization,
  key_id integer not null check (key_id > 0),
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key_id)
);
comment on table access.tenant_key is 'Data keys, wrapped by the master key, which is never in the database';

create table access.account (
  tenant_id uuid not null references directory.organization,
  account_id uuid not null,
  username text not null check (username ~ '^[a-z][a-z0-9._-]{1,31}$'),
  display_name text not null check (length(display_name) between 1 and 60),
  staff_id uuid,
  password_hash text not null,
  totp_secret bytea,
  totp_last_step bigint not null default 0,
  failures integer not null default 0,
  locked_until timestamptz,
  grants_version integer not null default 1,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, account_id),
  constraint account_username_unique unique (tenant_id, username),
  constraint account_staff foreign key (tenant_id, staff_id) references directory.staff
);
comment on table access.account is 'A person''s own sign-in; never shared (GB/T 22239 8.1.4.1)';
comment on column access.account.totp_secret is 'Sealed with the tenant''s data key';

create table access.assignment (
  tenant_id uuid not null,
  assignment_id uuid not null,
  account_id uuid not null,
  role text not null check (role in (
    'platformAdministrator', 'wardDoctor', 'wardNurse', 'departmentHead', 'headNurse', 'agent', 'centreManager', 'leader',
    'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor', 'consultant')),
  department_id uuid,
  valid_from timestamptz not null default now(),
  valid_until timestamptz,
  primary key (tenant_id, assignment_id),
  constraint assignment_account foreign key (tenant_id, account_id) references access.account,
  constraint assignment_department foreign key (tenant_id, department_id) references directory.department,
  constraint assignment_unique unique nulls not distinct (tenant_id, account_id, role, department_id),
  constraint assignment_of_ward_names_department
    check (role not in ('wardDoctor', 'wardNurse', 'departmentHead', 'headNurse') or department_id is not null)
);
comment on table access.assignment is 'Who holds which role, where and how long';
create unique index assignment_separates_administrators on access.assignment (tenant_id, account_id)
  where role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor');
comment on index access.assignment_separates_administrators is
  '三员分离: no account holds two of the system, security and audit administrators'' roles';

create table access.session (
  tenant_id uuid not null,
  session_id uuid not null,
  account_id uuid not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  client_address text not null,
  created_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (tenant_id, session_id),
  constraint session_account foreign key (tenant_id, account_id) references access.account
);
comment on table access.session is 'Signed-in sessions: 15 minutes idle, 12 hours at most';
create index session_by_account on access.session (tenant_id, account_id) where ended_at is null;

select app.protect('access.tenant_key', false), app.protect('access.account', false),
  app.protect('access.assignment', false), app.protect('access.session', false);

grant select, insert (tenant_id, key_id, wrapped) on access.tenant_key to huifang_service;
grant select,
  insert (tenant_id, account_id, username, display_name, staff_id, password_hash, totp_secret),
  update (display_name, password_hash, totp_secret, totp_last_step, failures, locked_until,
    grants_version, status) on access.account to huifang_service;
grant select, insert (tenant_id, assignment_id, account_id, role, department_id, valid_from, valid_until),
  update (valid_until) on access.assignment to huifang_service;
-- Not the hash: a session is proved by its secret, and only audit.begin compares.
grant select (tenant_id, session_id, account_id, client_address, created_at, last_seen_at, expires_at, ended_at),
  insert (tenant_id, session_id, account_id, secret_hash, client_address, expires_at),
  update (ended_at) on access.session to huifang_service;

-- The prologue. It asks for the session's secret, so that not even the service's own login can begin for a person who is not there.
create function audit.begin(
  tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text,
  purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
comment on function audit.begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer) is
  'Begins a transaction for a signed-in person: rechecks session and grants, sets tenant, actor and departments, opens the gate';

create function access.touch_session(tenant uuid, session uuid, secret bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update access.session s set last_seen_at = now()
    where s.tenant_id = tenant and s.session_id = touch_session.session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.last_seen_at > now() - interval '15 minutes';
end
$$;
comment on function access.touch_session(uuid, uuid, bytea) is
  'Notes that the session is in use; the service calls it at most once a minute a session, outside the request''s transaction';

create function access.credential(tenant uuid, session uuid, secret bytea)
  returns table (account_id uuid, display_name text, username text, grants_version integer,
    expires_at timestamptz, good_until timestamptz, organization_kind text, organization_code text, role text, department_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
comment on function access.credential(uuid, uuid, bytea) is 'The person behind a bearer token, the roles held now, and until when that can be relied on';

-- Sign-in comes before there is a session: it may read its own tenant's accounts, which hold no patient data, and leaves an event.
create function audit.begin_sign_in(
  tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform audit.prepare_transaction(tenant, null, '', timeout_milliseconds);
  insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint)
    values (tenant, event_id, '', method, 'signIn', request_id, fingerprint);
end
$$;
comment on function audit.begin_sign_in(uuid, uuid, uuid, bytea, text, integer) is
  'Begins the transaction of a sign-in: no actor, no department, so no row that belongs to one';

-- A new organization's three administrators (and a bureau's supervisor) come from the platform; everybody else comes from them.
create function access.enrol_administrator(
  tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid,
  role text, key_id integer, wrapped_key bytea, event_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
comment on function access.enrol_administrator(
  uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid) is
  'Gives another organization an administrator, with an event in that organization''s log too; for the platform alone';

-- What the first start does, before there is anybody to sign in.
create function access.found_platform(
  platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea,
  assignment_id uuid, key_id integer, wrapped_key bytea) returns void
  language plpgsql security invoker set search_path = pg_catalog, pg_temp
  as $$
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
comment on function access.found_platform(text, uuid, text, text, text, bytea, uuid, integer, bytea) is
  'The platform and its administrator, made by the owner (huifang admin create), not by the service';

revoke execute on all functions in schema access from public;
revoke execute on function audit.begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer) from public;
revoke execute on function audit.begin_sign_in(uuid, uuid, uuid, bytea, text, integer) from public;
grant execute on function audit.begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer)
  to huifang_service;
grant execute on function audit.begin_sign_in(uuid, uuid, uuid, bytea, text, integer) to huifang_service;
grant execute on function access.enrol_administrator(
  uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid) to huifang_service;
grant execute on function access.touch_session(uuid, uuid, bytea) to huifang_service;
grant execute on function access.credential(uuid, uuid, bytea) to huifang_service;
