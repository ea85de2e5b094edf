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
  static let descriptions = ["unconfirmedOnly": "True for those that an import met and nobody has confirmed"]

  let unconfirmedOnly: Bool?

  /// All departments: a hospital has some dozens.
  struct Output: Codable, Sendable, Described {
    let items: [Department]
    static let descriptions = ["items": "The departments by name"]
  }

  static let example = Example(
    ListDepartments(unconfirmedOnly: nil), answers: Output(items: [Department.sample]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      """
      select null::uuid as subject, department_id, name, kind, is_follow_up_centre, confirmed from directory.department
        where tenant_id = \(call.tenant) and status = 'active' and (not \(unconfirmedOnly ?? false) or not confirmed)
        order by name limit 2000
      """, lane: .list
    ) { rows, _ in
      Output(
        items: try rows.map { row in
          var reader = RowReader(row)
          _ = try reader.next(UUID?.self)
          return Department(
            id: try reader.next(), name: try reader.next(),
            kind: DepartmentKind(rawValue: try reader.next()) ?? .clinical,
            isFollowUpCentre: try reader.next(), confirmed: try reader.next())
        })
    }
  }
}
