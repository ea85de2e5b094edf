import Discharges
import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Brings a demo hospital's first discharges, by the same methods as `huifang import`.
struct DemoImport {
  let hospital: DemoHospital
  let manager: DemoSession

  /// As large as the parts of an uploaded file: a chunk of the import each.
  private static let partBytes = 1 << 20

  private struct Announcement: Encodable {
    let fileName: String
  }

  private struct Commitment: Encodable {
    let importId: String
    let sha256: String
  }

  private struct Waiting: Encodable {
    let jobId: String
    let timeoutMs: Int
  }

  /// Imports the file and waits for the job. The day is part of every key: another day's file is another file, of which an
  /// import that was interrupted only updates stays.
  func run() async throws {
    let today = manager.dispatcher.calendar.today
    let bytes = hospital.discharges.file(of: hospital, today: today)
    let key = "\(hospital.code) discharges \(today)"
    let created = try await manager.call(
      "discharge.import.create", Announcement(fileName: "demo-\(hospital.code)-\(today).csv"), key: key)
    guard let importID = created["importId"]?.string, let id = UUID(uuidString: importID) else { throw failure }
    let digest = Hexadecimal.text(Digest.sha256(bytes))
    let job: JSONValue
    if let committed = try await committedJob(importID) {
      job = committed
    } else {
      for (number, start) in stride(from: 0, to: bytes.count, by: Self.partBytes).enumerated() {
        let part = FileBytes(Array(bytes[start..<min(start + Self.partBytes, bytes.count)]))
        try await manager.perform(StoreImportPart(importId: id, partNumber: number, data: part))
      }
      job = try await manager.call(
        "discharge.import.commit", Commitment(importId: importID, sha256: digest), key: key)
    }
    guard let jobID = job["jobId"]?.string else { throw failure }
    try await wait(for: jobID)
  }

  /// The job of an import that was committed before a loading was interrupted.
  private func committedJob(_ importID: String) async throws -> JSONValue? {
    struct Import: Encodable {
      let importId: String
    }
    let state = try await manager.call("discharge.import.read", Import(importId: importID))
    return state["jobId"] == nil ? nil : state
  }

  private func wait(for job: String) async throws {
    while true {
      try Task.checkCancellation()
      let state = try await manager.call("job.wait", Waiting(jobId: job, timeoutMs: 5000))
      switch state["status"]?.string ?? "" {
      case "succeeded": return
      case "failed", "cancelled": throw Problem("\(failure): \(state["message"]?.string ?? "")")
      default: continue
      }
    }
  }

  private var failure: Problem {
    Problem("loading the demo region: the discharges of \(hospital.code) could not be imported")
  }
}
