create or replace function operations.due_timers() returns table (tenant_id uuid, kind text, account_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  candidate record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  for candidate in select o.tenant_id from directory.job_tenants() as o loop
    perform set_config('app.tenant_id', candidate.tenant_id::text, true);
    return query
      select distinct t.tenant_id, t.kind, t.account_id from operations.timer t
        where t.tenant_id = candidate.tenant_id and t.due_at <= now();
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function operations.due_timers() is 'Whose timers of which kinds have come due';
grant execute on function operations.due_timers() to huifang_service;
