import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// The campuses of the caller's hospital.
struct ListCampuses: PipelinedQuery {
  static let name: StaticString = "campus.list"
  static let summary: StaticString = "The campuses of the caller's hospital"
  static let access = Access.requires(.departmentRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["status": "active when left out", "page": "Which part of the list"]

  var status: DirectoryStatus?
  var page: PageRequest?

  typealias Output = PageOf<Campus>

  static let example = Example(
    ListCampuses(status: nil, page: nil), answers: PageOf(items: [Campus.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Campus>> {
    let limit = try (page ?? PageRequest()).checkedLimit()
    let filter = "campus.list \((status ?? .active).rawValue)"
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    return .page(
      Campus.shape.select(
        from: """
          directory.campus c
          where c.tenant_id = \(call.tenant) and c.status = \((status ?? .active).rawValue) and c.name > \(position?[0] ?? "")
          order by c.name limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.name], of: filter)
    }
  }
}
