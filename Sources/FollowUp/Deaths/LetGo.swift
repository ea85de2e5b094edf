import Discharges
import FoundationEssentials
import Operations
import SQL

/// What follows when a death is taken back, as sets: whatever it had stopped of persons who live goes on. By hand after somebody told
/// wrongly, by an import when the file itself was wrong.
enum LetGo {
  /// Brings back requests for numbers, holds and tasks, in this order, since a task that comes back rests when one of them stands. Yields the
  /// tasks.
  /// - Parameter patients: a `select` of `patient_id`; of those who are dead nothing comes back.
  static func statements(tenant: UUID, patients: SQL, today: SQL) -> [SQL] {
    let living = living(tenant, patients)
    return [
      corrections(tenant, living, today), holds(tenant, living, today), tasks(tenant, living, today),
      """
      delete from followup.exclusion e
        using discharges.discharge d
        where e.tenant_id = \(tenant) and e.reason = 'deceased' and e.discharge_id = any (array(\(discharges(tenant, living))))
          and d.tenant_id = e.tenant_id and d.discharge_id = e.discharge_id and d.way_of_leaving <> 5
      """,
    ]
  }

  /// A corrected file takes back the deaths that only it had told: of the stays that the chunk has changed just now, those that were deaths.
  static func afterCorrection(tenant: UUID, today: SQL) -> [SQL] {
    asFilesSay(
      tenant: tenant, today: today,
      of: Person.rows(
        tenant: tenant,
        of: """
          select d.patient_id from discharges.discharge_history h
            join discharges.discharge d on d.tenant_id = \(tenant) and d.discharge_id = h.discharge_id and d.way_of_leaving <> 5
            where h.tenant_id = \(tenant) and h.changed_at = now() and h.way_of_leaving = 5
          """))
  }

  /// Persons of whom no stay tells a death any more, and nobody else does, live. What of their discharges was left out gets its tasks.
  /// - Parameter patients: a `select` of `patient_id`, of all rows of the persons.
  static func asFilesSay(tenant: UUID, today: SQL, of patients: SQL) -> [SQL] {
    let all = discharges(tenant, living(tenant, patients))
    return [
      """
      update discharges.patient p set deceased = false
        where p.tenant_id = \(tenant) and p.patient_id = any (array(\(patients))) and p.deceased and not exists (
          select from discharges.patient kin
            left join discharges.discharge d on d.tenant_id = \(tenant) and d.patient_id = kin.patient_id and d.way_of_leaving = 5
            where kin.tenant_id = \(tenant) and kin.person_id = p.person_id
              and (kin.death_source is not null or d.discharge_id is not null))
      """
    ] + statements(tenant: tenant, patients: patients, today: today) + [
      TaskMaking.exclusions(tenant: tenant, of: all), TaskMaking.tasks(tenant: tenant, of: all),
    ]
  }

  private static func living(_ tenant: UUID, _ patients: SQL) -> SQL {
    """
    select alive.patient_id from discharges.patient alive
      where alive.tenant_id = \(tenant) and not alive.deceased
        and alive.patient_id = any (array(\(Person.rows(tenant: tenant, of: patients))))
    """
  }

  private static func discharges(_ tenant: UUID, _ patients: SQL) -> SQL {
    HoldEffect.discharges(tenant, of: patients)
  }

  /// The ward is asked again, with its days anew when they have passed meanwhile.
  private static func corrections(_ tenant: UUID, _ living: SQL, _ today: SQL) -> SQL {
    """
    update followup.number_correction n set status = 'open', closed_at = null, version = n.version + 1,
        due_on = case when n.due_on < \(today) then \(today) + n.allowed_days else n.due_on end
      where n.tenant_id = \(tenant) and n.discharge_id = any (array(\(discharges(tenant, living)))) and n.status = 'withdrawn'
        and exists (
          select from followup.task t where t.tenant_id = \(tenant) and t.discharge_id = n.discharge_id
            and t.outcome = 'cancelled' and t.reason = 'deceased' and t.closed_at = n.closed_at)
        and not exists (
          select from followup.number_correction o
            where o.tenant_id = \(tenant) and o.discharge_id = n.discharge_id and o.status = 'open')
    """
  }

  /// Those whose last day has passed stay lifted.
  private static func holds(_ tenant: UUID, _ living: SQL, _ today: SQL) -> SQL {
    """
    update followup.hold h set lifted_on = null, lifted_as = null, version = h.version + 1
      where h.tenant_id = \(tenant) and h.patient_id = any (array(\(living))) and h.lifted_as = 'deceased'
        and (h.until_on is null or h.until_on >= \(today)) and not exists (
          select from followup.hold o where o.tenant_id = \(tenant) and o.patient_id = h.patient_id and o.lifted_on is null
            and o.reason = h.reason and o.discharge_id is not distinct from h.discharge_id)
    """
  }

  /// A task comes back as it stood: resting where a hold or a request for a number stands again, promised where the last attempt was a
  /// promise, with one try at least. One whose window has passed since the death was recorded can't be met any more and ends as just that,
  /// not as a death; one that was overdue then is overdue again.
  private static func tasks(_ tenant: UUID, _ living: SQL, _ today: SQL) -> SQL {
    let stopped: SQL = """
      t.discharge_id = any (array(\(discharges(tenant, living)))) and \(TaskTransition.revive.isAllowed)
      """
    return """
      with back as materialized (\(TaskReturn.facts(tenant: tenant, today: today, tasks: stopped))),
      stands as materialized (
        select back.task_id, hold.hold_id is not null or back.place = 'waitingForNumber' or t.due_on >= \(today)
              or t.due_on < \(HospitalClock.day(of: "t.closed_at")) as can_be_met,
            case when hold.hold_id is not null then 'held' else back.place end as place,
            case when hold.hold_id is not null then hold.reason else back.reason end as reason,
            case when hold.hold_id is not null then greatest(hold.placed_on, \(HospitalClock.day(of: "t.created_at"))) else back.since
              end as since, (
              select told.death_id from followup.death told where told.tenant_id = \(tenant) and told.patient_id = t.patient_id
                order by told.recorded_at desc, told.death_id desc limit 1) as death_id
          from back join followup.task t on t.tenant_id = \(tenant) and t.task_id = back.task_id
          left join lateral (
            select h.hold_id, h.reason, h.placed_on from \(HeldTasks.standing(tenant)) order by h.placed_on, h.hold_id limit 1) as hold
            on true)
      \(TaskTransition.revive.update(
          tenant: tenant, facts: "stands as fact", where: "t.task_id = fact.task_id", returning: "t.task_id"))
      """
  }
}
