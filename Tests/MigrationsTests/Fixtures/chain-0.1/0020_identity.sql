-- Signing in, watched: whoever has had a password or one-time code reset by somebody else is told, and so are the administrators beside
-- an administrator; what is deactivated holds nothing; guesses at an enrolled code are counted; addresses are forgotten.

create table access.notice (
  tenant_id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  what text not null check (what in (
    'passwordReset', 'oneTimeCodeReset', 'administratorCreated', 'administratorActivated', 'administratorDeactivated')),
  at timestamptz not null default now(),
  by_account uuid,
  by_role text not null check (length(by_role) <= 500),
  by_name text not null check (length(by_name) <= 60),
  for_administrators boolean not null,
  primary key (tenant_id, account_id, event_id, what),
  constraint notice_account foreign key (tenant_id, account_id) references access.account
);
comment on table access.notice is
  'That somebody else has changed by what a person signs in. Only added to: whoever takes an account over can''t wave the notice away';
comment on column access.notice.account_id is 'Whose sign-in was changed';
comment on column access.notice.event_id is 'The event of the change in this organization''s trail';
comment on column access.notice.what is 'What was done';
comment on column access.notice.by_account is 'Who did it, when of the same organization; the platform''s people are null elsewhere';
comment on column access.notice.by_role is 'The role by which it was done, as the trail names it';
comment on column access.notice.by_name is 'The name of who did it, as it was then; the platform''s people are in no list of the hospital';
comment on column access.notice.for_administrators is
  'Whether the organization''s other administrators are told as well: it was an administrator''s or a supervisor''s account';
create index notice_for_administrators on access.notice (tenant_id, at) where for_administrators;
select app.protect('access.notice', false);
-- Written by the triggers below alone.
grant select on access.notice to huifang_service;

-- What takes two people asks this of both: whose password or one-time code somebody else has set may be that somebody.
create function access.is_lately_reset(accounts uuid[]) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp
  as $$
    select exists (
      select from access.notice n
        where n.tenant_id = app.tenant() and n.account_id = any (accounts) and n.what in ('passwordReset', 'oneTimeCodeReset')
          and n.at > now() - interval '30 days')
  $$;
comment on function access.is_lately_reset(uuid[]) is
  'Whether somebody else has reset the password or one-time code of one of the accounts within 30 days';
revoke execute on function access.is_lately_reset(uuid[]) from public;
grant execute on function access.is_lately_reset(uuid[]) to huifang_service;

