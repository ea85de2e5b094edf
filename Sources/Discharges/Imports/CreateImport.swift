import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Announces a file. Its bytes follow by PUT /files/imports/{importId}, then it is committed.
struct CreateImport: Command {
  static let name: StaticString = "discharge.import.create"
  static let summary: StaticString = "Announces a discharge file; its bytes follow by PUT /files/imports/{importId}"
  static let access = Access.requires(.dischargeImport)
  static let audit = AuditRule.impersonal("import")
  static let descriptions = [
    "fileName": "The file's name, 1 to 200 characters, as people know it",
    "acceptInstitutionCode":
      "A code that the file may name besides the hospital's own; without it a file of another institution is refused",
  ]

  let fileName: String
  var acceptInstitutionCode: String?

  /// Where the bytes go.
  struct Output: Codable, Sendable, Described {
    let importId: UUID
    let uploadPath: String
    static let descriptions = [
      "importId": "The import", "uploadPath": "Where the bytes are PUT to, with the same bearer",
    ]
  }

  static let example = Example(
    CreateImport(fileName: "n041-2026-10.csv", acceptInstitutionCode: nil),
    answers: Output(importId: ImportID.sample, uploadPath: "/files/imports/\(ImportID.sample.uuidString.lowercased())"))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    guard (1...200).contains(fileName.count) else {
      throw Failure.violation(
        "fileName", "length", LocalizedText(chinese: "文件名须为 1 到 200 个字符", english: "must be 1 to 200 characters"))
    }
    if let code = acceptInstitutionCode, !(1...50).contains(code.unicodeScalars.count) {
      throw Failure.violation(
        "acceptInstitutionCode", "length",
        LocalizedText(chinese: "机构代码须为 1 到 50 个字符", english: "must be 1 to 50 characters"))
    }
    let call = transaction.call
    let id = UUID.version7()
    try await transaction.rows(
      """
      insert into discharges.import (tenant_id, import_id, account_id, file_name, accepted_institution_code)
      values (\(call.tenant), \(id), \(call.actor.account), \(fileName), \(acceptInstitutionCode))
      """)
    return Audited(Output(importId: id, uploadPath: "/files/imports/\(id.uuidString.lowercased())"), count: 1)
  }
}

enum ImportID {
  static let sample = UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9))
}
