import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Adds a campus to the caller's hospital.
struct CreateCampus: Command {
  static let name: StaticString = "campus.create"
  static let summary: StaticString = "Adds a campus to the caller's hospital"
  static let access = Access.requires(.departmentManage)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Campus

  let name: Name
  var address: PostalAddress?

  static let descriptions = ["name": "Its name, unique in the hospital", "address": "Its postal address"]
  static let example = Example(CreateCampus(name: "东院区", address: "泗河市东城区健康路 1 号"), answers: Campus.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Campus> {
    let id = UUID.version7()
    try await Campus.requireFree(name, for: id, transaction)
    let campus = try await transaction.row(
      Campus.shape.returned(
        by: """
          insert into directory.campus as c (tenant_id, campus_id, name, address)
          values (\(transaction.call.tenant), \(id), \(name.text), \(address?.text))
          """))
    return Audited(campus, count: 1)
  }
}
