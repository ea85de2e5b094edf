import JSONRPC
import Operations
import SQL

extension RPCError {
  /// Somebody changed it since the caller read it.
  static let versionConflict = RPCError(
    .versionConflict,
    violations: [
      Violation(
        path: "expectedVersion", rule: "versionConflict",
        message: LocalizedText(
          chinese: "数据已被他人修改，请刷新后重试", english: "somebody changed it in the meantime; read it again and repeat"))
    ])

  /// Something of that name or number is there already.
  static func taken(_ path: String, _ message: LocalizedText) -> RPCError {
    RPCError(.alreadyExists, violations: [Violation(path: path, rule: "unique", message: message)])
  }

  /// Something still hangs on it.
  static func inUse(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.inUse, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// What is there is not in the state for it.
  static func state(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.invalidState, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// A parameter names something that the hospital doesn't have, or has deactivated.
  static func unknown(_ path: String) -> RPCError {
    RPCError(
      .notFound,
      violations: [
        Violation(
          path: path, rule: "exists",
          message: LocalizedText(chinese: "本机构没有该项，或其已停用", english: "the organization has no such entry in use"))
      ])
  }
}

extension Rows {
  /// The rows as values; columns are read in the order of the statement's list.
  func read<Value>(_ make: (inout RowReader) throws -> Value) throws(Failure) -> [Value] {
    do {
      return try map { row in
        var reader = RowReader(row)
        return try make(&reader)
      }
    } catch {
      throw Failure(.internalError)
    }
  }

  /// The one row that a statement is sure to give.
  func readOne<Value>(_ make: (inout RowReader) throws -> Value) throws(Failure) -> Value {
    guard let value = try read(make).first else { throw Failure(.internalError) }
    return value
  }

  /// The single boolean of a question.
  func answer() throws(Failure) -> Bool {
    try readOne { try $0.next(Bool.self) }
  }
}
