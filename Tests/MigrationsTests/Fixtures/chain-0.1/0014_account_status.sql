-- Accounts are deactivated, never deleted; the last of each of the three administrators stays.

create constraint trigger administrators_stay after update on access.account
  deferrable initially deferred for each row
  when (old.status = 'active' and new.status <> 'active')
  execute function access.keep_administrators();
comment on function access.keep_administrators() is
  'At the end of a transaction that ended or moved an administrator''s assignment, or deactivated an account';

create function access.set_administrator_status(tenant uuid, administrator text, new_status text, event_id uuid) returns uuid
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
  found_account uuid;
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant(), 'FORBIDDEN');
  perform set_config('app.tenant_id', tenant::text, true);
  update access.account a
    set status = new_status, grants_version = a.grants_version + 1, failures = 0, locked_until = null
    where a.tenant_id = tenant and a.username = administrator and a.account_id is distinct from request.actor_id
      and exists (
        select from access.assignment g
          where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and (g.valid_until is null or g.valid_until > now()) and g.role in (
              'platformAdministrator', 'hospitalAdministrator', 'securityOfficer', 'auditor', 'bureauSupervisor'))
    returning a.account_id into found_account;
  perform app.guard(found_account is not null, 'NOT_FOUND');
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
comment on function access.set_administrator_status(uuid, text, text, uuid) is
  'Deactivates an administrator''s or supervisor''s account or activates it again, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';
revoke execute on function access.set_administrator_status(uuid, text, text, uuid) from public;
grant execute on function access.set_administrator_status(uuid, text, text, uuid) to huifang_service;
