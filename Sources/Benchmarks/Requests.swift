import FoundationEssentials

/// Calls as they go over the wire.
struct Requests: Sendable {
  let token: String
  let port: Int

  /// A call, whole: head and body.
  func bytes(_ method: String, _ params: String) -> [UInt8] {
    let body = #"{"jsonrpc":"2.0","id":1,"method":"\#(method)","params":\#(params)}"#
    let head =
      "POST /rpc HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nAuthorization: Bearer \(token)\r\n"
      + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
    return Array((head + body).utf8)
  }

  /// `followup.task.read` of a task at random.
  func read(upTo tasks: Int) -> Load.Request {
    Load.Request(bytes: bytes(Calls.read, Calls.readParams(Int.random(in: 1...tasks))))
  }

  /// `followup.attempt.record` at the numbered writable task.
  func write(_ number: Int, run: String) -> Load.Request {
    Load.Request(bytes: bytes(Calls.write, Calls.writeParams(FilledID.firstWritable + number, key: "\(run)-\(number)")))
  }
}

/// The calls that are measured.
enum Calls {
  static let read = "followup.task.read"
  static let list = "followup.task.list"
  static let next = "followup.task.next"
  static let write = "followup.attempt.record"
  static let report = "report.followUpRate"

  static let listParams = #"{"view":"due","page":{"limit":50}}"#

  static func readParams(_ task: Int) -> String { #"{"taskId":"\#(FilledID.text(task))"}"# }

  /// The follow-up took place: attempt, record and the task's end.
  static func writeParams(_ task: Int, key: String) -> String {
    #"{"taskId":"\#(FilledID.text(task))","disposition":"reached","respondent":"patient","#
      + #""record":{"condition":"improving","medication":"asPrescribed","satisfaction":"satisfied"},"#
      + #""idempotencyKey":"\#(key)"}"#
  }

  /// Three years of the ward, by month.
  static func reportParams(until day: String, from: String) -> String {
    #"{"from":"\#(from)","to":"\#(day)","by":"month"}"#
  }
}
