-- A timeout of 0 would switch the statement's timeout off instead of ending it at once. Whoever waits for a person's call waits half a
-- second for a lock and no longer: others need the connection.
create or replace function audit.prepare_transaction(
  tenant uuid, actor uuid, departments text, timeout_milliseconds integer) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  perform app.guard(timeout_milliseconds >= 1, 'INTERNAL', 'timeout');
  perform set_config('app.tenant_id', tenant::text, true),
    set_config('app.actor_id', coalesce(actor::text, ''), true),
    set_config('app.departments', departments, true),
    set_config('statement_timeout', timeout_milliseconds::text, true),
    set_config('lock_timeout', least(timeout_milliseconds, 500)::text, true);
end
$$;
comment on function audit.prepare_transaction(uuid, uuid, text, integer) is
  'Sets tenant, actor, scope and timeouts until the transaction ends; called by those that begin one, by nobody else';
