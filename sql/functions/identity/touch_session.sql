create or replace function identity.touch_session(tenant uuid, session uuid, secret bytea) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  update identity.session s set last_seen_at = now()
    where s.tenant_id = tenant and s.session_id = touch_session.session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.last_seen_at > now() - interval '15 minutes';
end
$$;
comment on function identity.touch_session(uuid, uuid, bytea) is
  'Notes that the session is in use; the service calls it at most once a minute a session, outside the request''s transaction';
grant execute on function identity.touch_session(uuid, uuid, bytea) to huifang_service;
