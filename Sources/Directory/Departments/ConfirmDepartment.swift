import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Confirms a department that an import met.
struct ConfirmDepartment: Command {
  static let name: StaticString = "department.confirm"
  static let summary: StaticString = "Confirms that a department which an import met is one of the hospital's"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Department

  let departmentId: UUID
  let expectedVersion: Int

  static let descriptions = [
    "departmentId": "The department",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]
  static let example = Example(
    ConfirmDepartment(departmentId: Department.sample.id, expectedVersion: 1), answers: Department.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let before = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    return Audited(try await before.confirm(transaction), count: 1)
  }
}
