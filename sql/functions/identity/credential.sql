drop function if exists identity.credential(uuid, uuid, bytea);
create or replace function identity.credential(tenant uuid, session uuid, secret bytea)
  returns table (account_id uuid, display_name text, username text, grants_version integer,
    expires_at timestamptz, good_until timestamptz, organization_kind text, organization_code text, role text,
    department_id uuid, permissions text[], is_lent boolean, utc_offset integer)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform set_config('app.tenant_id', tenant::text, true);
  return query
    select a.account_id, a.display_name, a.username, a.grants_version, s.expires_at,
        least(s.expires_at, (
          select min(least(
              case when v.valid_from > now() then v.valid_from end, case when v.valid_until > now() then v.valid_until end))
            from identity.assignment v
            where v.tenant_id = a.tenant_id and v.account_id = a.account_id)), o.kind, o.code,
        g.role, g.department_id,
        (select array_agg(p.permission || ':' || p.scope)
          from identity.role r
          join identity.role_permission p on p.tenant_id = r.tenant_id and p.role = r.role and p.version = r.version
          where r.tenant_id = g.tenant_id and r.role = g.own_role and r.status = 'active'),
        g.substitution_id is not null,
        extract(epoch from (now() at time zone o.time_zone) - (now() at time zone 'UTC'))::integer
      from identity.session s
      join identity.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
      join directory.organization o on o.tenant_id = s.tenant_id
      left join identity.assignment g on g.tenant_id = a.tenant_id and g.account_id = a.account_id
        and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())
      where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
        and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
        and a.status = 'active' and a.kind = 'person' and o.status = 'active';
end
$$;
comment on function identity.credential(uuid, uuid, bytea) is
  'The person behind a bearer token, the roles held now with the permissions of the hospital''s own ones, and until when that can be relied on';
grant execute on function identity.credential(uuid, uuid, bytea) to huifang_service;
