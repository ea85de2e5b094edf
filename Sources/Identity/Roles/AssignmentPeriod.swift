import FoundationEssentials
import JSONRPC
import Operations

/// From when until when something is granted. What is past stays as it was: a period never begins before now.
struct AssignmentPeriod {
  let from: Date?
  let until: Date?

  /// A clock that is a little slow is nobody's mistake.
  private static let tolerance = 60.0

  func check(now: Date) throws(Failure) {
    if let from, from < now.addingTimeInterval(-Self.tolerance) {
      throw Failure.rule(
        "validFrom", "notPast",
        LocalizedText(chinese: "开始时间不能早于现在；立即生效时请省略", english: "must not lie in the past; leave it out to begin now"))
    }
    if let until, until <= max(from ?? now, now) {
      throw Failure.rule(
        "validUntil", "afterBeginning",
        LocalizedText(chinese: "结束时间须晚于开始时间和现在", english: "must lie after the beginning and after now"))
    }
  }
}
