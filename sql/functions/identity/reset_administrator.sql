create or replace function identity.reset_administrator(
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
comment on function identity.reset_administrator(uuid, text, text, bytea, uuid) is
  'Gives an administrator or supervisor a new password or one-time code, with an event in that organization''s log too; for the platform alone, and for nobody''s own account';
grant execute on function identity.reset_administrator(uuid, text, text, bytea, uuid) to huifang_service;
