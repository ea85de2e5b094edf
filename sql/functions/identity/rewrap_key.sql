-- The master key is changed for another one: an operator's login wraps each data key anew, all in one transaction.
create or replace function identity.rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea) returns void
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update identity.tenant_key k set wrapped = new_wrapped
    where k.tenant_id = tenant and k.key_id = rewrap_key.key_id and k.wrapped = old_wrapped;
  perform app.guard(found, 'VERSION_CONFLICT');
end
$$;
comment on function identity.rewrap_key(uuid, integer, bytea, bytea) is
  'Puts a data key, wrapped by another master key, in its own place; by the owner''s login, which bears the row security of the tenant';
