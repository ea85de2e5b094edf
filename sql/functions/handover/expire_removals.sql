create or replace function handover.expire_removals() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  expired bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  update handover.removal_request q set status = 'expired'
    where q.tenant_id = app.tenant() and q.status = 'requested' and q.expires_at <= now();
  get diagnostics expired = row_count;
  perform set_config('app.tenant_id', outer_tenant, true);
  return expired;
end
$$;
comment on function handover.expire_removals() is 'Ends removals that nobody has approved within a week; called once an hour';
grant execute on function handover.expire_removals() to huifang_service;
