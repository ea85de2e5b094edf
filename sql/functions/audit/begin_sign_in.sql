-- Sign-in comes before there is a session: it may read its own tenant's accounts, which hold no patient data, and leaves an event.
create or replace function audit.begin_sign_in(
  tenant uuid, event_id uuid, request_id uuid, fingerprint bytea, method text, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
begin
  perform audit.prepare_transaction(tenant, null, '', timeout_milliseconds);
  insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint)
    values (tenant, event_id, '', method, 'signIn', request_id, fingerprint)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;
comment on function audit.begin_sign_in(uuid, uuid, uuid, bytea, text, integer) is
  'Begins the transaction of a sign-in: no actor, no department, so no row that belongs to one';
grant execute on function audit.begin_sign_in(uuid, uuid, uuid, bytea, text, integer) to huifang_service;
