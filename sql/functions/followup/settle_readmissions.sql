-- Says what is true now and depends on nothing but that: so an import, its undoing, a merge, its undoing, an open stay and its end all
-- call the same, in any order. The stays of a person may be in several departments, hence it sees them all.
create or replace function followup.settle_readmissions(patients uuid[], today date) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan
  as $$
declare
  scope text := current_setting('app.departments', true);
  hospital uuid := app.tenant();
  zone text := app.time_zone();
  kin uuid[];
  replaced_discharges uuid[];
  replaced_policies uuid[];
  replaced_levels text[];
begin
  perform set_config('app.departments', '*', true);
  select array_agg(other.patient_id) into kin from discharges.patient other
    where other.tenant_id = hospital and other.person_id = any (array(
      select self.person_id from discharges.patient self
        where self.tenant_id = hospital and self.patient_id = any (patients)));

  -- The plans of earlier stays that the plan of a later one replaces: the same policy and level. Of two stays of one moment the
  -- later number is the later one. A person who has lifted the hold wants the earlier stay called about: that stands.
  with stay as materialized (
    select d.discharge_id, d.stay_number, d.admitted_at, d.discharged_at, p.person_id, max(d.admitted_at) over (
          partition by p.person_id rows between unbounded preceding and unbounded following exclude current row) as last_admission
      -- By key, each: of a hospital whose first file this is the planner knows nothing, and would compare all with all.
      from unnest(kin) as known (patient_id)
      cross join lateral (
        select p.person_id from discharges.patient p
          where p.tenant_id = hospital and p.patient_id = known.patient_id offset 0) as p
      cross join lateral (
        select * from discharges.discharge d where d.tenant_id = hospital and d.patient_id = known.patient_id offset 0) as d),
  pair as materialized (
    select stay.discharge_id, later.discharge_id as later_id
      from stay join stay as later on later.person_id = stay.person_id and later.admitted_at >= stay.discharged_at
        and (later.admitted_at, later.discharged_at, later.stay_number, later.discharge_id)
          > (stay.admitted_at, stay.discharged_at, stay.stay_number, stay.discharge_id)
      where stay.last_admission >= stay.discharged_at and not exists (
        select from followup.hold h
          where h.tenant_id = hospital and h.discharge_id = stay.discharge_id and h.reason = 'readmitted'
            and h.placed_by is null and h.lifted_by is not null)),
  replaced as (
    select distinct pair.discharge_id, t.policy_id, t.level
      from pair join followup.task t on t.tenant_id = hospital and t.discharge_id = pair.later_id
        and (t.status <> 'excluded' or t.reason = 'superseded'))
  select array_agg(discharge_id), array_agg(policy_id), array_agg(level)
    into replaced_discharges, replaced_policies, replaced_levels from replaced;

  -- What nothing replaces any more goes on as it stood, a wait for a number included. Nobody could call meanwhile: a window that has
  -- passed is moved by those days. What a hold over it says comes last, so the one who leaves it out is heard again.
  update followup.task t set status = 'due', reason = null, closed_at = null, version = t.version + 1,
      awaiting_number_on = (
        select (n.requested_at at time zone zone)::date from followup.number_correction n
          where n.tenant_id = hospital and n.discharge_id = t.discharge_id and n.status = 'open'),
      opens_on = case when t.due_on < today then t.opens_on + (today - (t.closed_at at time zone zone)::date)
        else t.opens_on end,
      due_on = case when t.due_on < today then t.due_on + (today - (t.closed_at at time zone zone)::date)
        else t.due_on end
    from discharges.patient p
    where p.tenant_id = hospital and p.patient_id = t.patient_id and not p.deceased
      and t.tenant_id = hospital and t.patient_id = any (kin) and t.reason = 'superseded' and not exists (
        select from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
          where r.discharge_id = t.discharge_id and r.policy_id = t.policy_id and r.level = t.level);
  if found then
    update followup.task t set status = 'excluded', reason = h.reason, closed_at = now(), awaiting_number_on = null,
        next_attempt_at = null
      from followup.hold h
      where t.tenant_id = hospital and t.patient_id = any (kin) and t.status in ('due', 'inProgress')
        and h.tenant_id = hospital and h.patient_id = any (kin) and h.lifted_on is null and h.excludes
        and (select p.person_id from discharges.patient p where p.tenant_id = hospital and p.patient_id = h.patient_id)
          = (select p.person_id from discharges.patient p where p.tenant_id = hospital and p.patient_id = t.patient_id)
        and (h.discharge_id is null or h.discharge_id = t.discharge_id);
  end if;
  delete from followup.exclusion e
    where e.tenant_id = hospital and e.reason = 'superseded' and e.discharge_id = any (array(
        select d.discharge_id from discharges.discharge d where d.tenant_id = hospital and d.patient_id = any (kin)))
      and exists (
        select from followup.task t where t.tenant_id = hospital and t.discharge_id = e.discharge_id
          and t.policy_id = e.policy_id and t.reason is distinct from 'superseded');

  -- What somebody has in hand may be finished, and what was promised is kept: marked, so that one that nobody answers ends with the
  -- attempt instead of being tried again. The mark goes when nothing replaces the task any more.
  update followup.task t set replaced_on = null, version = t.version + 1
    where t.tenant_id = hospital and t.patient_id = any (kin) and t.replaced_on is not null and t.status in ('due', 'inProgress')
      and not exists (
        select from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
          where r.discharge_id = t.discharge_id and r.policy_id = t.policy_id and r.level = t.level);
  if replaced_discharges is not null then
    update followup.task t set status = 'excluded', reason = 'superseded', closed_at = now(), held_on = null,
        awaiting_number_on = null, claimed_by = null, claimed_until = null, version = t.version + 1
      from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
      where t.tenant_id = hospital and t.discharge_id = r.discharge_id and t.policy_id = r.policy_id and t.level = r.level
        and t.status in ('due', 'inProgress') and not t.promised and (t.claimed_by is null or t.claimed_until < now());
    update followup.task t set replaced_on = today, version = t.version + 1
      from unnest(replaced_discharges, replaced_policies, replaced_levels) as r (discharge_id, policy_id, level)
      where t.tenant_id = hospital and t.discharge_id = r.discharge_id and t.policy_id = r.policy_id and t.level = r.level
        and t.status in ('due', 'inProgress') and t.replaced_on is null;
    -- Reports count a discharge as left out when nothing of its plan but that was left.
    insert into followup.exclusion (tenant_id, discharge_id, policy_id, policy_version, department_id, discharged_on, reason)
    select hospital, t.discharge_id, t.policy_id, max(t.policy_version), d.department_id, d.discharged_on, 'superseded'
      from followup.task t join discharges.discharge d on d.tenant_id = hospital and d.discharge_id = t.discharge_id
      where t.tenant_id = hospital and t.discharge_id = any (replaced_discharges)
      group by t.discharge_id, t.policy_id, d.department_id, d.discharged_on
      having bool_and(t.status = 'excluded') and bool_or(t.reason = 'superseded')
    on conflict do nothing;
  end if;

  -- Who is inside isn't called about any stay before: the service holds what is still open of it, and lets go when that has ended.
  with inside as materialized (
    select p.person_id, max(v.started_on) as since from discharges.visit v
      join discharges.patient p on p.tenant_id = hospital and p.patient_id = v.patient_id
      where v.tenant_id = hospital and v.ended_on is null and v.patient_id = any (kin) group by p.person_id),
  earlier as materialized (
    select d.discharge_id, d.patient_id, d.department_id from inside
      join discharges.patient p on p.tenant_id = hospital and p.person_id = inside.person_id
      join discharges.discharge d on d.tenant_id = hospital and d.patient_id = p.patient_id
        and d.discharged_on <= inside.since),
  lifted as (
    update followup.hold h set lifted_on = today, lifted_as = 'ended', version = h.version + 1
      where h.tenant_id = hospital and h.patient_id = any (kin) and h.lifted_on is null and h.reason = 'readmitted'
        and h.placed_by is null and not exists (select from earlier where earlier.discharge_id = h.discharge_id))
  insert into followup.hold (tenant_id, hold_id, patient_id, discharge_id, discharging_department_id, reason, placed_on)
  select hospital, gen_random_uuid(), earlier.patient_id, earlier.discharge_id, earlier.department_id, 'readmitted', today
    from earlier
    where exists (
        select from followup.task t
          where t.tenant_id = hospital and t.discharge_id = earlier.discharge_id and t.status in ('due', 'inProgress'))
      and not exists (
        select from followup.hold h
          where h.tenant_id = hospital and h.discharge_id = earlier.discharge_id and h.reason = 'readmitted'
            and (h.lifted_on is null or h.lifted_by is not null))
  on conflict do nothing;

  -- Open tasks rest while any hold stands over them. When none does any more, a window that would have passed meanwhile is moved by
  -- the days from the first day of rest to today.
  with covered as materialized (
    select other.patient_id, h.discharge_id from followup.hold h
      join discharges.patient self on self.tenant_id = hospital and self.patient_id = h.patient_id
      join discharges.patient other on other.tenant_id = hospital and other.person_id = self.person_id
      where h.tenant_id = hospital and h.lifted_on is null and not h.excludes and h.patient_id = any (kin))
  update followup.task t set held_on = case when t.held_on is null then today end, version = t.version + 1,
      opens_on = case when t.held_on is not null and t.due_on < today then t.opens_on + (today - t.held_on) else t.opens_on end,
      due_on = case when t.held_on is not null and t.due_on < today then t.due_on + (today - t.held_on) else t.due_on end
    where t.tenant_id = hospital and t.patient_id = any (kin) and t.status in ('due', 'inProgress')
      and (t.held_on is not null) <> exists (
        select from covered where covered.patient_id = t.patient_id
          and (covered.discharge_id is null or covered.discharge_id = t.discharge_id));
  perform set_config('app.departments', scope, true);
end
$$;
comment on function followup.settle_readmissions(uuid[], date) is
  'Who is inside rests; whose later stay has a plan isn''t called by the earlier one; brings all holds to the persons'' open tasks';
grant execute on function followup.settle_readmissions(uuid[], date) to huifang_service;
