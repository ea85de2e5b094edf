create or replace function audit.begin_job(
  tenant uuid, job uuid, holder integer, event_id uuid, method text, request_id uuid, fingerprint bytea,
  timeout_milliseconds integer)
  returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
  held record;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select j.account_id, j.roles into held from operations.job j
    where j.tenant_id = tenant and j.job_id = job and j.status = 'running' and j.attempts = holder
      and j.lease_until > now() and j.turn_ended_at is null
    for no key update;
  if not found then
    raise exception using errcode = 'HF001', message = 'CANCELLED', detail = 'the job is not held';
  end if;
  perform audit.prepare_transaction(tenant, held.account_id, '*', timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (tenant, event_id, held.account_id, held.roles, method, 'job', request_id, fingerprint, true)
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;
comment on function audit.begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer) is
  'Begins a transaction of a running job, for the person who started it; its row stays locked, so that two processes can''t both go on';
grant execute on function audit.begin_job(uuid, uuid, integer, uuid, text, uuid, bytea, integer) to huifang_service;
