create or replace function identity.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
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
comment on function identity.set_administrator_status(uuid, text, text, uuid) is
  'Deactivates an administrator''s or supervisor''s account and ends the role, or gives both back, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';
grant execute on function identity.set_administrator_status(uuid, text, text, uuid) to huifang_service;
