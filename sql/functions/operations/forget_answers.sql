-- Answers are kept for a week: longer than the 72 hours that a client may rely on, and not for ever.
create or replace function operations.forget_answers() returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  tenant record;
  outer_tenant text := coalesce(current_setting('app.tenant_id', true), '');
  forgotten bigint := 0;
  deleted bigint;
begin
  perform set_config('app.tenant_id', '00000000-0000-7000-8000-000000000001', true);
  for tenant in select o.tenant_id from directory.organization as o loop
    perform set_config('app.tenant_id', tenant.tenant_id::text, true);
    delete from operations.idempotency i where i.tenant_id = tenant.tenant_id and i.created_at < now() - interval '7 days';
    get diagnostics deleted = row_count;
    forgotten := forgotten + deleted;
  end loop;
  perform set_config('app.tenant_id', outer_tenant, true);
  return forgotten;
end
$$;
comment on function operations.forget_answers() is 'Deletes all organizations'' stored answers that are older than a week; called once an hour';
grant execute on function operations.forget_answers() to huifang_service;
