create or replace function followup.move_department(moved_from uuid, moved_to uuid) returns bigint
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  moved bigint;
  part bigint;
begin
  perform app.guard(app.whole_organization(), 'FORBIDDEN');
  update followup.attempt a set
      department_id = case a.department_id when moved_from then moved_to else a.department_id end,
      responsible_department_id = case a.responsible_department_id when moved_from then moved_to else a.responsible_department_id end
    from followup.task t
    where t.tenant_id = app.tenant() and a.tenant_id = t.tenant_id and a.task_id = t.task_id
      and moved_from in (t.department_id, t.responsible_department_id)
      and moved_from in (a.department_id, a.responsible_department_id);
  get diagnostics moved = row_count;
  update followup.record r set
      department_id = case r.department_id when moved_from then moved_to else r.department_id end,
      responsible_department_id = case r.responsible_department_id when moved_from then moved_to else r.responsible_department_id end
    from followup.task t
    where t.tenant_id = app.tenant() and r.tenant_id = t.tenant_id and r.task_id = t.task_id
      and moved_from in (t.department_id, t.responsible_department_id)
      and moved_from in (r.department_id, r.responsible_department_id);
  get diagnostics part = row_count;
  return moved + part;
end
$$;
comment on function followup.move_department(uuid, uuid) is
  'Attempts and records are append-only for the service; whose they are follows a mapped department, and nothing else of them changes';
grant execute on function followup.move_department(uuid, uuid) to huifang_service;
