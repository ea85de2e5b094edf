create or replace function directory.organization_with_code(searched text) returns uuid
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  found uuid;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  select tenant_id into found from directory.organization where code = searched and status = 'active';
  perform set_config('app.tenant_id', outer_tenant, true);
  return found;
end
$$;
comment on function directory.organization_with_code(text) is
  'The tenant behind the @ of a user name: what sign-in must know before it can begin a transaction for it';
grant execute on function directory.organization_with_code(text) to huifang_service;
