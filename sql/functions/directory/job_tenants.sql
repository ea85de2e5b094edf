-- The platform's own jobs wait in the same queue.
create or replace function directory.job_tenants() returns table (tenant_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query select o.tenant_id from directory.organization o where o.kind in ('hospital', 'platform') and o.status = 'active'
    order by random();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function directory.job_tenants() is
  'The hospitals and the platform, in an order that favours none; used by claim_job alone';
