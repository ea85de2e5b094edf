import FoundationEssentials
import JSONRPC
import Vault

/// One import, from announcing the file to its counts.
struct ImportRun {
  let client: AccountClient
  let file: UploadedFile
  let acceptInstitutionCode: String?

  private struct Announcement: Encodable {
    let fileName: String
    let acceptInstitutionCode: String?
  }

  private struct Commitment: Encodable {
    let importId: String
    let sha256: String
  }

  private struct Waiting: Encodable {
    let jobId: String
    let timeoutMs: Int
  }

  private struct Import: Encodable {
    let importId: String
  }

  /// Sends the file, waits for the job and reads how it ended.
  func run() async throws(Problem) -> ImportOutcome {
    let name = file.path.split(separator: "/").last.map(String.init) ?? file.path
    let created = try await value(
      "discharge.import.create",
      Announcement(fileName: String(name.prefix(200)), acceptInstitutionCode: acceptInstitutionCode), writes: true)
    guard let importID = created["importId"]?.string else { throw Problem("the service announced no import") }
    let path = created["uploadPath"]?.string ?? "/files/imports/\(importID)"
    try await client.service.upload(file, to: path, token: try await client.token())
    let committed = try await value(
      "discharge.import.commit", Commitment(importId: importID, sha256: file.sha256), writes: true)
    guard let job = committed["jobId"]?.string else { throw Problem("the service started no job") }
    let end = try await wait(for: job)
    let outcome = ImportOutcome(
      try await value("discharge.import.read", Import(importId: importID)), importID: importID)
    if outcome.status != "finished" {
      throw Problem(outcome.problem ?? end ?? "the import ended as \(outcome.status)")
    }
    return outcome
  }

  /// Waits until the job has ended.
  /// - Returns: its message when it failed.
  private func wait(for job: String) async throws(Problem) -> String? {
    defer { Terminal.clearProgress() }
    while true {
      let state = try await value("job.wait", Waiting(jobId: job, timeoutMs: 1000))
      let status = state["status"]?.string ?? ""
      let message = state["message"]?.string
      switch status {
      case "waiting", "queued", "running", "pending":
        let done = state["done"]?.integer ?? 0
        let total = state["total"]?.integer ?? 0
        Terminal.showProgress("\(message ?? status) \(done)\(total > 0 ? "/\(total)" : "")")
      case "succeeded": return nil
      default: return message ?? status
      }
    }
  }

  private func value(_ method: String, _ params: some Encodable, writes: Bool = false) async throws(Problem)
    -> JSONValue
  {
    let key = writes ? "cli-\(Base64URL.encode(SecureRandom.bytes(18)))" : nil
    return try await client.result(method, params, as: JSONValue.self, idempotencyKey: key)
  }
}
