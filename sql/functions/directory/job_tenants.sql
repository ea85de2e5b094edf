-- The platform's own jobs wait in the same queue.
create or replace function directory.job_tenants() returns table (tenant_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query
    select o.tenant_id from directory.organization o
      left join operations.turn t
        on t.tenant_id = '00000000-0000-7000-8000-000000000001' and t.organization_id = o.tenant_id
      where o.kind in ('hospital', 'platform') and o.status = 'active'
      order by coalesce(t.served * 0.5 ^ least(100, greatest(0, extract(epoch from now() - t.served_at) / 60)), 0), random();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function directory.job_tenants() is
  'The hospitals and the platform, those whose jobs were served least lately first; used where jobs and timers are claimed';
