create or replace function identity.is_address_range(text text) returns boolean
  language plpgsql immutable set search_path = pg_catalog, pg_temp
  as $$
begin
  return masklen(text::cidr) >= 8;
exception when invalid_text_representation then
  return false;
end
$$;
comment on function identity.is_address_range(text) is 'Whether a text is an address or a range of them, and not half of the world';
grant execute on function identity.is_address_range(text) to huifang_service;
