import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// The staff of the caller's hospital.
struct ListStaff: PipelinedQuery {
  static let name: StaticString = "staff.list"
  static let summary: StaticString = "The staff of a department of the caller's hospital"
  static let access = Access.requires(.staffRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["departmentId": "The department"]

  let departmentId: UUID

  /// A member of staff.
  struct Member: Codable, Sendable, Described {
    let id: UUID
    let name: String
    let title: String?
    let confirmed: Bool
    static let descriptions = [
      "id": "The member's identifier", "name": "The name", "title": "The title, such as 主治医师",
      "confirmed": "False for somebody whom an import met and nobody has confirmed",
    ]
  }

  /// A department's staff.
  struct Output: Codable, Sendable, Described {
    let items: [Member]
    static let descriptions = ["items": "The members by name"]
  }

  static let example = Example(
    ListStaff(departmentId: Department.sample.id),
    answers: Output(items: [Member(id: Department.sample.id, name: "李敏", title: "主管护师", confirmed: true)]))

  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output> {
    ReadPlan(
      """
      select null::uuid as subject, staff_id, name, title, confirmed from directory.staff
        where tenant_id = \(call.tenant) and department_id = \(departmentId) and status = 'active' order by name limit 2000
      """, lane: .list
    ) { rows, _ in
      Output(
        items: try rows.map { row in
          var reader = RowReader(row)
          _ = try reader.next(UUID?.self)
          return Member(
            id: try reader.next(), name: try reader.next(), title: try reader.next(String?.self),
            confirmed: try reader.next())
        })
    }
  }
}
