import Discharges
import FoundationEssentials
import Operations
import SQL

/// What undoing an import means for tasks: those of discharges that go, go; those of discharges that are again as before follow them.
enum UndoneTasks {
  /// Tasks that somebody has claimed, tried, ended or asked a number for, or placed a hold over; and deaths heard of the patients, which no
  /// undoing may take back.
  static func workedOn(_ discharges: SQL, tenant: UUID) -> SQL {
    """
    select count(*) from (
      select t.task_id from followup.task t
        where t.tenant_id = \(tenant) and t.discharge_id in (\(discharges)) and (
          t.attempts > 0 or t.state = 'inProgress'
          or (t.state = 'ended' and t.reason is distinct from 'deceased' and t.reason is distinct from 'superseded')
          or exists (select from followup.number_correction n where n.tenant_id = t.tenant_id and n.task_id = t.task_id)
          or exists (
            select from followup.hold h
              where h.tenant_id = t.tenant_id and h.discharge_id = t.discharge_id and h.placed_by is not null)
          or exists (select from followup.attempt a where a.tenant_id = t.tenant_id and a.task_id = t.task_id))
      union
      select a.task_id from discharges.discharge brought
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = brought.patient_id and p.deceased
        join discharges.discharge d on d.tenant_id = \(tenant) and d.patient_id = p.patient_id
        join followup.task t on t.tenant_id = \(tenant) and t.discharge_id = d.discharge_id
        join followup.attempt a on a.tenant_id = \(tenant) and a.task_id = t.task_id and a.disposition = 'deceased'
        where brought.tenant_id = \(tenant) and brought.discharge_id in (\(discharges))
      union
      select told.death_id from discharges.discharge brought
        join followup.death told on told.tenant_id = \(tenant) and told.patient_id = brought.patient_id
        where brought.tenant_id = \(tenant) and brought.discharge_id in (\(discharges))) as found
    """
  }

  /// Without their discharges they have nothing to be about.
  static func forget(_ discharges: SQL, tenant: UUID) -> [SQL] {
    [
      "delete from followup.hold where tenant_id = \(tenant) and discharge_id in (\(discharges)) and placed_by is null",
      "delete from followup.exclusion where tenant_id = \(tenant) and discharge_id in (\(discharges))",
      "delete from followup.task where tenant_id = \(tenant) and discharge_id in (\(discharges))",
    ]
  }

  /// What the import had made goes, what it had ended opens again, and the rest follows the discharge back.
  static func restore(_ transaction: borrowing SharedTransaction, _ restored: RestoredDischarges) async throws {
    let (tenant, today): (UUID, SQL) = (transaction.tenant, transaction.today)
    try await transaction.pipelined(
      [
        """
        delete from followup.task
          where tenant_id = \(tenant) and discharge_id in (\(restored.discharges)) and created_at in (\(restored.moments))
        """
      ] + LetGo.asFilesSay(tenant: tenant, today: today, of: Person.rows(tenant: tenant, of: restored.patients)))
    try await ImportedTasks.apply(
      transaction, new: "select null::uuid as discharge_id where false", changed: restored.discharges)
    try await LaterStays.settle(transaction, patients: restored.patients)
  }
}
