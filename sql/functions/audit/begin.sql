-- The prologue. It asks for the session's secret, so that not even the service's own login can begin for a person who is not there.
-- The roles in the trail are those that the database knows of, and no department is claimed that none of them is held for. Which
-- permissions reach the whole organization, only the service knows; who holds nothing reaches nothing.
create or replace function audit.begin(
  tenant uuid, session uuid, secret bytea, grants integer, departments text, roles text, event_id uuid, method text,
  purpose text, request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
  found_session record;
  held record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select s.account_id, s.last_seen_at, a.grants_version into found_session
    from identity.session s
    join identity.account a on a.tenant_id = s.tenant_id and a.account_id = s.account_id
    where s.tenant_id = tenant and s.session_id = session and s.secret_hash = sha256(secret)
      and s.ended_at is null and s.expires_at > now() and s.last_seen_at > now() - interval '15 minutes'
      and a.status = 'active' and a.kind = 'person';
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  if found_session.grants_version is distinct from grants then
    raise exception using errcode = 'HF004', message = 'UNAUTHENTICATED', detail = 'grants have changed';
  end if;
  select string_agg(distinct g.role || g.mark collate "C", ' ' order by g.role || g.mark collate "C") as roles,
      coalesce(array_agg(g.department_id), '{}') as departments
    into held
    from (
      select *, case when substitution_id is null then '' else '(substitute)' end as mark from identity.assignment) as g
    where g.tenant_id = tenant and g.account_id = found_session.account_id
      and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now());
  if (case departments when '' then true when '*' then held.roles is not null
      else departments::uuid[] <@ held.departments end) is not true then
    raise exception using errcode = 'HF004', message = 'UNAUTHENTICATED', detail = 'grants have changed';
  end if;
  perform audit.prepare_transaction(tenant, found_session.account_id, departments, timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, session_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (
    tenant, event_id, found_session.account_id, session,
    -- Below what a leaf may hold, however many roles somebody collects.
    case when length(held.roles) > 500 then left(held.roles, 499) || '…' else coalesce(held.roles, '') end,
    method, purpose, request_id, fingerprint, personal_data)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;
comment on function audit.begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer) is
  'Begins a transaction for a signed-in person: rechecks session and grants, sets tenant, actor and departments, opens the gate';
grant execute on function audit.begin(uuid, uuid, bytea, integer, text, text, uuid, text, text, uuid, bytea, boolean, integer)
  to huifang_service;
