import JSONRPC
import Operations
import SQL

/// Who is signed in, and what the person may do.
struct CurrentSession: Query {
  static let name: StaticString = "session.current"
  static let summary: StaticString = "Who is signed in, with roles and permissions"
  static let access = Access.signedIn
  static let audit = AuditRule.impersonal("signIn")
  static let descriptions: [String: String] = [:]

  /// The person.
  struct Output: Codable, Sendable, Described {
    let username: String
    let displayName: String
    let roles: [String]
    let permissions: [String]

    static let descriptions = [
      "username": "name@organizationCode",
      "displayName": "The person's name",
      "roles": "The roles held now: wardNurse, agent … and the hospital's own, own.medicalOffice",
      "permissions": "What the roles permit, each as permission:scope",
    ]
  }

  static let example = Example(
    CurrentSession(),
    answers: Output(
      username: "nurse@49557184-0", displayName: "李敏", roles: ["wardNurse"],
      permissions: ["followup.task.work:department"]))

  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let actor = transaction.call.actor
    let permissions = Permission.allCases.compactMap { permission in
      actor.scope(of: permission).map { "\(permission.rawValue):\($0.rawValue)" }
    }
    let output = Output(
      username: actor.username, displayName: actor.displayName, roles: Set(actor.grants.map(\.role.key)).sorted(),
      permissions: permissions)
    return Audited(output, count: 1)
  }
}
