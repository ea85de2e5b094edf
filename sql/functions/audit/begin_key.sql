create or replace function audit.begin_key(
  tenant uuid, key uuid, secret bytea, address text, departments text, event_id uuid, method text, purpose text,
  request_id uuid, fingerprint bytea, personal_data boolean, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
  held record;
begin
  select account_id into held from identity.key_credential(tenant, key, secret, address);
  if not found then
    raise exception using errcode = 'HF003', message = 'CREDENTIAL_EXPIRED';
  end if;
  perform audit.prepare_transaction(tenant, held.account_id, case departments when '*' then '*' else '' end, timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (
    tenant, event_id, held.account_id, 'integrationKey', method, purpose, request_id, fingerprint, personal_data)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;
comment on function audit.begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer) is
  'Begins a transaction for a hospital''s own system: rechecks secret, expiry and address, sets tenant and actor, opens the gate';
grant execute on function audit.begin_key(uuid, uuid, bytea, text, text, uuid, text, text, uuid, bytea, boolean, integer)
  to huifang_service;
