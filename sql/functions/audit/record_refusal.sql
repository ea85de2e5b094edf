create or replace function audit.record_refusal(
  tenant uuid, event_id uuid, actor uuid, session uuid, roles text, method text, purpose text, request_id uuid,
  fingerprint bytea, outcome text, reason text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  request audit.open;
begin
  if outcome not in ('refused', 'failed') then
    raise exception using errcode = 'HF002', message = 'INTERNAL', detail = 'a refusal is refused or failed';
  end if;
  perform set_config('app.tenant_id', tenant::text, true);
  request.tenant_id := tenant;
  request.event_id := event_id;
  request.actor_id := actor;
  request.session_id := session;
  request.roles := roles;
  request.method := method;
  request.purpose := purpose;
  request.request_id := request_id;
  request.fingerprint := fingerprint;
  perform audit.write(request, event_id, outcome, reason, null, 0);
end
$$;
comment on function audit.record_refusal(uuid, uuid, uuid, uuid, text, text, text, uuid, bytea, text, text) is
  'An event of a request that was refused or failed, in a transaction of its own';
grant execute on function audit.record_refusal(uuid, uuid, uuid, uuid, text, text, text, uuid, bytea, text, text)
  to huifang_service;
