-- The master key is changed for another one: an operator's login wraps each data key anew, all in one transaction.
create function access.rewrap_key(tenant uuid, key_id integer, old_wrapped bytea, new_wrapped bytea) returns void
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update access.tenant_key k set wrapped = new_wrapped
    where k.tenant_id = tenant and k.key_id = rewrap_key.key_id and k.wrapped = old_wrapped;
  perform app.guard(found, 'VERSION_CONFLICT');
end
$$;
comment on function access.rewrap_key(uuid, integer, bytea, bytea) is
  'Puts a data key, wrapped by another master key, in its own place; by the owner''s login, which bears the row security of the tenant';

create function access.note_master_key(request_id uuid, change text, data_keys bigint) returns void
  language plpgsql set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  request.tenant_id := app.tenant();
  request.roles := 'owner';
  request.method := 'operator.rotateMasterKey';
  request.purpose := 'administration';
  request.request_id := request_id;
  request.fingerprint := '';
  perform audit.write(request, gen_random_uuid(), 'allowed', change, null, data_keys);
end
$$;
comment on function access.note_master_key(uuid, text, bigint) is
  'The event of a change of the master key in the platform''s log: which key, by its number, and how many data keys';
revoke execute on function access.rewrap_key(uuid, integer, bytea, bytea), access.note_master_key(uuid, text, bigint) from public;
