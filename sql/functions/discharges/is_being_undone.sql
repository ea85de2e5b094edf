create or replace function discharges.is_being_undone(discharge uuid) returns boolean
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  scope text := coalesce(current_setting('app.departments', true), '');
  answer boolean;
begin
  perform set_config('app.departments', '*', true);
  select exists (
    select from discharges.discharge d
      join discharges.import i on i.tenant_id = d.tenant_id and i.import_id = d.import_id
      where d.tenant_id = app.tenant() and d.discharge_id = discharge and i.status = 'undoing') into answer;
  perform set_config('app.departments', scope, true);
  return answer;
end
$$;
comment on function discharges.is_being_undone(uuid) is
  'Whether the discharge is of a file that is being taken back, whichever department''s it is; says nothing else of it';
grant execute on function discharges.is_being_undone(uuid) to huifang_service;
