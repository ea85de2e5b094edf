-- Readers of a single record number, nearly all of them, are spared the look for others of the same person.
create or replace function discharges.note_person() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
begin
  update discharges.patient p
    set shares_person = p.merged_into is not null or exists (
      select from discharges.patient other where other.tenant_id = p.tenant_id and other.merged_into = p.patient_id)
    where p.tenant_id = new.tenant_id and p.patient_id in (new.patient_id, new.merged_into, old.merged_into);
  return null;
end
$$;
comment on function discharges.note_person() is 'Keeps discharges.patient.shares_person when rows are merged and when that is taken back';
