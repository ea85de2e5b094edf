import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Brings a deactivated bureau or hospital back.
struct ActivateOrganization: Command {
  static let name: StaticString = "organization.activate"
  static let summary: StaticString = "Brings a deactivated bureau or hospital back into use"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Organization

  let organizationId: UUID
  let expectedVersion: Int

  static let descriptions = [
    "organizationId": "The bureau or hospital",
    "expectedVersion": "The version that the caller has seen; refused when it has changed since",
  ]
  static let example = Example(
    ActivateOrganization(organizationId: Organization.sample.id, expectedVersion: 1), answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let before = try await Organization.lock(organizationId, expecting: expectedVersion, transaction)
    guard before.status == .deactivated else { return Audited(before, count: 1) }
    if let parentId = before.parentId {
      _ = try await Organization.region(ofBureau: parentId, named: "organizationId", transaction)
    }
    let terminated = try await transaction.rows(
      "select 1 from directory.organization where tenant_id = \(organizationId) and removable_from is not null")
    guard terminated.isEmpty else {
      throw Failure(
        .invalidState,
        violations: [
          Violation(
            path: "organizationId", rule: "terminated",
            message: LocalizedText(
              chinese: "该医院已终止服务；如要恢复，请用 hospital.resume",
              english: "the hospital's contract has ended: take that back with hospital.resume"))
        ])
    }
    return Audited(try await before.change("status = 'active'", transaction), count: 1)
  }
}
