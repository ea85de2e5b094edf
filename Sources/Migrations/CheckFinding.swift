/// A rule of `sql/checks/` that the database breaks.
public struct CheckFinding: Sendable, Hashable {
  /// The check's file name without `.sql`, which begins with the line of the checklist, such as `002_row_security`.
  public let check: String
  /// What breaks the rule: a table, role, function, index or setting.
  public let object: String
  /// How.
  public let problem: String
}

extension CheckFinding: CustomStringConvertible {
  /// One line for a log or a terminal.
  public var description: String { "\(check): \(object): \(problem)" }
}
