import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// An administrator has left, and the role ends. The last system, security or audit administrator of an organization stays until there is another.
struct DeactivateAdministrator: Command {
  static let name: StaticString = "administrator.deactivate"
  static let summary: StaticString = "Deactivates an organization's administrator, unless it is the last of its kind"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let organizationId: UUID
  let username: LocalUsername

  static let descriptions = [
    "organizationId": Administrator.organizationDescription, "username": Administrator.usernameDescription,
  ]
  static let example = Example(
    DeactivateAdministrator(organizationId: .sample(2), username: "xitong"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    try await Administrator(organization: organizationId, username: username).setStatus("deactivated", transaction)
    return Audited(Done(), count: 1)
  }
}
