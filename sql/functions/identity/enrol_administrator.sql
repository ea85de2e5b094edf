-- A new organization's three administrators (and a bureau's supervisor) come from the platform; everybody else comes from them.
-- Whom the platform gives to whom: the role must be one of that kind of organization, and the organization in use.
create or replace function identity.enrol_administrator(
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
comment on function identity.enrol_administrator(
  uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid) is
  'Gives another organization an administrator, with an event in that organization''s log too; for the platform alone';
grant execute on function identity.enrol_administrator(uuid, uuid, text, text, text, bytea, uuid, text, integer, bytea, uuid)
  to huifang_service;
