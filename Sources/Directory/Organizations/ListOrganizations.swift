import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The organizations that the caller may see: the platform all of them, a bureau itself and what lies below it.
struct ListOrganizations: Query {
  static let name: StaticString = "organization.list"
  static let summary: StaticString = "The organizations that the caller may see: all, or a bureau's region"
  static let access = Access.requires(.organizationRead)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = PageOf<Organization>
  static let descriptions: [String: String] = [
    "parentId": "Only those directly below this bureau",
    "belowId": "Only those below this bureau, at any depth", "level": "Only hospitals of this 医院等级",
    "kind": "Only those of this kind",
    "status": "Only active or only deactivated ones; both when left out",
    "text": "Only those with this in the name, in one of the codes or in the pinyin initials",
    "page": "Which part of the list",
  ]

  var parentId: UUID?
  var belowId: UUID?
  var level: HospitalLevel?
  var kind: OrganizationKind?
  var status: DirectoryStatus?
  var text: SearchText?
  var page: PageRequest?

  static let example = Example(
    ListOrganizations(page: nil), answers: PageOf(items: [Organization.sample], nextCursor: nil))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<PageOf<Organization>> {
    let call = transaction.call
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = """
      organization.list \(parentId?.uuidString ?? "") \(belowId?.uuidString ?? "") \(level?.rawValue ?? "") \(kind?.rawValue ?? "") \(status?.rawValue ?? "") \(text?.text ?? "")
      """
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    let found: SQL =
      text.map { text in
        """
        \(text.matches(name: "o.name", initials: "o.initials")) or strpos(o.code, \(text.text)) > 0
          or \(text.text) in (o.unified_code, o.registration_number)
        """
      } ?? "true"
    let items = try await transaction.rows(
      Organization.shape.select(
        with: "recursive \(VisibleOrganizations.seen(by: call)), \(VisibleOrganizations.below(belowId))",
        from: """
          seen o
          where (\(belowId) is null or o.tenant_id in (select tenant_id from below))
            and (\(level?.rawValue) is null or o.level = \(level?.rawValue))
            and o.code > \(position?[0] ?? "") and (\(parentId) is null or o.parent_id = \(parentId))
            and (\(kind?.rawValue) is null or o.kind = \(kind?.rawValue))
            and (\(status?.rawValue) is null or o.status = \(status?.rawValue)) and (\(found))
          order by o.code limit \(limit + 1)
          """))
    let shown = Array(items.prefix(limit))
    let cursor = items.count > limit ? shown.last.map { call.cursor(after: [$0.code], of: filter) } : nil
    return Audited(PageOf(items: shown, nextCursor: cursor), count: shown.count)
  }
}
