-- The rows are counted with the gate opened for the hospital in the place of the platform's own open event, which is put back.
create or replace function handover.count_rows(organization uuid) returns table (table_name text, row_count bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  opened tid;
  request audit.open;
  inner_request audit.open;
  scope text := current_setting('app.departments', true);
begin
  select * into request from audit.open where xid = pg_current_xact_id_if_assigned();
  perform app.guard(app.is_platform() and request.tenant_id = app.tenant() and request.method = 'hospital.removal.preview', 'FORBIDDEN');
  perform app.guard(exists (select from directory.organization o where o.tenant_id = organization and o.kind = 'hospital'), 'NOT_FOUND');
  delete from audit.open where xid = request.xid;
  inner_request := request;
  inner_request.tenant_id := organization;
  inner_request.personal_data := true;
  perform app.guard(exists (
    select from directory.organization o where o.tenant_id = organization and o.removable_from is not null),
    'INVALID_STATE', 'organizationId:notTerminated');
  perform set_config('app.tenant_id', organization::text, true), set_config('app.departments', '*', true);
  insert into audit.open select inner_request.*
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
  for table_name in select t.name from handover.owned_tables() t order by t.name loop
    execute format('select count(*) from %s where tenant_id = $1', table_name) into row_count using organization;
    if row_count > 0 then return next; end if;
  end loop;
  delete from audit.open where xid = request.xid;
  perform set_config('app.tenant_id', request.tenant_id::text, true), set_config('app.departments', scope, true);
  insert into audit.open select request.*
    returning ctid into opened;
  perform set_config('app.open_row', opened::text, true);
end
$$;
comment on function handover.count_rows(uuid) is
  'How many rows of which table a hospital has, for the platform before a removal: counts and nothing else';
grant execute on function handover.count_rows(uuid) to huifang_service;
