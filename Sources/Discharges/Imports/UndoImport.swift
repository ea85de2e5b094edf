import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Takes a wrong file back as if it had not come, as long as nobody has worked on what became of it.
struct UndoImport<Undoing: ImportUndoing>: Command {
  static var name: StaticString { "discharge.import.undo" }
  static var summary: StaticString {
    "Takes a wrong file back: what only it brought goes, what it changed is as before; refused when its tasks have been worked on"
  }
  static var access: Access { .requires(.dischargeImport) }
  static var audit: AuditRule { .personal("import") }
  static var descriptions: [String: String] {
    ["importId": "The import", "reason": "Why, 4 to 200 characters, for the audit trail; no personal data in it"]
  }

  let importId: UUID
  let reason: String

  typealias Output = UndoneImport

  static var example: Example<Self> {
    Example(
      UndoImport(importId: ImportID.sample, reason: "选错了月份的文件"),
      answers: UndoneImport(removed: 1176, restored: 0, patientsRemoved: 1150))
  }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    guard (4...200).contains(reason.count) else {
      throw Failure.violation(
        "reason", "length", LocalizedText(chinese: "须说明撤销理由（4 到 200 个字符）", english: "must be 4 to 200 characters"))
    }
    let tenant = transaction.call.tenant
    try await transaction.rows(DischargeLock.statement(tenant: tenant))
    try await requireEnded(transaction)
    let traces = try await ImportTraces.find(importId, transaction)
    try await requireNothingLater(transaction)
    try await requireNothingDone(on: traces, transaction)
    for subject in traces.subjects { try transaction.disclosure.concerns(subject) }
    for statement in Undoing.forget(traces.createdSQL, tenant: tenant) { try await transaction.rows(statement) }
    let sql = ImportUndoSQL(tenant: tenant, importID: importId, traces: traces)
    for statement in sql.statements { try await transaction.rows(statement) }
    let forgotten = try await transaction.rows(sql.forgetUnheld)
    let restored = RestoredDischarges(
      discharges: traces.restoredSQL, patients: traces.patientsSQL, moments: traces.momentsSQL)
    for statement in Undoing.restore(restored, tenant: tenant) { try await transaction.rows(statement) }
    try await transaction.rows(sql.finish)
    try await transaction.note(reason)
    let patients = (try? forgotten.single(Int.self)) ?? 0
    return Audited(
      UndoneImport(removed: traces.created.count, restored: traces.restored.count, patientsRemoved: patients),
      count: traces.created.count + traces.restored.count)
  }

  private func requireEnded(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let rows = try await transaction.rows(
      """
      select status from discharges.import
        where tenant_id = \(transaction.call.tenant) and import_id = \(importId) for update
      """)
    guard let status = try? rows.first?.column(0, as: String.self) else { throw Failure(.notFound) }
    guard ["finished", "failed", "cancelled"].contains(status) else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "importId", rule: "ended",
            message: LocalizedText(
              chinese: "只有已结束且未撤销的导入可以撤销；正在读取的请先取消任务",
              english: "only an import that has ended and was not undone yet can be undone; cancel its job first"))
        ])
    }
  }

  private func requireNothingLater(_ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select count(*) from discharges.discharge_history h
        join discharges.import i on i.tenant_id = h.tenant_id and i.import_id = h.import_id
        where h.tenant_id = \(tenant) and h.former_import_id = \(importId) and i.status <> 'undone'
      """)
    guard let count = try? rows.single(Int.self), count == 0 else {
      throw Failure.rule(
        "importId", "laterImport",
        LocalizedText(
          chinese: "之后的导入已更新其中的病例；请先撤销之后的导入", english: "later imports have changed stays of it: undo those first"))
    }
  }

  private func requireNothingDone(
    on traces: ImportTraces, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    let rows = try await transaction.rows(Undoing.workedOn(traces.affectedSQL, tenant: transaction.call.tenant))
    guard let count = try? rows.single(Int.self) else { throw Failure(.internalError) }
    guard count == 0 else {
      throw Failure.rule(
        "importId", "workedOn",
        LocalizedText(
          chinese: "已有 \(count) 个回访任务被领取、拨打或结束，不能撤销；请用更正后的文件再次导入",
          english:
            "\(count) follow-up tasks have been claimed, tried or closed, so it can't be undone: import a corrected file instead"
        ))
    }
  }
}

/// What was taken back.
struct UndoneImport: Codable, Sendable, Described {
  let removed: Int
  let restored: Int
  let patientsRemoved: Int
  static let descriptions = [
    "removed": "Discharges that only this import had brought", "restored": "Discharges that are again as before it",
    "patientsRemoved": "Patients whom nothing else holds",
  ]
}
