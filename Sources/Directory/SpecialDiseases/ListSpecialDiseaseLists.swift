import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The special-disease lists of the caller's hospital.
struct ListSpecialDiseaseLists: PipelinedQuery {
  static let name: StaticString = "specialDiseaseList.list"
  static let summary: StaticString = "The special-disease lists of the caller's hospital, without their entries"
  static let access = Access.requires(.policyRead)
  static let audit = AuditRule.impersonal("policy")
  static let descriptions = [
    "status": "active when left out", "text": "Only those with this in the name or in its pinyin initials",
    "page": "Which part of the list",
  ]

  var status: DirectoryStatus?
  var text: SearchText?
  var page: PageRequest?

  /// A list by name.
  struct Item: Codable, Sendable, Described {
    let id: UUID
    let name: String
    let version: Int
    let entries: Int
    static let descriptions = [
      "id": "The list", "name": "Its name", "version": "Its newest version", "entries": "How many entries that has",
    ]
  }

  typealias Output = PageOf<Item>

  static let example = Example(
    ListSpecialDiseaseLists(status: nil, page: nil),
    answers: PageOf(
      items: [Item(id: SpecialDiseaseList.sample.id, name: "心脑血管", version: 1, entries: 2)], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Item>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let status = status ?? .active
    let filter = "specialDiseaseList.list \(status.rawValue) \(text?.text ?? "")"
    let found: SQL = text?.matches(name: "l.name", initials: "directory.initials(l.name)") ?? "true"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    return .page(
      Item.shape.select(
        from: """
          directory.special_disease_list l
          where l.tenant_id = \(call.tenant) and l.status = \(status.rawValue) and l.name > \(position?[0] ?? "")
            and \(found)
          order by l.name limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.name], of: filter)
    }
  }
}

extension ListSpecialDiseaseLists.Item {
  /// `l` is the list.
  static let shape = RowShape { row in
    Self(
      id: try row["l.list_id"],
      name: try row["l.name"],
      version: try row["l.version"],
      entries: try row[
        """
        (select count(*) from directory.special_disease_entry e
          where e.tenant_id = l.tenant_id and e.list_id = l.list_id and e.version = l.version)
        """])
  }
}
