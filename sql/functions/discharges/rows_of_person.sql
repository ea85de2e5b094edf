create or replace function discharges.rows_of_person(person uuid) returns uuid[]
  language sql stable
  as $$
    select array_agg(p.patient_id) from discharges.patient p where p.tenant_id = app.tenant() and p.person_id = person
  $$;
comment on function discharges.rows_of_person(uuid) is 'The patient rows of a person with several record numbers';
grant execute on function discharges.rows_of_person(uuid) to huifang_service;
