import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Creates a hospital below a bureau.
struct CreateHospital: Command {
  static let name: StaticString = "hospital.create"
  static let summary: StaticString = "Creates a hospital below a bureau"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Organization

  let code: InstitutionCode
  let name: Name
  let bureauId: UUID

  static let descriptions = [
    "code": "The institution code of the front pages, such as 49557184-0",
    "name": "The hospital's name, 2 to 100 characters",
    "bureauId": "The bureau that the hospital reports to",
  ]
  static let example = Example(
    CreateHospital(
      code: "49557184-0", name: "泗河市第一人民医院", bureauId: Organization.sample.id), answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let rows = try await transaction.rows(
      "select region_code from directory.organization where tenant_id = \(bureauId) and kind = 'bureau'")
    guard let region = try? rows.first?.column(0, as: String.self) else { throw Failure(.notFound) }
    return try await Organization.insert(
      Organization(
        id: UUID.version7(), kind: .hospital, code: code.text, name: name.text, regionCode: region, parentId: bureauId),
      transaction)
  }
}
