create or replace function directory.forget_met(
  undone uuid, out removed_departments bigint, out kept_departments bigint, out removed_staff bigint, out kept_staff bigint)
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  hospital uuid := app.tenant();
  scope text := coalesce(current_setting('app.departments', true), '');
  entry uuid;
begin
  perform app.guard(exists (
    select from discharges.import i where i.tenant_id = hospital and i.import_id = undone and i.status = 'undoing'), 'INVALID_STATE');
  perform set_config('app.departments', '*', true);
  removed_departments := 0;
  removed_staff := 0;
  for entry in
    with named as materialized (
      select person.staff_id from discharges.discharge d
        cross join lateral (values (d.attending_staff_id), (d.resident_staff_id), (d.nurse_staff_id)) as person (staff_id)
        where d.tenant_id = hospital
      union
      select person.staff_id from discharges.discharge_history h
        cross join lateral (values (h.attending_staff_id), (h.resident_staff_id), (h.nurse_staff_id)) as person (staff_id)
        where h.tenant_id = hospital)
    select s.staff_id from directory.staff s
      where s.tenant_id = hospital and s.import_id = undone and not s.confirmed and s.status = 'active'
        and not exists (select from named where named.staff_id = s.staff_id)
  loop
    begin
      delete from directory.staff s where s.tenant_id = hospital and s.staff_id = entry;
      removed_staff := removed_staff + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  for entry in
    with former as materialized (
      select distinct h.former_department from discharges.discharge_history h where h.tenant_id = hospital)
    select d.department_id from directory.department d
      where d.tenant_id = hospital and d.import_id = undone and not d.confirmed and d.status = 'active'
        and not exists (select from former where former.former_department = d.department_id)
  loop
    begin
      delete from directory.department d where d.tenant_id = hospital and d.department_id = entry;
      removed_departments := removed_departments + 1;
    exception when foreign_key_violation then null;
    end;
  end loop;
  select count(*) into kept_staff from directory.staff s where s.tenant_id = hospital and s.import_id = undone;
  select count(*) into kept_departments from directory.department d where d.tenant_id = hospital and d.import_id = undone;
  perform set_config('app.departments', scope, true);
end
$$;
comment on function directory.forget_met(uuid) is
  'Removes the unconfirmed departments and staff that an import being undone had met and nothing refers to; says how many went and stayed';
grant execute on function directory.forget_met(uuid) to huifang_service;
