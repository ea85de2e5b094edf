create or replace function discharges.note_family() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp
  as $$
declare
  changed discharges.mother_child := coalesce(new, old);
begin
  update discharges.patient p
    set has_family = exists (
      select from discharges.mother_child link
        where link.tenant_id = p.tenant_id and p.patient_id in (link.mother_id, link.child_id))
    where p.tenant_id = changed.tenant_id and p.patient_id in (changed.mother_id, changed.child_id);
  return null;
end
$$;
comment on function discharges.note_family() is 'Keeps discharges.patient.has_family when a mother and a child are linked or unlinked';
