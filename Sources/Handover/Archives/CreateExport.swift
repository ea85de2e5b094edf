import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Asks for an archive of all that the hospital owns. Its passphrase is shown here and never again.
struct CreateExport: Command {
  static let name: StaticString = "hospital.export.create"
  static let summary: StaticString = "Asks for an archive of all that the hospital owns; another person approves it"
  static let access = Access.requires(.hospitalExport)
  static let audit = AuditRule.impersonal("export")
  /// The stored answer of a repetition would outlive the passphrase that is forgotten.
  static let repetition = Repetition.shownOnce
  static let descriptions = ["reason": "Why, 2 to 200 characters; shown to whoever approves"]

  let reason: StatedReason

  /// The request, and what opens the archive.
  struct Output: Codable, Sendable, Described {
    let exportId: UUID
    let passphrase: String
    static let descriptions = [
      "exportId": "The archive that was asked for",
      "passphrase": "Opens the archive; shown once and forgotten as soon as the archive is written",
    ]
  }

  static let sampleID = UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 9))
  static let example = Example(
    CreateExport(reason: "合同到期，数据交接"),
    answers: Output(exportId: sampleID, passphrase: "k7mh-x2qa-9wtr-bd4n-p3es"))

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let open = try await transaction.rows(
      "select 1 from handover.export where tenant_id = \(call.tenant) and status in ('requested', 'approved')")
    guard open.isEmpty else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "", rule: "oneAtATime",
            message: LocalizedText(
              chinese: "已有一份导出待审批或正在生成，请先办结或作废",
              english: "an export waits or is being written; wait for it, or discard it first"))
        ])
    }
    let id = UUID.version7()
    let passphrase = PasswordGenerator.generate()
    try await transaction.rows(
      """
      insert into handover.export (tenant_id, export_id, requested_by, requested_roles, reason, archive_salt, passphrase)
      values (\(call.tenant), \(id), \(call.actor.account), \(call.actor.roleNames),
        \(call.seal(reason.text, .exportReason).bytes), \(SecureRandom.bytes(ArchiveCipher.saltCount)),
        \(call.seal(passphrase, .exportPassphrase).bytes))
      """)
    try await transaction.note(reason.text)
    return Audited(Output(exportId: id, passphrase: passphrase), count: 1)
  }
}