create function access.give_notice(tenant uuid, account uuid, what text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_seqscan = off
  as $$
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
    select a.display_name into doer from access.account a
      where a.tenant_id = request.tenant_id and a.account_id = request.actor_id;
    perform set_config('app.tenant_id', tenant::text, true);
    insert into access.notice (tenant_id, account_id, event_id, what, by_account, by_role, by_name, for_administrators)
    values (
      tenant, account,
      case request.tenant_id when tenant then request.event_id
        else nullif(current_setting('app.event_elsewhere', true), '')::uuid end,
      what, case request.tenant_id when tenant then request.actor_id end, request.roles, coalesce(doer, ''), exists (
        select from access.assignment g
          where g.tenant_id = tenant and g.account_id = account and (g.valid_until is null or g.valid_until > now())
            and (access.is_administrative(g.role) or g.role = 'bureauSupervisor')));
  end if;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function access.give_notice(uuid, uuid, text) is
  'Tells a person, and beside an administrator the others, what somebody else did to the account; called by triggers alone';

create function access.notice_account() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if new.password_hash <> old.password_hash then
    perform access.give_notice(new.tenant_id, new.account_id, 'passwordReset');
  end if;
  if new.totp_secret is distinct from old.totp_secret then
    perform access.give_notice(new.tenant_id, new.account_id, 'oneTimeCodeReset');
  end if;
  if old.status = 'active' and new.status <> 'active' and exists (
    select from access.assignment g
      where g.tenant_id = new.tenant_id and g.account_id = new.account_id and (g.valid_until is null or g.valid_until > now())
        and (access.is_administrative(g.role) or g.role = 'bureauSupervisor')) then
    perform access.give_notice(new.tenant_id, new.account_id, 'administratorDeactivated');
  end if;
  return null;
end
$$;
comment on function access.notice_account() is 'Whatever changes by what somebody signs in leaves a notice, by whichever method';
create trigger told after update of password_hash, totp_secret, status on access.account
  for each row when (new.password_hash <> old.password_hash or new.totp_secret is distinct from old.totp_secret
    or new.status <> old.status)
  execute function access.notice_account();

create function access.notice_administrator() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform access.give_notice(new.tenant_id, new.account_id,
    case when exists (
      select from access.assignment g
        where g.tenant_id = new.tenant_id and g.account_id = new.account_id and g.assignment_id <> new.assignment_id
          and (access.is_administrative(g.role) or g.role = 'bureauSupervisor'))
      then 'administratorActivated' else 'administratorCreated' end);
  return null;
end
$$;
comment on function access.notice_administrator() is 'Another administrator is something that the administrators are told of';
create trigger told after insert on access.assignment
  for each row when (new.role in (
    'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
  execute function access.notice_administrator();

-- Whom the platform gives to whom: the role must be one of that kind of organization, and the organization in use.
create or replace function access.enrol_administrator(
  tenant uuid, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea, assignment_id uuid,
  role text, key_id integer, wrapped_key bytea, event_id uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
  request.tenant_id := tenant;
  perform audit.write(request, event_id, 'allowed', null, null, 1);
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
end
$$;

create or replace function access.reset_administrator(
  tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
  update access.account a set
      password_hash = coalesce(new_password_hash, a.password_hash),
      must_change_password = a.must_change_password or new_password_hash is not null,
      totp_secret = coalesce(new_totp_secret, a.totp_secret),
      totp_last_step = case when new_totp_secret is null then a.totp_last_step else 0 end,
      pending_totp_secret = null, failures = 0, locked_until = null
    where a.tenant_id = tenant and a.username = administrator and a.account_id is distinct from request.actor_id
      and exists (
        select from access.assignment g
          where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and (g.valid_until is null or g.valid_until > now()) and g.role in (
              'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
    returning a.account_id into found_account;
  perform app.guard(found_account is not null, 'NOT_FOUND');
  delete from access.recovery_code r
    where r.tenant_id = tenant and r.account_id = found_account and new_totp_secret is not null;
  update access.session s set ended_at = now()
    where s.tenant_id = tenant and s.account_id = found_account and s.ended_at is null;
  if tenant <> request.tenant_id then
    request.tenant_id := tenant;
    perform audit.write(request, event_id, 'allowed', null, null, 1);
  end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return found_account;
end
$$;

-- What is deactivated holds nothing. So "who held what on a day" needs to know of no status, and whoever comes back is granted roles
-- anew; an administrator, whose role is all the account is for, gets it back with the activation.
alter table access.account add column deactivated_at timestamptz;
comment on column access.account.deactivated_at is
  'Since when; the assignments that ended at this moment ended with the account';
grant update (deactivated_at) on access.account to huifang_service;

create or replace function access.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  found_account access.account;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(
    app.is_platform() and request.tenant_id = app.tenant() and request.actor_id is not null
      and request.method = case new_status when 'active' then 'administrator.activate' else 'administrator.deactivate' end,
    'FORBIDDEN');
  perform set_config('app.tenant_id', tenant::text, true), set_config('app.event_elsewhere', event_id::text, true);
  select a.* into found_account from access.account a
    where a.tenant_id = tenant and a.username = administrator and a.account_id is distinct from request.actor_id
      and exists (
        select from access.assignment g
          where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and (g.valid_until is null or g.valid_until > now() or g.valid_until = a.deactivated_at) and g.role in (
              'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
    for update;
  perform app.guard(found_account.account_id is not null, 'NOT_FOUND');
  update access.account a
    set status = new_status, grants_version = a.grants_version + 1, failures = 0, locked_until = null,
      deactivated_at = case when new_status = 'active' then null else coalesce(a.deactivated_at, now()) end
    where a.tenant_id = tenant and a.account_id = found_account.account_id;
  if new_status = 'active' then
    insert into access.assignment (tenant_id, assignment_id, account_id, role)
    select g.tenant_id, gen_random_uuid(), g.account_id, g.role from access.assignment g
      where g.tenant_id = tenant and g.account_id = found_account.account_id
        and g.valid_until = found_account.deactivated_at and g.role in (
          'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor');
  else
    update access.assignment g set valid_until = greatest(g.valid_from, now())
      where g.tenant_id = tenant and g.account_id = found_account.account_id
        and (g.valid_until is null or g.valid_until > now());
  end if;
  update access.session s set ended_at = now()
    where s.tenant_id = tenant and s.account_id = found_account.account_id and s.ended_at is null;
  if tenant <> request.tenant_id then
    request.tenant_id := tenant;
    perform audit.write(request, event_id, 'allowed', null, null, 1);
  end if;
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return found_account.account_id;
end
$$;
comment on function access.set_administrator_status(uuid, text, text, uuid) is
  'Deactivates an administrator''s or supervisor''s account and ends the role, or gives both back, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';

create or replace function access.check_assignment() returns trigger
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  found_status text;
begin
  if tg_op = 'UPDATE' and old.valid_until <= now() and new is distinct from old then
    raise exception using errcode = 'HF009', message = 'INTERNAL', detail = 'an ended assignment stays as it was';
  end if;
  -- One at a time for an account: whoever waited here sees what the other has committed.
  select a.status into found_status from access.account a
    where a.tenant_id = new.tenant_id and a.account_id = new.account_id and a.kind = 'person' for no key update;
  if not found then
    raise exception using errcode = 'HF001', message = 'NOT_FOUND';
  end if;
  -- Else it would come into force with the activation, which asks nobody who grants.
  if tg_op = 'INSERT' and found_status <> 'active' then
    raise exception using errcode = 'HF001', message = 'INVALID_STATE', detail = 'accountId:accountDeactivated';
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

-- A session left open must not be enough to guess the code that an enrolment asks for.
alter table access.account add column pending_totp_failures integer not null default 0;
comment on column access.account.pending_totp_failures is
  'Codes that were shown to the enrolment, each counted before it is looked at; after five the enrolment is thrown away';
grant update (pending_totp_failures) on access.account to huifang_service;

-- From where somebody was signed in is kept as long as the log of it must be, and no longer.
create index session_with_address on access.session (tenant_id, created_at) where client_address <> '';
comment on column access.session.client_address is 'From where the person signed in; empty once it is forgotten';
create function access.forget_addresses(older_than_days integer) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
    update access.session s set client_address = ''
      where s.tenant_id = tenant.tenant_id and s.client_address <> ''
        and s.created_at < now() - make_interval(days => older_than_days);
    get diagnostics cleared = row_count;
    forgotten := forgotten + cleared;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function access.forget_addresses(integer) is
  'Forgets the addresses of all organizations'' sessions that began so many days ago; called once an hour';
grant execute on function access.forget_addresses(integer) to huifang_service;

-- A key may call more or less often than people do.
alter table access.integration_key add column calls_per_second integer
  constraint integration_key_rate check (calls_per_second between 1 and 1000);
comment on column access.integration_key.calls_per_second is 'How often the key may call; the deployment''s rate when empty';
grant insert (calls_per_second) on access.integration_key to huifang_service;

drop function access.key_credential(uuid, uuid, bytea, text);
create function access.key_credential(tenant uuid, key uuid, secret bytea, address text)
  returns table (account_id uuid, display_name text, username text, expires_at timestamptz, good_until timestamptz,
    organization_kind text, organization_code text, permissions text[], calls_per_second integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, k.expires_at, least(k.expires_at, s.valid_until), o.kind, o.code,
        k.permissions, k.calls_per_second
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
  'The system behind an integration key, what the key permits, how often it may call, and until when that can be relied on';
grant execute on function access.key_credential(uuid, uuid, bytea, text) to huifang_service;

-- What was deactivated before holds nothing from now on either.
do $$
declare
  tenant record;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    update access.account a set deactivated_at = now() where a.tenant_id = tenant.tenant_id and a.status = 'deactivated';
    update access.assignment g set valid_until = greatest(g.valid_from, now())
      from access.account a
      where g.tenant_id = tenant.tenant_id and a.tenant_id = g.tenant_id and a.account_id = g.account_id
        and a.status = 'deactivated' and (g.valid_until is null or g.valid_until > now());
    update access.substitution s set valid_until = greatest(s.valid_from, now())
      from access.account a
      where s.tenant_id = tenant.tenant_id and a.tenant_id = s.tenant_id and a.status = 'deactivated'
        and a.account_id in (s.absent_account_id, s.substitute_account_id) and s.valid_until > now();
  end loop;
  perform set_config('app.tenant_id', '', true);
end
$$;
