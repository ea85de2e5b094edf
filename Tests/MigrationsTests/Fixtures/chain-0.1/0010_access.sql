-- Roles that hospitals compose of permissions, and assignments with a history: who held what, where, from when until when.

create table access.role (
  tenant_id uuid not null references directory.organization,
  role text not null check (role ~ '^own\.[a-z][A-Za-z0-9]{1,31}$'),
  name text not null check (length(name) between 2 and 60),
  english_name text check (length(english_name) between 2 and 60),
  version integer not null default 1,
  status text not null default 'active' check (status in ('active', 'deactivated')),
  created_at timestamptz not null default now(),
  primary key (tenant_id, role)
);
comment on table access.role is
  'Roles that a hospital composed itself (医务科, 护理部, 质控办 …); the built-in ones stand in the program. own. keeps the two apart for ever';
create unique index role_name_unique on access.role (tenant_id, name) where status = 'active';

-- What an own role may be composed of: nothing that administers, and no scope wider than a built-in role of the hospital has.
create function access.is_grantable(permission text, scope text) returns boolean
  language sql immutable parallel safe
  return (permission, scope) in (
    ('department.read', 'hospital'), ('staff.read', 'hospital'), ('discharge.import', 'hospital'),
    ('discharge.read', 'department'), ('discharge.read', 'hospital'),
    ('patient.reveal', 'department'), ('patient.reveal', 'hospital'),
    ('policy.read', 'hospital'), ('policy.manage', 'hospital'),
    ('followup.task.read', 'department'), ('followup.task.read', 'hospital'),
    ('followup.task.work', 'department'), ('followup.task.work', 'hospital'),
    ('report.read', 'department'), ('report.read', 'hospital'));
comment on function access.is_grantable(text, text) is
  'The closed list of what a hospital may put into a role of its own; the service has the same one, and a test compares the two';
revoke execute on function access.is_grantable(text, text) from public;
grant execute on function access.is_grantable(text, text) to huifang_service;

create table access.role_permission (
  tenant_id uuid not null,
  role text not null,
  version integer not null,
  permission text not null,
  scope text not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, role, version, permission),
  constraint role_permission_role foreign key (tenant_id, role) references access.role,
  constraint role_permission_grantable check (access.is_grantable(permission, scope))
);
comment on table access.role_permission is
  'What each version of an own role permits. Append-only: what a role meant on a day stays known';

select app.protect('access.role', false), app.protect('access.role_permission', false);
grant select, insert (tenant_id, role, name, english_name), update (name, english_name, version, status) on access.role
  to huifang_service;
grant select, insert (tenant_id, role, version, permission, scope) on access.role_permission to huifang_service;

-- A hospital's own systems sign in with keys. Each has an account, which no password opens, so that what it does has an actor.
alter table access.account
  add column kind text not null default 'person' check (kind in ('person', 'integration')),
  add constraint account_password check (kind = 'person' or password_hash = '' and totp_secret is null);
comment on column access.account.kind is 'An integration''s account signs in by its key alone and holds no role';
grant insert (kind) on access.account to huifang_service;

-- Assignments keep every period. What one constraint did for all time, triggers now do for overlapping periods: an exclusion
-- constraint would need an extension whose operators aren't leakproof.
alter table access.assignment
  drop constraint assignment_role_check,
  drop constraint assignment_unique,
  add column own_role text generated always as (case when starts_with(role, 'own.') then role end) stored,
  add constraint assignment_role_known check (own_role is not null or role in (
    'platformAdministrator', 'wardDoctor', 'wardNurse', 'departmentHead', 'headNurse', 'agent', 'centreManager', 'leader',
    'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor', 'consultant')),
  add constraint assignment_own_role foreign key (tenant_id, own_role) references access.role,
  add constraint assignment_period check (valid_until >= valid_from);
comment on column access.assignment.own_role is 'The role once more when it is the hospital''s own, so that it must exist';
comment on column access.assignment.valid_until is 'An assignment is ended, never deleted: who held what on a day stays known';
drop index access.assignment_separates_administrators;
create index assignment_by_account on access.assignment (tenant_id, account_id, valid_from);
create index assignment_by_role on access.assignment (tenant_id, role, assignment_id);

create function access.is_administrative(role text) returns boolean
  language sql immutable parallel safe
  return role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor');
comment on function access.is_administrative(text) is 'The roles of system, security and audit administration (三员)';
revoke execute on function access.is_administrative(text) from public;
grant execute on function access.is_administrative(text) to huifang_service;

