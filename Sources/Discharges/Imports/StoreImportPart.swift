import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Stores a part of a file, sealed. What the PUT beside the API calls; not an RPC method of its own.
struct StoreImportPart: Command {
  static let name: StaticString = "discharge.import.storePart"
  static let summary: StaticString = "Stores one part of an uploaded file, sealed"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.personal("import")
  static let descriptions = [
    "importId": "The import", "partNumber": "The part's place in the file, from 0", "data": "The bytes in Base64",
  ]

  let importId: UUID
  let partNumber: Int
  let data: String

  /// How much is stored.
  struct Output: Codable, Sendable, Described {
    let bytes: Int
    static let descriptions = ["bytes": "How many bytes the part has"]
  }

  static let example = Example(
    StoreImportPart(importId: ImportID.sample, partNumber: 0, data: "QkFI"), answers: Output(bytes: 3))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    guard let bytes = Data(base64Encoded: data), (0...100_000).contains(partNumber) else {
      throw Failure.violation("data", "base64", LocalizedText(chinese: "数据须为 Base64", english: "must be Base64"))
    }
    try await UploadingImport.require(importId, transaction)
    if partNumber == 0 {
      // The beginning of a file: what an earlier, perhaps longer one left goes.
      try await transaction.rows(
        "delete from discharges.import_part where tenant_id = \(call.tenant) and import_id = \(importId)")
    }
    let sealed = call.seal(Array(bytes), .importPart, row: importId, part: partNumber)
    try await transaction.rows(
      """
      insert into discharges.import_part (tenant_id, import_id, part_number, sealed)
      values (\(call.tenant), \(importId), \(partNumber), \(sealed.bytes))
      on conflict (tenant_id, import_id, part_number) do update set sealed = excluded.sealed
      """)
    return Audited(Output(bytes: bytes.count), count: 1)
  }
}

/// An import whose file is still coming.
enum UploadingImport {
  /// Locks it.
  /// - Throws: `NOT_FOUND` when there is none, `INVALID_STATE` when the file has been committed.
  static func require(_ id: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let rows = try await transaction.rows(
      "select status from discharges.import where tenant_id = \(transaction.call.tenant) and import_id = \(id) for update"
    )
    guard let status = try? rows.firstRow(String.self) else { throw Failure(.notFound) }
    guard status == "uploading" else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "importId", rule: "uploading",
            message: LocalizedText(
              chinese: "该文件已提交，不能再上传", english: "the file has been committed; create another import"))
        ])
    }
  }
}
