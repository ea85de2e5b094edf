-- A death stops every call to the patient at once, whichever department's it is: the one act that reaches beyond the caller's scope,
-- and only for the patient of a task that is within it.
create or replace function followup.stop_everything(task uuid) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  patient uuid;
begin
  select t.patient_id into patient from followup.task t where t.tenant_id = app.tenant() and t.task_id = task;
  if patient is null then
    return 0;
  end if;
  return followup.stop_patient(patient, task, null, 'attempt');
end
$$;
comment on function followup.stop_everything(uuid) is
  'Marks a task''s patient as dead and cancels all other open tasks; needs the open gate like every other access';
grant execute on function followup.stop_everything(uuid) to huifang_service;
