import Discharges
import FoundationEssentials
import Operations
import SQL

/// What patients and their discharges mean for tasks.
struct TaskEffects: PatientEffects {
  func died(tenant: UUID, patients: SQL, toldIn record: UUID?) -> [SQL] {
    StoppedWork.statements(tenant: tenant, patients: patients, except: record)
  }

  func revived(_ transaction: borrowing SharedTransaction, patients: SQL) async throws -> RevivedWork {
    let (tenant, today): (UUID, SQL) = (transaction.tenant, transaction.today)
    let stopped = try await transaction.pipelined(
      LetGo.statements(tenant: tenant, patients: patients, today: today)
    ).flatMap { try $0.decode(UUID.self) }
    try await HoldEffect.refresh(transaction, patients: patients)
    let (open, missed) = try await transaction.rows(
      """
      select count(*) filter (where \(TaskColumns.isOpen)), count(*) filter (where t.reason = 'deathWithdrawn')
        from followup.task t where t.tenant_id = \(tenant) and t.task_id = any (\(stopped))
      """
    ).single((Int, Int).self)
    return RevivedWork(reopened: open, missed: missed)
  }

  func personChanged(_ transaction: borrowing SharedTransaction, patients: SQL) async throws {
    try await HoldEffect.refresh(transaction, patients: patients)
  }

  func staysChanged(_ transaction: borrowing SharedTransaction, patients: SQL) async throws {
    try await LaterStays.settle(transaction, patients: patients)
  }

  func numberAdded(_ transaction: borrowing SharedTransaction, patient: UUID, contact: UUID) async throws -> Int {
    try await NumberCorrection.answer(transaction, patient: patient, correction: nil, by: contact)
  }

  func importApplied(_ transaction: borrowing SharedTransaction, new: SQL, changed: SQL) async throws {
    try await ImportedTasks.apply(transaction, new: new, changed: changed)
  }

  func workedOn(tenant: UUID, discharges: SQL) -> SQL? {
    UndoneTasks.workedOn(discharges, tenant: tenant)
  }

  func dischargesRemoved(_ transaction: borrowing SharedTransaction, discharges: SQL) async throws {
    try await transaction.pipelined(UndoneTasks.forget(discharges, tenant: transaction.tenant))
  }

  func importUndone(_ transaction: borrowing SharedTransaction, _ restored: RestoredDischarges) async throws {
    try await UndoneTasks.restore(transaction, restored)
  }
}
