import Discharges
import FoundationEssentials
import Operations
import SQL

/// What an import's chunk means for tasks: they follow a corrected discharge, a death stops them, and what a policy now asks for or leaves
/// out is decided anew.
enum ImportedTasks {
  /// - Parameters:
  ///   - new: a `select` of `discharge_id` of those that the transaction has made.
  ///   - changed: the same of those that it has changed.
  static func apply(_ transaction: borrowing SharedTransaction, new: SQL, changed: SQL) async throws {
    let (tenant, today): (UUID, SQL) = (transaction.tenant, transaction.today)
    let both: SQL = "\(new) union all \(changed)"
    try await transaction.pipelined(
      following(tenant, changed) + deaths(tenant, both) + LetGo.afterCorrection(tenant: tenant, today: today) + [
        "delete from followup.exclusion where tenant_id = \(tenant) and discharge_id = any (array(\(changed)))",
        TaskMaking.exclusions(tenant: tenant, of: both, isPart: true),
        TaskMaking.tasks(tenant: tenant, of: new, isPart: true, areNew: true),
        TaskMaking.tasks(tenant: tenant, of: changed, isPart: true),
      ])
    try await LaterStays.settle(
      transaction, patients: LaterStays.patients(tenant: tenant, new: new, changed: changed))
  }

  /// Department and window of a corrected discharge's tasks, requests for numbers and holds.
  private static func following(_ tenant: UUID, _ changed: SQL) -> [SQL] {
    [
      TaskTransition.follow.update(
        tenant: tenant, facts: "discharges.discharge as fact",
        where: """
          fact.tenant_id = \(tenant) and t.discharge_id = fact.discharge_id and t.discharge_id = any (array(\(changed)))
            and (t.department_id, t.discharged_on) is distinct from (fact.department_id, fact.discharged_on)
          """),
      """
      update followup.number_correction n set department_id = d.department_id, version = n.version + 1
        from discharges.discharge d
        where n.tenant_id = \(tenant) and n.status = 'open' and n.discharge_id = any (array(\(changed)))
          and d.tenant_id = n.tenant_id and d.discharge_id = n.discharge_id and n.department_id <> d.department_id
      """,
      """
      update followup.hold h set discharging_department_id = d.department_id
        from discharges.discharge d
        where h.tenant_id = \(tenant) and h.discharge_id = any (array(\(changed)))
          and d.tenant_id = h.tenant_id and d.discharge_id = h.discharge_id and h.discharging_department_id <> d.department_id
      """,
    ]
  }

  private static func deaths(_ tenant: UUID, _ discharges: SQL) -> [SQL] {
    let dead = Person.rows(
      tenant: tenant,
      of: """
        select patient_id from discharges.discharge
          where tenant_id = \(tenant) and way_of_leaving = 5 and discharge_id = any (array(\(discharges)))
        """)
    return [
      """
      update discharges.patient p set deceased = true
        where p.tenant_id = \(tenant) and not p.deceased and p.patient_id = any (array(\(dead)))
      """
    ] + StoppedWork.statements(tenant: tenant, patients: dead)
  }
}
