-- Archives that were fetched or are a week old.
create or replace function handover.forget_archives() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  expired bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o where o.kind = 'hospital' loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    update handover.export x set status = 'discarded', passphrase = null, download_hash = null, download_until = null
      where x.tenant_id = tenant.tenant_id and x.status in ('requested', 'approved', 'ready')
        and coalesce(x.expires_at, coalesce(x.approved_at, x.created_at) + interval '7 days') < now();
    get diagnostics expired = row_count;
    delete from handover.export_part p using handover.export x
      where p.tenant_id = tenant.tenant_id and x.tenant_id = p.tenant_id and x.export_id = p.export_id and x.status = 'discarded';
    forgotten := forgotten + expired;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function handover.forget_archives() is 'Discards all hospitals'' archives whose time is over; called once an hour';
grant execute on function handover.forget_archives() to huifang_service;
