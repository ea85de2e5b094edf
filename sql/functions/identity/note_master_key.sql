create or replace function identity.note_master_key(request_id uuid, change text, data_keys bigint) returns void
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
comment on function identity.note_master_key(uuid, text, bigint) is
  'The event of a change of the master key in the platform''s log: which key, by its number, and how many data keys';
