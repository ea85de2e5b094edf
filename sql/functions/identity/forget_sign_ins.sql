-- 网络安全法 §21 asks for six months of such records at least; addresses are kept no longer than that takes.
create or replace function identity.forget_sign_ins() returns bigint
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
    delete from identity.sign_in s where s.tenant_id = tenant.tenant_id and s.at < now() - interval '7 months';
    get diagnostics deleted = row_count;
    forgotten := forgotten + deleted;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function identity.forget_sign_ins() is 'Deletes all organizations'' sign-ins of more than seven months ago; called once an hour';
grant execute on function identity.forget_sign_ins() to huifang_service;
