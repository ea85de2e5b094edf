-- What both doors to a death share: it reaches beyond the caller's scope, so it is nobody's to call but those two.
create or replace function followup.stop_patient(patient uuid, but_task uuid, on_day date, source text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  scope text := current_setting('app.departments', true);
  person uuid;
  kin uuid[];
  stopped integer;
begin
  perform set_config('app.departments', '*', true);
  select p.person_id into person from discharges.patient p where p.tenant_id = app.tenant() and p.patient_id = patient;
  select array_agg(p.patient_id) into kin from discharges.patient p where p.tenant_id = app.tenant() and p.person_id = person;
  update discharges.patient p set deceased = true, died_on = coalesce(on_day, p.died_on),
      death_source = coalesce(p.death_source, source)
    where p.tenant_id = app.tenant() and p.patient_id = any (kin);
  update followup.task t set status = 'cancelled', reason = 'deceased', closed_at = now(), promised = false, held_on = null,
      awaiting_number_on = null, claimed_by = null, claimed_until = null, version = t.version + 1
    where t.tenant_id = app.tenant() and t.patient_id = any (kin) and t.task_id is distinct from but_task
      and t.status in ('due', 'inProgress');
  get diagnostics stopped = row_count;
  update followup.number_correction n set status = 'withdrawn', closed_at = now(), version = n.version + 1
    where n.tenant_id = app.tenant() and n.patient_id = any (kin) and n.status = 'open';
  update followup.hold h set lifted_as = 'deceased', lifted_on = (select app.today()),
      version = h.version + 1
    where h.tenant_id = app.tenant() and h.patient_id = any (kin) and h.lifted_on is null and not h.excludes;
  insert into followup.death (tenant_id, death_id, patient_id, source, died_on, recorded_by)
  select app.tenant(), gen_random_uuid(), told.patient_id, source, on_day, app.actor() from unnest(kin) as told (patient_id)
  on conflict (tenant_id, patient_id) where withdrawn_at is null
    do update set died_on = coalesce(excluded.died_on, death.died_on);
  perform set_config('app.departments', scope, true);
  return stopped;
end
$$;
comment on function followup.stop_patient(uuid, uuid, date, text) is
  'Marks a person as dead, cancels the open tasks of all departments, withdraws requests for numbers, lifts holds';
