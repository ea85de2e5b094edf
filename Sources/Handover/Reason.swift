import JSONRPC
import Operations

/// Why something that can't be taken back is done: 2 to 200 characters, kept beside the event.
enum Reason {
  static func check(_ reason: String) throws(Failure) {
    guard (2...200).contains(reason.count) else {
      throw Failure.violation(
        "reason", "length", LocalizedText(chinese: "事由须为 2 到 200 个字符", english: "must be 2 to 200 characters"))
    }
  }
}
