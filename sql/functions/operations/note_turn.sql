create or replace function operations.note_turn(tenant uuid, milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  insert into operations.turn as t (tenant_id, organization_id, served, served_at)
    values ('00000000-0000-7000-8000-000000000001', tenant, milliseconds, now())
    on conflict (tenant_id, organization_id) do update
      set served = t.served * 0.5 ^ least(100, greatest(0, extract(epoch from now() - t.served_at) / 60)) + excluded.served,
        served_at = now();
  perform set_config('app.tenant_id', outer_tenant, true);
end
$$;
comment on function operations.note_turn(uuid, integer) is 'Adds a turn to what an organization''s jobs have had lately';
grant execute on function operations.note_turn(uuid, integer) to huifang_service;
