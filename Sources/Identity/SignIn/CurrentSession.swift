import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// Who is signed in, what the person may do, and what others have done to the account.
struct CurrentSession: Query {
  static let name: StaticString = "session.current"
  static let summary: StaticString = "Who is signed in, with roles, permissions and notices of what others have changed"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")
  static let descriptions: [String: String] = [:]

  /// The person.
  struct Output: Codable, Sendable, Described {
    let username: String
    let displayName: String
    let roles: [String]
    let permissions: [String]
    let lastSignIn: LastSignIn?
    let notices: [Notice]

    static let descriptions = [
      "username": "name@organizationCode",
      "displayName": "The person's name",
      "roles": "The roles held now: wardNurse, agent … and the hospital's own, own.medicalOffice",
      "permissions": "What the roles permit, each as permission:scope",
      "lastSignIn": "The person's sign-in before the one of this session, of the last seven months",
      "notices":
        "What others have changed by which the person signs in, or, for administrators, one of the organization's administrators does; of the last 30 days",
    ]
  }

  static let example = Example(
    CurrentSession(),
    answers: Output(
      username: "nurse@49557184-0", displayName: "李敏", roles: ["wardNurse"],
      permissions: ["followup.task.work:department"], lastSignIn: .sample, notices: [.sample]))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let call = transaction.call
    let actor = call.actor
    let permissions = Permission.allCases.compactMap { permission in
      actor.scope(of: permission).map { "\(permission.rawValue):\($0.rawValue)" }
    }
    let last = try await transaction.rows(
      LastSignIn.statement(
        tenant: call.tenant, account: actor.account,
        before:
          "(select s.created_at from identity.session s where s.tenant_id = \(call.tenant) and s.session_id = \(call.session))"
      ))
    let notices = try await transaction.rows(
      Notice.statement(
        tenant: call.tenant, account: actor.account,
        isAdministrator: actor.grants.contains { $0.role.builtIn?.needsSecondFactor ?? false }))
    let output = Output(
      username: actor.username, displayName: actor.displayName, roles: Set(actor.grants.map(\.role.key)).sorted(),
      permissions: permissions, lastSignIn: last.first, notices: notices)
    return Audited(output, count: 1)
  }
}
