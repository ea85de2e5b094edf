import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// One department, and what files call it.
struct ReadDepartment: Query {
  static let name: StaticString = "department.read"
  static let summary: StaticString = "One department, with the names by which imports know it"
  static let access = Access.requires(.departmentRead)
  static let audit = AuditRule.impersonal("administration")
  static let descriptions = ["departmentId": "The department"]

  let departmentId: UUID

  /// The department and its other names.
  struct Output: Codable, Sendable, Described {
    let department: Department
    let aliases: [String]
    static let descriptions = [
      "department": "The department", "aliases": "What files call it besides its name, in order",
    ]
  }

  static let example = Example(
    ReadDepartment(departmentId: Department.sample.id), answers: Output(department: .sample, aliases: ["心内科"]))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let tenant = transaction.call.tenant
    let found = try await transaction.rows(
      Department.shape.select(
        from: "directory.department d where d.tenant_id = \(tenant) and d.department_id = \(departmentId)"))
    guard let department = found.first else { throw Failure(.notFound) }
    let aliases = try await transaction.rows(
      """
      select name from directory.department_alias
        where tenant_id = \(tenant) and department_id = \(departmentId) order by name limit 500
      """
    ).values(String.self)
    return Audited(Output(department: department, aliases: aliases), count: 1)
  }
}
