-- Called only for a patient who has a mother or a child here, so that reading any other task doesn't pay for these look-ups.
-- Row security leaves out tasks of other departments' scopes.
create or replace function followup.family_of(person uuid) returns jsonb
  language sql stable
  as $$
    with relative as materialized (
      select family.relation, r.person_id, r.deceased
        from discharges.patient own
        cross join lateral (
          select link.child_id as patient_id, 'child' as relation from discharges.mother_child link
            where link.tenant_id = app.tenant() and link.mother_id = own.patient_id
          union all
          select link.mother_id, 'mother' from discharges.mother_child link
            where link.tenant_id = app.tenant() and link.child_id = own.patient_id) as family
        join discharges.patient r on r.tenant_id = app.tenant() and r.patient_id = family.patient_id
        where own.tenant_id = app.tenant() and own.person_id = person)
    select jsonb_build_object(
      'childDied', exists (select from relative where relation = 'child' and deceased),
      'motherDied', exists (select from relative where relation = 'mother' and deceased),
      'tasks', coalesce((
        select jsonb_agg(jsonb_build_object('taskId', t.task_id, 'relation', relative.relation, 'level', t.level,
            'opensOn', t.opens_on, 'dueOn', t.due_on) order by t.due_on, t.task_id)
          from relative
          join discharges.patient kin on kin.tenant_id = app.tenant() and kin.person_id = relative.person_id
          join discharges.discharge stay on stay.tenant_id = app.tenant() and stay.patient_id = kin.patient_id
          join followup.task t on t.tenant_id = app.tenant() and t.discharge_id = stay.discharge_id and t.state <> 'ended'), '[]'))
  $$;
comment on function followup.family_of(uuid) is
  'What a caller must know of a person''s mother and children: who has died, and which tasks of theirs are open';
grant execute on function followup.family_of(uuid) to huifang_service;
