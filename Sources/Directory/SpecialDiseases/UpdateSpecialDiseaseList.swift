import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Makes the next version of a list, or takes the list out of use.
struct UpdateSpecialDiseaseList: Command {
  static let name: StaticString = "specialDiseaseList.update"
  static let summary: StaticString = "Makes the next version of a special-disease list; the versions of before stay"
  static let access = Access.requires(.policyManage)
  static let audit = AuditRule.impersonal("policy")

  typealias Output = SpecialDiseaseList

  let listId: UUID
  let expectedVersion: Int
  let name: Name
  let status: DirectoryStatus
  let entries: [SpecialDiseaseEntry]

  static let descriptions = [
    "listId": "The list", "expectedVersion": "The version that the caller has seen; refused when it has changed since",
    "name": "Its name, unique in the hospital", "status": "active, or deactivated: it matches nothing any more",
    "entries": "What it holds from now on, 1 to 500",
  ]
  static let example = Example(
    UpdateSpecialDiseaseList(
      listId: SpecialDiseaseList.sample.id, expectedVersion: 1, name: "心脑血管", status: .active,
      entries: SpecialDiseaseList.sample.entries), answers: SpecialDiseaseList.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<SpecialDiseaseList> {
    let tenant = transaction.call.tenant
    let versions = try await transaction.rows(
      "select version from directory.special_disease_list where tenant_id = \(tenant) and list_id = \(listId) for update"
    ).values(Int.self)
    guard let version = versions.first else { throw Failure(.notFound) }
    guard version == expectedVersion else { throw Failure.versionConflict }
    try await SpecialDiseaseList.check(name, entries, for: listId, transaction)
    try await transaction.rows(
      """
      update directory.special_disease_list
        set name = \(name.text), status = \(status.rawValue), version = \(Int32(version + 1))
        where tenant_id = \(tenant) and list_id = \(listId)
      """)
    try await SpecialDiseaseList.write(entries, of: listId, version: version + 1, transaction)
    return Audited(
      SpecialDiseaseList(id: listId, name: name.text, status: status, version: version + 1, entries: entries), count: 1)
  }
}
