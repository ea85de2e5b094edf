public import FoundationEssentials
public import JSONRPC
public import SQL

/// A kind of records that an explanation can be asked for: a discharge, a task. The features that own the tables register theirs, so that
/// whoever explains knows none of them.
public struct RecordKind: Sendable {
  /// The kind as calls name it.
  public let name: String
  let statement: @Sendable (_ tenant: UUID, _ id: UUID) -> SQL

  /// - Parameters:
  ///   - name: the kind as calls name it.
  ///   - statement: a `select` of `subject`, whose record it is, and `department_id`; a row for each department that the record belongs
  ///     to, none when there is no such record.
  public init(_ name: String, statement: @escaping @Sendable (_ tenant: UUID, _ id: UUID) -> SQL) {
    self.name = name
    self.statement = statement
  }
}

extension ReadTransaction {
  /// The departments that a record belongs to; nil when it isn't there, or not in the caller's reach under the permission: the two
  /// can't be told apart. The event names whose record it is.
  public func departments(
    of kind: RecordKind, _ id: UUID, reachedBy permission: Permission
  ) async throws(Failure) -> Set<UUID>? {
    guard let reach = call.actor.reach(of: permission) else { return nil }
    _ = try await rows("select set_config('app.departments', \(reach.setting), true)")
    let found = try await rows(kind.statement(call.tenant, id))
    var departments: Set<UUID> = []
    for (subject, department) in try found.values((UUID, UUID).self) {
      try disclosure.concerns(subject)
      departments.insert(department)
    }
    return departments.isEmpty ? nil : departments
  }
}
