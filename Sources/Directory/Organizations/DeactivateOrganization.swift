import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Takes a bureau or hospital out of use: whoever is signed in there is so no longer, nobody signs in, no job begins. Nothing is deleted.
struct DeactivateOrganization: Command {
  static let name: StaticString = "organization.deactivate"
  static let summary: StaticString = "Takes a bureau or hospital out of use, and ends all its sessions at once"
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
    DeactivateOrganization(organizationId: Organization.sample.id, expectedVersion: 1), answers: Organization.sample)

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Organization> {
    let before = try await Organization.lock(organizationId, expecting: expectedVersion, transaction)
    guard before.status == .active else { return Audited(before, count: 1) }
    let below = try await transaction.rows(
      "select exists (select from directory.organization where parent_id = \(organizationId) and status = 'active')")
    if try below.answer() {
      throw Failure.inUse(
        "organizationId", "activeChildren",
        LocalizedText(chinese: "其下仍有在用的机构", english: "organizations below it are in use; move or deactivate them first")
      )
    }
    let after = try await before.change("status = 'deactivated'", transaction)
    try await transaction.rows("select directory.stop_organization(\(organizationId))")
    return Audited(after, count: 1)
  }
}
