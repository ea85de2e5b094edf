import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Brings a deactivated department back.
struct ActivateDepartment: Command {
  static let name: StaticString = "department.activate"
  static let summary: StaticString = "Brings a deactivated department back into use"
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
    ActivateDepartment(departmentId: Department.sample.id, expectedVersion: 1), answers: Department.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Department> {
    let before = try await Department.lock(departmentId, expecting: expectedVersion, transaction)
    return Audited(try await before.activate(transaction), count: 1)
  }
}
