create or replace function identity.forget_addresses(older_than_days integer) returns bigint
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
    update identity.session s set client_address = ''
      where s.tenant_id = tenant.tenant_id and s.client_address <> ''
        and s.created_at < now() - make_interval(days => older_than_days);
    get diagnostics cleared = row_count;
    forgotten := forgotten + cleared;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function identity.forget_addresses(integer) is
  'Forgets the addresses of all organizations'' sessions that began so many days ago; called once an hour';
grant execute on function identity.forget_addresses(integer) to huifang_service;
