public import JSONRPC
public import Operations
import SQL

/// Nothing to say but that it is done.
public struct Done: Codable, Sendable, Described {
  let done: Bool

  init() { done = true }

  public static let descriptions = ["done": "Always true"]
}

/// Ends the caller's sessions: at once, on every process.
public struct SignOut: Command {
  public static let name: StaticString = "session.signOut"
  public static let summary: StaticString = "Ends the caller's sessions"
  public static let access = Access.signedIn
  public static let audit = AuditRule.impersonal("signIn")

  public typealias Output = Done
  public static let descriptions: [String: String] = [:]
  public static let example = Example(SignOut(), answers: Done())

  public func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Done> {
    let call = transaction.call
    try await transaction.rows(
      """
      update access.session set ended_at = now()
        where tenant_id = \(call.tenant) and account_id = \(call.actor.account) and ended_at is null
      """)
    return Audited(Done(), count: 1)
  }
}

/// Who is signed in, and what the person may do.
public struct CurrentSession: Query {
  public static let name: StaticString = "session.current"
  public static let summary: StaticString = "Who is signed in, with roles and permissions"
  public static let access = Access.signedIn
  public static let audit = AuditRule.impersonal("signIn")
  public static let descriptions: [String: String] = [:]

  /// The person.
  public struct Output: Codable, Sendable, Described {
    let username: String
    let displayName: String
    let roles: [Role]
    let permissions: [String]

    public static let descriptions = [
      "username": "name@organizationCode",
      "displayName": "The person's name",
      "roles": "The roles held now",
      "permissions": "What the roles permit, each as permission:scope",
    ]
  }

  public static let example = Example(
    CurrentSession(),
    answers: Output(
      username: "nurse@49557184-0", displayName: "李敏", roles: [.wardNurse],
      permissions: ["followup.task.work:department"]))

  public func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output> {
    let actor = transaction.call.actor
    let permissions = Permission.allCases.compactMap { permission in
      actor.scope(of: permission).map { "\(permission.rawValue):\($0.rawValue)" }
    }
    let output = Output(
      username: actor.username, displayName: actor.displayName, roles: actor.grants.map(\.role), permissions: permissions)
    return Audited(output, count: 1)
  }
}
