create or replace function operations.begin_timers(
  tenant uuid, wanted text, account uuid, at_most integer, event_id uuid, method text, request_id uuid,
  timeout_milliseconds integer)
  returns table (timer_id uuid, subject_id uuid)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  chosen uuid[];
  held_roles text;
begin
  perform set_config('app.tenant_id', tenant::text, true);
  select array_agg(c.timer_id), min(c.roles) into chosen, held_roles from (
    select t.timer_id, t.roles from operations.timer t
      where t.tenant_id = tenant and t.kind = wanted and t.account_id = account and t.due_at <= now() and t.failures = 0
      order by t.due_at, t.timer_id limit at_most for update skip locked) as c;
  if chosen is null then
    select array_agg(c.timer_id), min(c.roles) into chosen, held_roles from (
      select t.timer_id, t.roles from operations.timer t
        where t.tenant_id = tenant and t.kind = wanted and t.account_id = account and t.due_at <= now()
        order by t.due_at, t.timer_id limit 1 for update skip locked) as c;
  end if;
  if chosen is null then return; end if;
  perform audit.prepare_transaction(tenant, account, '*', timeout_milliseconds);
  insert into audit.open (
    tenant_id, event_id, actor_id, roles, method, purpose, request_id, fingerprint, personal_data)
  values (tenant, event_id, account, held_roles, method, 'job', request_id, '\x', true);
  return query
    select t.timer_id, t.subject_id from operations.timer t
      where t.tenant_id = tenant and t.timer_id = any (chosen) order by t.due_at, t.timer_id;
end
$$;
comment on function operations.begin_timers(uuid, text, uuid, integer, uuid, text, uuid, integer) is
  'Begins a transaction that works off due timers, for the person who set them; they stay locked, so that no two processes do the same';
grant execute on function operations.begin_timers(uuid, text, uuid, integer, uuid, text, uuid, integer) to huifang_service;
