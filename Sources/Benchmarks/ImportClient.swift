import FoundationEssentials
import JSONRPC
import Vault

/// One import through the service, from announcing the file to its counts.
struct ImportClient: Sendable {
  let port: Int
  let token: String

  /// What an import came to.
  struct Counts: Sendable, Hashable, CustomStringConvertible {
    var read = 0
    var new = 0
    var updated = 0
    var unchanged = 0
    var rejected = 0

    var description: String { "read \(read) new \(new) updated \(updated) unchanged \(unchanged) rejected \(rejected)" }
  }

  /// Sends the file and starts the job.
  func start(_ file: [UInt8], name: String) async throws -> (importID: String, jobID: String) {
    let hash = Hexadecimal.text(Digest.sha256(file))
    return try await onThread { [port, token] in
      let client = try BlockingClient(port: port, token: token)
      let key = UInt64.random(in: 1 << 60 ... .max)
      let made = try client.call(
        "discharge.import.create", #"{"fileName":"\#(name)","idempotencyKey":"create-\#(key)"}"#)
      guard let id = made["importId"]?.string, let path = made["uploadPath"]?.string else { throw Finding("no import") }
      try client.upload(file, to: path)
      let job = try client.call(
        "discharge.import.commit", #"{"importId":"\#(id)","sha256":"\#(hash)","idempotencyKey":"commit-\#(key)"}"#)
      return (id, job["jobId"]?.string ?? "")
    }
  }

  /// Waits until the job has ended.
  func wait(for job: String) async throws {
    try await onThread { [port, token] in
      let client = try BlockingClient(port: port, token: token)
      while true {
        let state = try client.call("job.wait", #"{"jobId":"\#(job)","timeoutMs":5000}"#)
        switch state["status"]?.string ?? "" {
        case "succeeded": return
        case "queued", "running": continue
        case let status: throw Finding("the import's job \(status): \(state["message"]?.string ?? "")")
        }
      }
    }
  }

  /// The counts as the service tells them.
  func counts(of importID: String) async throws -> Counts {
    try await onThread { [port, token] in
      let state = try BlockingClient(port: port, token: token)
        .call("discharge.import.read", #"{"importId":"\#(importID)"}"#)
      func count(_ name: String) -> Int { state[name]?.integer ?? -1 }
      return Counts(
        read: count("read"), new: count("new"), updated: count("updated"), unchanged: count("unchanged"),
        rejected: count("rejected"))
    }
  }
}