create function access.check_assignment() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  if tg_op = 'UPDATE' and old.valid_until <= now() and new is distinct from old then
    raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'an ended assignment stays as it was';
  end if;
  -- One at a time for an account: whoever waited here sees what the other has committed.
  perform from access.account a
    where a.tenant_id = new.tenant_id and a.account_id = new.account_id and a.kind = 'person' for no key update;
  if not found then
    raise exception using errcode = 'HF001', message = 'NOT_FOUND';
  end if;
  if exists (
    select from access.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and g.role = new.role and g.department_id is not distinct from new.department_id
        and g.substitution_id is not distinct from new.substitution_id
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
    raise exception using errcode = 'HF001', message = 'ALREADY_EXISTS', detail = 'role:assignmentOverlaps';
  end if;
  if exists (
    select from access.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and (access.is_administrative(g.role) or access.is_administrative(new.role))
        and tstzrange(g.valid_from, g.valid_until) && tstzrange(new.valid_from, new.valid_until)) then
    raise exception using errcode = 'HF001', message = 'RULE_VIOLATION', detail = 'accountId:separationOfAdministrators';
  end if;
  return null;
end
$$;
comment on function access.check_assignment() is
  '三员分离 over time: beside an administrator''s role an account holds no other at any moment; no role twice at once; what has ended stays';
revoke execute on function access.check_assignment() from public;
create trigger periods_apart after insert or update on access.assignment
  for each row execute function access.check_assignment();

create function access.refuse_deletion() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'who held what stays on record';
end
$$;
comment on function access.refuse_deletion() is 'Refuses to forget who held what, to everybody';
revoke execute on function access.refuse_deletion() from public;
create trigger never_deleted before delete or truncate on access.assignment
  for each statement execute function access.refuse_deletion();
create trigger never_deleted before update or delete or truncate on access.role_permission
  for each statement execute function access.refuse_deletion();

-- The last administrator stays. The organization's row is locked, so that two who leave at once don't both rely on the other.
create function access.require_administrators(tenant uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  is_missing boolean;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', tenant::text, true);
  perform from directory.organization o where o.tenant_id = tenant for no key update;
  -- One whose period ends by itself doesn't count: the clock asks nobody.
  select exists (
    select from access.assignment held
      where held.tenant_id = tenant
        and held.role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor')
        and not exists (
          select from access.assignment g
            join access.account a on a.tenant_id = g.tenant_id and a.account_id = g.account_id
            where g.tenant_id = tenant and g.role = held.role and g.valid_from <= now() and g.valid_until is null
              and a.status = 'active')) into is_missing;
  perform set_config('app.tenant_id', outer_tenant, true);
  if is_missing then
    raise exception using errcode = 'HF001', message = 'RULE_VIOLATION', detail = 'accountId:lastAdministrator';
  end if;
end
$$;
comment on function access.require_administrators(uuid) is
  'Refuses when an organization that has had a system, security or audit administrator is left without an active one';
revoke execute on function access.require_administrators(uuid) from public;
grant execute on function access.require_administrators(uuid) to huifang_service;

create function access.keep_administrators() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform access.require_administrators(old.tenant_id);
  return null;
end
$$;
comment on function access.keep_administrators() is 'At the end of a transaction that ended or moved an administrator''s assignment';
revoke execute on function access.keep_administrators() from public;
create constraint trigger administrators_stay after update on access.assignment
  deferrable initially deferred for each row
  when (old.role in ('platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor'))
  execute function access.keep_administrators();

-- Substitution during absence: what an absent person holds is lent for a period. What is lent never outlives what it was lent from.
create table access.substitution (
  tenant_id uuid not null references directory.organization,
  substitution_id uuid not null,
  absent_account_id uuid not null,
  substitute_account_id uuid not null,
  created_by uuid not null,
  valid_from timestamptz not null,
  valid_until timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (tenant_id, substitution_id),
  constraint substitution_absent foreign key (tenant_id, absent_account_id) references access.account,
  constraint substitution_substitute foreign key (tenant_id, substitute_account_id) references access.account,
  constraint substitution_creator foreign key (tenant_id, created_by) references access.account,
  constraint substitution_of_another check (absent_account_id <> substitute_account_id),
  constraint substitution_period check (valid_until >= valid_from and valid_until <= valid_from + interval '92 days')
);
comment on table access.substitution is 'Who stands in for whom (替代), from when until when; ended, never deleted';
create index substitution_by_absent on access.substitution (tenant_id, absent_account_id, valid_until);
create trigger never_deleted before delete or truncate on access.substitution
  for each statement execute function access.refuse_deletion();
select app.protect('access.substitution', false);
grant select, insert (tenant_id, substitution_id, absent_account_id, substitute_account_id, created_by, valid_from, valid_until),
  update (valid_until) on access.substitution to huifang_service;

alter table access.assignment
  add column substitution_id uuid,
  add constraint assignment_substitution foreign key (tenant_id, substitution_id) references access.substitution,
  add constraint assignment_lent_is_no_administrators check (substitution_id is null or role not in (
    'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor')),
  add constraint assignment_lent_ends check (substitution_id is null or valid_until is not null);
comment on column access.assignment.substitution_id is 'The substitution that lends it; null for what somebody holds himself';
create index assignment_by_substitution on access.assignment (tenant_id, substitution_id) where substitution_id is not null;
grant insert (substitution_id) on access.assignment to huifang_service;

create function access.end_lent() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  update access.account a set grants_version = a.grants_version + 1
    from access.substitution s
    where s.tenant_id = new.tenant_id and s.absent_account_id = new.account_id and s.valid_until > new.valid_until
      and a.tenant_id = s.tenant_id and a.account_id = s.substitute_account_id;
  if found then
    update access.assignment lent set valid_until = greatest(lent.valid_from, new.valid_until)
      from access.substitution s
      where s.tenant_id = new.tenant_id and s.absent_account_id = new.account_id
        and lent.tenant_id = s.tenant_id and lent.substitution_id = s.substitution_id and lent.role = new.role
        and lent.department_id is not distinct from new.department_id
        and lent.valid_from >= new.valid_from and lent.valid_from < coalesce(old.valid_until, 'infinity')
        and lent.valid_until > new.valid_until;
  end if;
  return null;
end
$$;
comment on function access.end_lent() is 'Ends what was lent from an assignment when that ends earlier than it was to';
revoke execute on function access.end_lent() from public;
create trigger lent_ends_too after update of valid_until on access.assignment
  for each row when (new.substitution_id is null and new.valid_until is not null
    and new.valid_until is distinct from old.valid_until)
  execute function access.end_lent();

-- The roles in the trail are those that the database knows of, and no department is claimed that none of them is held for. Which
-- permissions reach the whole organization, only the service knows; who holds nothing reaches nothing.
create or replace function audit.begin(
  tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text,
  purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  found_session record;
  held record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select s.account_id, s.last_seen_at, a.grants_version into found_session
    from access.session s
    join access.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
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
      select *, case when substitution_id is null then '' else '(substitute)' end as mark from access.assignment) as g
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
    method, purpose, request_id, fingerprint, personal_data);
end
$$;

drop function access.credential(uuid, uuid, bytea);
create function access.credential(tenant uuid, session uuid, secret bytea)
  returns table (account_id uuid, display_name text, username text, grants_version integer,
    expires_at timestamptz, good_until timestamptz, organization_kind text, organization_code text, role text,
    department_id uuid, permissions text[], is_lent boolean)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, a.grants_version, s.expires_at,
        least(s.expires_at, (
          select min(least(
              case when v.valid_from > now() then v.valid_from end, case when v.valid_until > now() then v.valid_until end))
            from access.assignment v
            where v.tenant_id = a.tenant_id and v.account_id = a.account_id)), o.kind, o.code,
        g.role, g.department_id,
        (select array_agg(p.permission || ':' || p.scope)
          from access.role r
          join access.role_permission p on p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version
          where r.tenant_id = g.tenant_id and r.role = g.own_role and r.status = 'active'),
        g.substitution_id is not null
      from access.session s
      join access.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
      join directory.organization o on o.tenant_id = s.tenant_id
      left join access.assignment g on g.tenant_id = a.tenant_id and g.account_id = a.account_id
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
      where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
        and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
        and a.status = 'active' and a.kind = 'person' and o.status = 'active';
end
$$;
comment on function access.credential(uuid, uuid, bytea) is
  'The person behind a bearer token, the roles held now with the permissions of the hospital''s own ones, and until when that can be relied on';
revoke execute on function access.credential(uuid, uuid, bytea) from public;
grant execute on function access.credential(uuid, uuid, bytea) to huifang_service;

-- Keys of a hospital's own systems (HIS, 集成平台, SMS gateway). What a key permits never changes: another one is made instead.
create table access.integration_key (
  tenant_id uuid not null references directory.organization,
  key_id uuid not null,
  account_id uuid not null,
  name text not null check (length(name) between 2 and 60),
  permissions text[] not null,
  allowed_addresses cidr[] not null check (cardinality(allowed_addresses) between 1 and 50),
  expires_at timestamptz not null,
  revoked_at timestamptz,
  last_used_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null default now(),
  primary key (tenant_id, key_id),
  constraint integration_key_account foreign key (tenant_id, account_id) references access.account,
  constraint integration_key_permissions check (cardinality(permissions) > 0 and permissions <@ array[
    'department.read', 'staff.read', 'discharge.import', 'discharge.read', 'policy.read', 'followup.task.read', 'report.read']),
  constraint integration_key_expires check (expires_at <= created_at + interval '367 days')
);
comment on table access.integration_key is
  'What a hospital''s own system may do, from where and until when; always for the whole hospital, never in plain text of patients';
create unique index integration_key_name_unique on access.integration_key (tenant_id, name) where revoked_at is null;

create table access.integration_secret (
  tenant_id uuid not null,
  key_id uuid not null,
  secret_hash bytea not null check (octet_length(secret_hash) = 32),
  created_at timestamptz not null default now(),
  valid_until timestamptz,
  primary key (tenant_id, key_id, secret_hash),
  constraint integration_secret_key foreign key (tenant_id, key_id) references access.integration_key,
  constraint integration_secret_overlap check (valid_until is null or valid_until >= created_at)
);
comment on table access.integration_secret is
  'The secrets of a key: after a rotation the one before is good until the overlap ends';

select app.protect('access.integration_key', false), app.protect('access.integration_secret', false);
grant select, insert (tenant_id, key_id, account_id, name, permissions, allowed_addresses, expires_at),
  update (revoked_at, version) on access.integration_key to huifang_service;
-- Not the hash: a key is proved by its secret, and only audit.begin_key compares.
grant select (tenant_id, key_id, created_at, valid_until), insert (tenant_id, key_id, secret_hash), update (valid_until)
  on access.integration_secret to huifang_service;

create function access.is_address_range(text text) returns boolean
  language plpgsql immutable set search_path = pg_catalog, pg_temp
  as $$
begin
  return masklen(text::cidr) >= 8;
exception when invalid_text_representation then
  return false;
end
$$;
comment on function access.is_address_range(text) is 'Whether a text is an address or a range of them, and not half of the world';
revoke execute on function access.is_address_range(text) from public;
grant execute on function access.is_address_range(text) to huifang_service;

create function access.key_credential(tenant uuid, key uuid, secret bytea, address text)
  returns table (account_id uuid, display_name text, username text, expires_at timestamptz, good_until timestamptz,
    organization_kind text, organization_code text, permissions text[])
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, k.expires_at, least(k.expires_at, s.valid_until), o.kind, o.code,
        k.permissions
      from access.integration_key k
      join access.integration_secret s on s.tenant_id = k.tenant_id and s.key_id = k.key_id
      join access.account a on a.tenant_id = k.tenant_id and a.account_id = k.account_id
      join directory.organization o on o.tenant_id = k.tenant_id
      where k.tenant_id = tenant and k.key_id = key and s.secret_hash = sha256(secret)
        and (s.valid_until is null or s.valid_until > now()) and k.revoked_at is null and k.expires_at > now()
        and nullif(address, '')::inet <<= any (k.allowed_addresses)
        and a.status = 'active' and a.kind = 'integration' and o.status = 'active';
end
$$;
comment on function access.key_credential(uuid, uuid, bytea, text) is
  'The system behind an integration key, what the key permits, and until when that can be relied on';

create function audit.begin_key(
  tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text,
  request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  held record;
begin
  select account_id into held from access.key_credential(tenant, key, secret, address);
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  perform audit.prepare_transaction(tenant, held.account_id, case departments when '*' then '*' else '' end, timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (
    tenant, event_id, held.account_id, 'integrationKey', method, purpose, request_id, fingerprint, personal_data);
end
$$;
comment on function audit.begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer) is
  'Begins a transaction for a hospital''s own system: rechecks secret, expiry and address, sets tenant and actor, opens the gate';

create function access.touch_key(tenant uuid, key uuid, secret bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update access.integration_key k set last_used_at = now()
    where k.tenant_id = tenant and k.key_id = key and exists (
      select from access.integration_secret s
        where s.tenant_id = k.tenant_id and s.key_id = k.key_id and s.secret_hash = sha256(secret));
end
$$;
comment on function access.touch_key(uuid, uuid, bytea) is
  'Notes that the key is in use; the service calls it at most once a minute a key, outside the request''s transaction';
revoke execute on function access.key_credential(uuid, uuid, bytea, text), access.touch_key(uuid, uuid, bytea),
  audit.begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer) from public;
grant execute on function access.key_credential(uuid, uuid, bytea, text), access.touch_key(uuid, uuid, bytea),
  audit.begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer) to huifang_service;

-- From here on a function that forgets to revoke is nobody's: EXECUTE is given, never taken away.
alter default privileges revoke execute on functions from public;
