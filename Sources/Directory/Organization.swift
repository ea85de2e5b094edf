import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An organization of the deployment.
struct Organization: Codable, Sendable, Described {
  let id: UUID
  let kind: OrganizationKind
  let code: String
  let name: String
  let regionCode: String?
  let parentId: UUID?

  static let descriptions = [
    "id": "The organization's identifier, which is the tenant's",
    "kind": "platform, bureau or hospital",
    "code": "Hospital: institution code; bureau: its region code. In user names behind the @",
    "name": "The full name",
    "regionCode": "GB/T 2260, six digits",
    "parentId": "The bureau above",
  ]

  static let sample = Organization(
    id: UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 2)), kind: .hospital, code: "49557184-0",
    name: "泗河市第一人民医院", regionCode: "370800", parentId: nil)

  static func insert(
    _ organization: Organization, _ transaction: borrowing WriteTransaction
  ) async throws(Failure) -> Audited<Organization> {
    let taken = try await transaction.rows(
      "select 1 from directory.organization where code = \(organization.code)")
    guard taken.isEmpty else {
      throw Failure(
        .alreadyExists,
        violations: [
          Violation(
            path: "code", rule: "unique",
            message: LocalizedText(chinese: "机构代码已存在", english: "an organization with this code exists already"))
        ])
    }
    try await transaction.rows(
      """
      insert into directory.organization (tenant_id, kind, code, name, region_code, parent_id)
      values (\(organization.id), \(organization.kind.rawValue), \(organization.code), \(organization.name),
        \(organization.regionCode), \(organization.parentId))
      """)
    return Audited(organization, count: 1)
  }
}
