import Migrations

/// What the checks of the database's catalogue found; healthy ones find nothing.
enum DatabaseCheck {
  /// Refuses to go on with findings.
  static func require(_ findings: [CheckFinding]) throws(Problem) {
    guard let first = findings.first else { return }
    for finding in findings { Terminal.note("check: \(finding)") }
    throw Problem(
      "the database is not as the service needs it (\(findings.count) findings, the first: \(first)): "
        + "mend it or restore it, then look with `huifang doctor`")
  }
}
