create or replace function followup.holds_over(person uuid, discharge uuid) returns text[]
  language sql stable
  as $$
    select array(
      select distinct h.reason from discharges.patient own
        join followup.hold h on h.tenant_id = app.tenant() and h.patient_id = own.patient_id and h.lifted_on is null
        where own.tenant_id = app.tenant() and own.person_id = person
          and (h.discharge_id is null or h.discharge_id = discharge)
        order by 1)
  $$;
comment on function followup.holds_over(uuid, uuid) is 'Why nobody may call about a discharge: the reasons of the holds that stand over it';
grant execute on function followup.holds_over(uuid, uuid) to huifang_service;
