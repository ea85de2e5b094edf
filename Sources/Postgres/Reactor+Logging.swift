import Logging

extension Reactor {
  /// Logs a server's error by its SQLSTATE and names from the schema. Message, detail and hint stay out of the log as
  /// well: they quote values.
  func log(_ result: borrowing ResultHandle, lane: Lane) {
    let state = result.errorField(.sqlState) ?? ""
    let level: Logger.Level = Self.isExpected(state) ? .debug : .notice
    guard logger.logLevel <= level else { return }
    var metadata: Logger.Metadata = ["sqlstate": "\(state)", "lane": "\(lane)"]
    metadata["constraint"] = result.errorField(.constraint).map { "\($0)" }
    metadata["table"] = result.errorField(.table).map { "\($0)" }
    metadata["routine"] = result.errorField(.routine).map { "\($0)" }
    logger.log(level: level, "the database refused a statement", metadata: metadata)
  }

  /// Scripts are part of the program, so their errors are shown in full.
  func logScriptFailure(_ result: borrowing ResultHandle) {
    var metadata: Logger.Metadata = ["sqlstate": "\(result.errorField(.sqlState) ?? "")"]
    metadata["message"] = result.errorField(.message).map { "\($0)" }
    metadata["position"] = result.errorField(.position).map { "\($0)" }
    logger.error("a script failed", metadata: metadata)
  }

  /// What belongs to the normal course: violated constraints, serialisation, what our own functions raise, and a
  /// prepared statement that must be prepared anew.
  private static func isExpected(_ state: String) -> Bool {
    state.hasPrefix("23") || state.hasPrefix("40") || state.hasPrefix("HF") || state == "26000"
  }
}
