import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Makes a list of special diseases.
struct CreateSpecialDiseaseList: Command {
  static let name: StaticString = "specialDiseaseList.create"
  static let summary: StaticString = "Makes a list of diagnoses and operations that the hospital treats as special"
  static let access = Access.requires(.policyManage)
  static let audit = AuditRule.impersonal("policy")

  typealias Output = SpecialDiseaseList

  let name: Name
  let entries: [SpecialDiseaseEntry]

  static let descriptions = ["name": "Its name, unique in the hospital", "entries": "What it holds, 1 to 500"]
  static let example = Example(
    CreateSpecialDiseaseList(name: "心脑血管", entries: SpecialDiseaseList.sample.entries),
    answers: SpecialDiseaseList.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<SpecialDiseaseList> {
    let id = UUID.version7()
    try await SpecialDiseaseList.check(name, entries, for: id, transaction)
    try await transaction.rows(
      """
      insert into directory.special_disease_list (tenant_id, list_id, name)
      values (\(transaction.call.tenant), \(id), \(name.text))
      """)
    try await SpecialDiseaseList.write(entries, of: id, version: 1, transaction)
    return Audited(
      SpecialDiseaseList(id: id, name: name.text, status: .active, version: 1, entries: entries), count: 1)
  }
}
