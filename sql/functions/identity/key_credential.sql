drop function if exists identity.key_credential(uuid, uuid, bytea, text);
create or replace function identity.key_credential(tenant uuid, key uuid, secret bytea, address text)
  returns table (account_id uuid, display_name text, username text, expires_at timestamptz, good_until timestamptz,
    organization_kind text, organization_code text, permissions text[], calls_per_second integer, utc_offset integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, k.expires_at, least(k.expires_at, s.valid_until), o.kind, o.code,
        k.permissions, k.calls_per_second,
        extract(epoch from (now() at time zone o.time_zone) - (now() at time zone 'UTC'))::integer
      from identity.integration_key k
      join identity.integration_secret s on s.tenant_id = k.tenant_id and s.key_id = k.key_id
      join identity.account a on a.tenant_id = k.tenant_id and a.account_id = k.account_id
      join directory.organization o on o.tenant_id = k.tenant_id
      where k.tenant_id = tenant and k.key_id = key and s.secret_hash = sha256(secret)
        and (s.valid_until is null or s.valid_until > now()) and k.revoked_at is null and k.expires_at > now()
        and nullif(address, '')::inet <<= any (k.allowed_addresses)
        and a.status = 'active' and a.kind = 'integration' and o.status = 'active';
end
$$;
comment on function identity.key_credential(uuid, uuid, bytea, text) is
  'The system behind an integration key, what the key permits, how often it may call, and until when that can be relied on';
grant execute on function identity.key_credential(uuid, uuid, bytea, text) to huifang_service;
