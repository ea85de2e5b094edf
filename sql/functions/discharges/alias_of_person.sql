-- Called only for a patient with several record numbers, so that a list pays for this look-up in those rows alone. A function, because
-- PostgreSQL prepares each sub-select of a statement at every execution, whether a row needs the sub-select or not.
create or replace function discharges.alias_of_person(person uuid) returns bytea
  language sql stable
  as $$
    select p.alias from discharges.patient p
      where p.tenant_id = app.tenant() and p.person_id = person and p.alias_index is not null
      order by p.patient_id limit 1
  $$;
comment on function discharges.alias_of_person(uuid) is
  'The alias that hides all names of a person with several record numbers; null when there is none';
grant execute on function discharges.alias_of_person(uuid) to huifang_service;
