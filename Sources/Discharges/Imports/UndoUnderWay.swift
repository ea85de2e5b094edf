import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// While a file is taken back no other one is read: what one changes the other must see, and what is put back must not be built upon.
enum UndoUnderWay {
  /// - Throws: ``JobPostponed`` while an undoing is under way, and a failure when it was given up.
  static func letFinish(_ transaction: borrowing JobTransaction) async throws {
    let rows = try await transaction.rows(
      """
      select coalesce(j.status in ('queued', 'running'), false) from discharges.import i
        left join operations.job j on j.tenant_id = i.tenant_id and j.job_id = i.undo_job_id
        where i.tenant_id = \(transaction.tenant) and i.status = 'undoing'
      """)
    guard let isRunning = try rows.firstRow(Bool.self) else { return }
    guard isRunning else {
      throw Failure.rule(
        "importId", "undoUnfinished",
        LocalizedText(
          chinese: "另一导入的撤销未完成；请先再次撤销该导入（discharge.import.undo），再继续本导入（discharge.import.resume）",
          english:
            "the undoing of another import was given up: call discharge.import.undo for it again, then discharge.import.resume for this one"
        ))
    }
    throw JobPostponed(seconds: 5, message: "等待另一导入撤销完成")
  }
}
