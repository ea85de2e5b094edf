import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// A hospital as the platform sees it.
struct Hospital {
  let code: String
  let name: String
  /// From when on it may be removed; nil while its contract runs.
  let removableFrom: CalendarDay?
  let isRemoved: Bool

  /// - Throws: `NOT_FOUND` when there is none.
  @discardableResult
  static func require(_ id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) -> Hospital {
    try found(in: try await transaction.rows(statement(id)))
  }

  /// - Throws: `NOT_FOUND` when there is none.
  @discardableResult
  static func require(_ id: UUID, _ transaction: borrowing ReadTransaction) async throws(Failure) -> Hospital {
    try found(in: try await transaction.rows(statement(id)))
  }

  /// Whoever acts on it types its code.
  func confirm(_ typed: String) throws(Failure) {
    guard code == typed else {
      throw Failure.rule(
        "confirmCode", "confirmation",
        LocalizedText(chinese: "机构代码与所选医院不符", english: "is not the code of this hospital"))
    }
  }

  /// Terminated, not removed yet, its waiting period over.
  func requireRemovable(on today: CalendarDay) throws(Failure) {
    guard let removableFrom, !isRemoved else {
      throw Failure.state(
        "organizationId", "terminated",
        LocalizedText(chinese: "该医院未终止服务或已删除", english: "the hospital isn't terminated, or is removed already"))
    }
    guard removableFrom <= today else {
      throw Failure.state(
        "organizationId", "notYetRemovable",
        LocalizedText(chinese: "等待期至 \(removableFrom) 届满", english: "may be removed from \(removableFrom) on"))
    }
  }

  private static func statement(_ id: UUID) -> SQL {
    """
    select code, name, removable_from, removed_at is not null from directory.organization
      where tenant_id = \(id) and kind = 'hospital'
    """
  }

  private static func found(in rows: Rows) throws(Failure) -> Hospital {
    guard let (code, name, day, isRemoved) = try? rows.firstRow((String, String, CalendarDay?, Bool).self) else {
      throw Failure(.notFound)
    }
    return Hospital(code: code, name: name, removableFrom: day, isRemoved: isRemoved)
  }
}
