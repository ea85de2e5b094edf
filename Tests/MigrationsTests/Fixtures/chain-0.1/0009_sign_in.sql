-- Signing in, in full: passwords that must be changed, one-time codes that people enrol themselves, recovery codes, and everybody's
-- own history.

-- A timeout of 0 would switch the statement's timeout off instead of ending it at once.
create or replace function audit.prepare_transaction(
  tenant uuid, actor uuid, departments text, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.guard(timeout_milliseconds >= 1, 'INTERNAL', 'timeout');
  perform set_config('app.tenant_id', tenant::text, true),
    set_config('app.actor_id', coalesce(actor::text, ''), true),
    set_config('app.departments', departments, true),
    set_config('statement_timeout', timeout_milliseconds::text, true),
    set_config('lock_timeout', least(timeout_milliseconds, 2000)::text, true);
end
$$;

create table access.sign_in (
  tenant_id uuid not null,
  account_id uuid not null,
  event_id uuid not null,
  at timestamptz not null default now(),
  outcome text not null check (outcome in ('allowed', 'refused')),
  reason text check (length(reason) <= 60),
  client_address text not null check (length(client_address) <= 64),
  primary key (tenant_id, account_id, event_id),
  constraint sign_in_account foreign key (tenant_id, account_id) references access.account
);
comment on table access.sign_in is
  'Everybody''s own sign-ins and refused attempts, with addresses, which the trail doesn''t keep; forgotten after seven months';
comment on column access.sign_in.event_id is 'The event of the same attempt in the trail';
create index sign_in_by_age on access.sign_in (tenant_id, at);
select app.protect('access.sign_in', false);
grant select, insert (tenant_id, account_id, event_id, outcome, reason, client_address) on access.sign_in to huifang_service;

-- 网络安全法 §21 asks for six months of such records at least; addresses are kept no longer than that takes.
create function access.forget_sign_ins() returns bigint
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
    delete from access.sign_in s where s.tenant_id = tenant.tenant_id and s.at < now() - interval '7 months';
    get diagnostics deleted = row_count;
    forgotten := forgotten + deleted;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function access.forget_sign_ins() is 'Deletes all organizations'' sign-ins of more than seven months ago; called once an hour';
revoke execute on function access.forget_sign_ins() from public;
grant execute on function access.forget_sign_ins() to huifang_service;

-- A one-time code that a person enrols counts once a code of it has been shown; codes on paper stand in for it.
alter table access.account add column pending_totp_secret bytea;
comment on column access.account.pending_totp_secret is 'Sealed as totp_secret, whose place it takes when a code of it was shown';
grant update (pending_totp_secret) on access.account to huifang_service;

create table access.recovery_code (
  tenant_id uuid not null,
  account_id uuid not null,
  code_hash bytea not null check (octet_length(code_hash) = 32),
  created_at timestamptz not null default now(),
  used_at timestamptz,
  primary key (tenant_id, account_id, code_hash),
  constraint recovery_code_account foreign key (tenant_id, account_id) references access.account
);
comment on table access.recovery_code is
  'Ten codes on paper, each good once in place of a one-time code; only their hashes under the tenant''s key';
select app.protect('access.recovery_code', false);
-- Deleted when others take their place: what is good for nothing isn't kept.
grant select, insert (tenant_id, account_id, code_hash), update (used_at), delete on access.recovery_code to huifang_service;

-- A password that somebody else has seen is good for one thing: choosing another one.
alter table access.account add column must_change_password boolean not null default false;
alter table access.account alter column must_change_password set default true;
comment on column access.account.must_change_password is
  'Made or reset by somebody else: signing in asks for a new one first. Those of before stay as they are';
grant update (must_change_password) on access.account to huifang_service;

-- The operator who founds the platform is the one who signs in.
create or replace function access.found_platform(
  platform_name text, account_id uuid, username text, display_name text, password_hash text, totp_secret bytea,
  assignment_id uuid, key_id integer, wrapped_key bytea) returns void
  language plpgsql security invoker set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  insert into directory.organization (tenant_id, kind, code, name)
    values (app.tenant(), 'platform', 'platform', platform_name) on conflict (tenant_id) do nothing;
  insert into access.tenant_key (tenant_id, key_id, wrapped)
    values (app.tenant(), key_id, wrapped_key) on conflict do nothing;
  insert into access.account (tenant_id, account_id, username, display_name, password_hash, totp_secret, must_change_password)
    values (app.tenant(), account_id, username, display_name, password_hash, totp_secret, false);
  insert into access.assignment (tenant_id, assignment_id, account_id, role)
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

create function access.reset_administrator(
  tenant uuid, administrator text, new_password_hash text, new_totp_secret bytea, event_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  found_account uuid;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant(), 'FORBIDDEN');
  perform set_config('app.tenant_id', tenant::text, true);
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
comment on function access.reset_administrator(uuid, text, text, bytea, uuid) is
  'Gives an administrator or supervisor a new password or one-time code, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';
revoke execute on function access.reset_administrator(uuid, text, text, bytea, uuid) from public;
grant execute on function access.reset_administrator(uuid, text, text, bytea, uuid) to huifang_service;
