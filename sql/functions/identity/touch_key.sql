create or replace function identity.touch_key(tenant uuid, key uuid, secret bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update identity.integration_key k set last_used_at = now()
    where k.tenant_id = tenant and k.key_id = key and exists (
      select from identity.integration_secret s
        where s.tenant_id = k.tenant_id and s.key_id = k.key_id and s.secret_hash = sha256(secret));
end
$$;
comment on function identity.touch_key(uuid, uuid, bytea) is
  'Notes that the key is in use; the service calls it at most once a minute a key, outside the request''s transaction';
grant execute on function identity.touch_key(uuid, uuid, bytea) to huifang_service;
