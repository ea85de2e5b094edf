-- The archive that the hospital took last, finished at least.
create or replace function handover.last_archive(organization uuid)
  returns table (sha256 bytea, approved_at timestamptz, row_count bigint, byte_count bigint, downloaded_at timestamptz)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := current_setting('app.tenant_id', true);
begin
  perform app.guard(app.is_platform() and exists (
    select from audit.open o where o.xid = pg_current_xact_id_if_assigned() and o.tenant_id = app.tenant()
      and o.method in ('hospital.removal.preview', 'hospital.removal.approve')), 'FORBIDDEN');
  perform set_config('app.tenant_id', organization::text, true);
  return query select x.sha256, x.approved_at, x.row_count, x.byte_count + 16, x.downloaded_at from handover.export x
    where x.tenant_id = organization and x.sha256 is not null order by x.approved_at desc limit 1;
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function handover.last_archive(uuid) is
  'Hash and size of a hospital''s last archive, for the platform''s record of its removal';
grant execute on function handover.last_archive(uuid) to huifang_service;
