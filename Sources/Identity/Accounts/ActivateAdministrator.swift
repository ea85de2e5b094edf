import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// An administrator has come back, to the role of before.
struct ActivateAdministrator: Command {
  static let name: StaticString = "administrator.activate"
  static let summary: StaticString = "Activates an organization's deactivated administrator again"
  static let access = Access.requires(.organizationCreate)
  static let audit = AuditRule.impersonal("administration")

  typealias Output = Done

  let organizationId: UUID
  let username: LocalUsername

  static let descriptions = [
    "organizationId": Administrator.organizationDescription, "username": Administrator.usernameDescription,
  ]
  static let example = Example(
    ActivateAdministrator(organizationId: .sample(2), username: "xitong"), answers: Done())

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    try await Administrator(organization: organizationId, username: username).setStatus("active", transaction)
    return Audited(Done(), count: 1)
  }
}
