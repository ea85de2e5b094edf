import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Says that the file is there as a whole, and starts reading it.
struct CommitImport: Command {
  static let name: StaticString = "discharge.import.commit"
  static let summary: StaticString = "Commits an uploaded discharge file and starts the job that reads it"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.personal("import")
  static let descriptions = [
    "importId": "The import",
    "sha256": "SHA-256 of the whole file in hexadecimal; refused when it isn't the stored bytes'",
  ]

  let importId: UUID
  let sha256: String

  /// The job.
  struct Output: Codable, Sendable, Described {
    let jobId: UUID
    static let descriptions = ["jobId": "The job, to be waited for with job.wait"]
  }

  static let example = Example(
    CommitImport(importId: ImportID.sample, sha256: String(repeating: "0", count: 64)),
    answers: Output(jobId: ImportID.sample))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    try await UploadingImport.require(importId, transaction)
    let (hash, count) = try await storedHash(transaction)
    guard let hash, hash == Hexadecimal.bytes(sha256.lowercased()) else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "sha256", rule: "hash",
            message: LocalizedText(
              chinese: "收到的内容与所给校验值不符，请重新上传", english: "the stored bytes have another hash; upload the file again"))
        ])
    }
    let job = try await ImportQueue.add("dischargeImport", importId, transaction)
    try await transaction.rows(
      """
      update discharges.import set status = 'committed', sha256 = \(hash), byte_count = \(count),
          job_id = \(job)
        where tenant_id = \(call.tenant) and import_id = \(importId)
      """)
    return Audited(Output(jobId: job), count: 1)
  }

  /// The hash of the parts in their order; nil when one is missing.
  private func storedHash(_ transaction: borrowing WriteTransaction) async throws(Failure) -> ([UInt8]?, Int) {
    var hasher = RunningDigest()
    var count = 0
    var number = 0
    while true {
      let parts = try await transaction.rows(
        """
        select sealed from discharges.import_part
          where tenant_id = \(transaction.call.tenant) and import_id = \(importId) and part_number = \(number)
        """
      ).values([UInt8].self)
      guard let sealed = parts.first else { break }
      let bytes = try transaction.disclosure.openPart(
        SealedBytes(bytes: sealed), .importPart, row: importId, part: number)
      hasher.update(bytes)
      count += bytes.count
      number += 1
    }
    // A part behind a gap belongs to no file.
    let stored = try await transaction.rows(
      """
      select count(*) from discharges.import_part where tenant_id = \(transaction.call.tenant) and import_id = \(importId)
      """
    ).value(Int.self)
    return (number == 0 || stored != number ? nil : hasher.finish(), count)
  }
}
