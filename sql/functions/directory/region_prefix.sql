create or replace function directory.region_prefix(region_code text) returns text
  language sql immutable strict parallel safe
  return case
    when region_code like '__0000' then left(region_code, 2)
    when region_code like '____00' then left(region_code, 4)
    else region_code end;
comment on function directory.region_prefix(text) is 'What all codes of a region begin with: province ##, city ####, county ######';
grant execute on function directory.region_prefix(text) to huifang_service;
