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
  -- One at a time for an account: whoever waited here sees what the other has committed.
  perform from access.account a
    where a.tenant_id = new.tenant_id and a.account_id = new.account_id for no key update;
  if exists (
    select from access.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
        and g.role = new.role and g.department_id is not distinct from new.department_id
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
  '三员分离 over time: beside an administrator''s role an account holds no other at any moment; and no role twice at once';
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
      and a.status = 'active';
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  if found_session.grants_version is distinct from grants then
    raise exception using errcode = 'HF004', message = 'UNAUTHENTICATED', detail = 'grants have changed';
  end if;
  select string_agg(distinct g.role collate "C", ' ' order by g.role collate "C") as roles,
      coalesce(array_agg(g.department_id), '{}') as departments
    into held
    from access.assignment g
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
    tenant, event_id, found_session.account_id, session, coalesce(held.roles, ''), method, purpose, request_id, fingerprint,
    personal_data);
end
$$;

drop function access.credential(uuid, uuid, bytea);
create function access.credential(tenant uuid, session uuid, secret bytea)
  returns table (account_id uuid, display_name text, username text, grants_version integer,
    expires_at timestamptz, good_until timestamptz, organization_kind text, organization_code text, role text,
    department_id uuid, permissions text[])
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
          where r.tenant_id = g.tenant_id and r.role = g.own_role and r.status = 'active')
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
comment on function access.credential(uuid, uuid, bytea) is
  'The person behind a bearer token, the roles held now with the permissions of the hospital''s own ones, and until when that can be relied on';
revoke execute on function access.credential(uuid, uuid, bytea) from public;
grant execute on function access.credential(uuid, uuid, bytea) to huifang_service;
