public import JSONRPC

extension RPCError {
  /// Somebody changed it since the caller read it.
  public static let versionConflict = RPCError(
    .versionConflict,
    violations: [Violation(path: "expectedVersion", rule: "versionConflict", message: .versionConflict)])

  /// Something of that name or number is there already.
  public static func taken(_ path: String, _ message: LocalizedText) -> RPCError {
    RPCError(.alreadyExists, violations: [Violation(path: path, rule: "unique", message: message)])
  }

  /// Something still hangs on it.
  public static func inUse(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.inUse, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// What is there is not in the state for it.
  public static func state(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.invalidState, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// A parameter names something that the hospital doesn't have, or has deactivated.
  public static func unknown(_ path: String) -> RPCError {
    RPCError(
      .notFound,
      violations: [
        Violation(
          path: path, rule: "exists",
          message: LocalizedText(chinese: "本机构没有该项，或其已停用", english: "the organization has no such entry in use"))
      ])
  }
}

extension LocalizedText {
  static let versionConflict = LocalizedText(
    chinese: "数据已被他人修改，请刷新后重试", english: "somebody changed it in the meantime; read it again and repeat")
}
