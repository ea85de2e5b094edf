-- What a bureau sees of its region: names, codes and levels, of all below it.
drop function if exists directory.region_organizations();
create or replace function directory.region_organizations()
  returns table (tenant_id uuid, kind text, code text, name text, region_code text, parent_id uuid, level text, ownership text,
    unified_code text, registration_number text, status text, version integer, initials text,
    time_zone text)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  bureau uuid := app.tenant();
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  return query
    with recursive below as (
      select o.tenant_id from directory.organization o where o.tenant_id = bureau and o.kind = 'bureau'
      union
      select o.tenant_id from directory.organization o join below on o.parent_id = below.tenant_id)
    select o.tenant_id, o.kind, o.code, o.name, o.region_code, o.parent_id, o.level, o.ownership, o.unified_code,
        o.registration_number, o.status, o.version, o.initials, o.time_zone
      from below join directory.organization o on o.tenant_id = below.tenant_id;
  perform set_config('app.tenant_id', coalesce(bureau::text, ''), true);
end
$$;
comment on function directory.region_organizations() is 'The caller''s own bureau and all that lies below it; nothing for anybody else';
grant execute on function directory.region_organizations() to huifang_service;
