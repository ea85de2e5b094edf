import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// One list with its entries, of today or of a version of before.
struct ReadSpecialDiseaseList: Query {
  static let name: StaticString = "specialDiseaseList.read"
  static let summary: StaticString = "One special-disease list with the entries of a version"
  static let access = Access.requires(.policyRead)
  static let audit = AuditRule.impersonal("policy")
  static let descriptions = ["listId": "The list", "version": "Which version; the newest when left out"]

  let listId: UUID
  var version: Int?

  typealias Output = SpecialDiseaseList

  static let example = Example(
    ReadSpecialDiseaseList(listId: SpecialDiseaseList.sample.id, version: nil), answers: SpecialDiseaseList.sample)

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<SpecialDiseaseList> {
    let tenant = transaction.call.tenant
    let found = try await transaction.rows(
      "select name, status, version from directory.special_disease_list where tenant_id = \(tenant) and list_id = \(listId)"
    ).values((String, DirectoryStatus, Int).self)
    guard let (name, status, newest) = found.first, (1...newest).contains(version ?? newest) else {
      throw Failure(.notFound)
    }
    let entries = try await transaction.rows(
      SpecialDiseaseEntry.shape.select(
        from: """
          directory.special_disease_entry e
          where e.tenant_id = \(tenant) and e.list_id = \(listId) and e.version = \(Int32(version ?? newest))
          order by e.place
          """))
    return Audited(
      SpecialDiseaseList(
        id: listId, name: name, status: status, version: version ?? newest,
        entries: entries), count: 1)
  }
}
