import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The departments of the caller's hospital.
struct ListDepartments: PipelinedQuery {
  static let name: StaticString = "department.list"
  static let summary: StaticString = "The departments of the caller's hospital, unconfirmed ones included"
  static let access = Access.requires(.departmentRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = [
    "unconfirmedOnly": "True for those that an import met and nobody has confirmed",
    "kind": "Only those of this kind",
    "status": "active when left out",
    "parentId": "Only those directly below this one",
    "page": "Which part of the list; the first 500 when left out",
  ]

  var unconfirmedOnly: Bool?
  var kind: DepartmentKind?
  var status: DirectoryStatus?
  var parentId: UUID?
  var page: PageRequest?

  typealias Output = PageOf<Department>

  static let example = Example(
    ListDepartments(unconfirmedOnly: nil), answers: PageOf(items: [Department.sample], nextCursor: nil))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<PageOf<Department>> {
    let limit = try (page ?? PageRequest(limit: 500)).checkedLimit()
    let status = status ?? .active
    let filter = """
      department.list \(unconfirmedOnly ?? false) \(kind?.rawValue ?? "") \(status.rawValue) \(parentId?.uuidString ?? "")
      """
    let position = try call.position(of: page?.cursor, filter: filter, fields: 1)
    return .page(
      Department.shape.select(
        from: """
          directory.department d
          where d.tenant_id = \(call.tenant) and d.status = \(status.rawValue) and d.name > \(position?[0] ?? "")
            and (not \(unconfirmedOnly ?? false) or not d.confirmed)
            and (\(kind?.rawValue) is null or d.kind = \(kind?.rawValue))
            and (\(parentId) is null or d.parent_id = \(parentId))
          order by d.name limit \(limit + 1)
          """), limit: limit
    ) {
      call.cursor(after: [$0.name], of: filter)
    }
  }
}
