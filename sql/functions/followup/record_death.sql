-- Whoever has the patient in her ward hears of it first, with or without an earlier discharge.
create or replace function followup.record_death(patient uuid, on_day date, source text) returns integer
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  if not exists (
    select from discharges.patient self
      join discharges.patient kin on kin.tenant_id = self.tenant_id and kin.person_id = self.person_id
      where self.tenant_id = app.tenant() and self.patient_id = patient and (
        exists (
          select from discharges.discharge d where d.tenant_id = kin.tenant_id and d.patient_id = kin.patient_id)
        or exists (
          select from discharges.visit v
            where v.tenant_id = kin.tenant_id and v.patient_id = kin.patient_id and v.ended_on is null))) then
    return null;
  end if;
  return followup.stop_patient(patient, null, on_day, source);
end
$$;
comment on function followup.record_death(uuid, date, text) is
  'Stops everything for a patient with a discharge or an open stay in the caller''s scope; null when there is none';
grant execute on function followup.record_death(uuid, date, text) to huifang_service;
