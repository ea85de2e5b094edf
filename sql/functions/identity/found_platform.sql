-- What the first start does, before there is anybody to sign in.
-- The operator who founds the platform is the one who signs in.
create or replace function identity.found_platform(
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
  insert into identity.tenant_key (tenant_id, key_id, wrapped)
    values (app.tenant(), key_id, wrapped_key) on conflict do nothing;
  insert into identity.account (tenant_id, account_id, username, display_name, password_hash, totp_secret, must_change_password)
    values (app.tenant(), account_id, username, display_name, password_hash, totp_secret, false);
  insert into identity.assignment (tenant_id, assignment_id, account_id, role)
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
comment on function identity.found_platform(text, uuid, text, text, text, bytea, uuid, integer, bytea) is
  'The platform and its administrator, made by the owner (huifang admin create), not by the service';
