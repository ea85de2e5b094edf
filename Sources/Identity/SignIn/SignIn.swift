import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// Signs a person in. Wrong names, wrong passwords, wrong codes and locked accounts get the same answer after the same work.
struct SignIn: OpenCommand {
  static let name: StaticString = "session.signIn"
  static let summary: StaticString = "Signs in with user name, password and, where the account has one, a one-time code"
  static let access = Access.anybody
  static let audit = AuditRule.impersonal("signIn")

  let username: String
  let password: String
  var totp: String?
  var recoveryCode: String?
  var newPassword: String?

  /// What the caller gets: the bearer token, shown once.
  struct Output: Codable, Sendable, Described {
    let token: String
    let expiresAt: Date
    let displayName: String
    let roles: [String]
    let ownRoles: [OwnRoleName]
    let recoveryCodesLeft: Int?
    let lastSignIn: LastSignIn?
    let notices: [Notice]

    static let descriptions = [
      "token": "The bearer token for the Authorization header; shown once",
      "expiresAt": "When the session ends at the latest; it ends after 15 idle minutes as well",
      "displayName": "The person's name",
      "roles": "The roles that the person holds now: wardNurse, agent … and the hospital's own, own.medicalOffice",
      "ownRoles": "The names of the hospital's own among them; the built-in ones are in role.list",
      "recoveryCodesLeft": "How many recovery codes are left, where one was used",
      "lastSignIn": "The person's sign-in before this one, of the last seven months",
      "notices":
        "What others have changed by which the person signs in, or, for administrators, one of the organization's administrators does; of the last 30 days",
    ]
  }

  static let descriptions = [
    "username": "name@organizationCode",
    "password": "The password",
    "totp": "The six digits of the one-time code (RFC 6238), where the account has one",
    "recoveryCode": "A recovery code in place of a one-time code; each counts once",
    "newPassword":
      "A new password, where the present one was made by somebody else: then the answer without it is STEP_UP_REQUIRED with details.change password",
  ]

  static let example = Example(
    SignIn(
      username: "nurse@49557184-0", password: "correct horse battery staple", totp: nil, recoveryCode: nil,
      newPassword: nil),
    answers: Output(
      token: "AAAA", expiresAt: Date(timeIntervalSince1970: 1_793_318_400), displayName: "李敏", roles: ["wardNurse"],
      ownRoles: [], recoveryCodesLeft: nil, lastSignIn: .sample, notices: [.sample]))

  func run(_ call: OpenCall) async throws(Failure) -> Output {
    guard PasswordPolicy.isWithinLimits(password), username.utf8.count <= 128 else {
      try await call.refuseUnknown(reason: "tooLong")
      throw .signInRefused
    }
    try call.countAttempt(at: username.lowercased())
    guard let tenant = try await organization(call),
      let account = try await SignInAccount.count(localName, tenant, call)
    else {
      _ = try await Self.isRight { try await call.passwords.verifyAgainstUnknown(password) }
      try await refuse(call)
      throw .signInRefused
    }
    guard try await verify(account, call) else {
      try await account.refuse(call, reason: "wrongPassword")
      throw .signInRefused
    }
    let factor = try await secondFactor(of: account, call)
    let replacement = try await newHash(for: account, call)
    return try await account.openSession(call, factor, newHash: replacement)
  }

  /// A busy hasher is nobody's failure: the caller may try again, and nothing is counted.
  private func verify(_ account: SignInAccount, _ call: OpenCall) async throws(Failure) -> Bool {
    do throws(Failure) {
      return try await Self.isRight { try await call.passwords.verify(password, against: account.passwordHash) }
    } catch {
      try await account.takeBack(call)
      throw error
    }
  }

  private static func isRight(_ verification: () async throws -> Bool) async throws(Failure) -> Bool {
    do {
      return try await verification()
    } catch {
      throw Failure(.overloaded, retryAfterMs: 2000)
    }
  }

  private var localName: String {
    String(username.prefix { $0 != "@" }).lowercased()
  }

  private func organization(_ call: OpenCall) async throws(Failure) -> UUID? {
    guard let at = username.firstIndex(of: "@") else { return nil }
    return try await call.tenant(ofOrganization: String(username[username.index(after: at)...]))
  }

  /// Records a name that there is not, or an account that is locked: the caller can't tell, the trail can.
  private func refuse(_ call: OpenCall) async throws(Failure) {
    if let tenant = try await organization(call) {
      let rows = try await call.rows(
        of: tenant,
        "select account_id from identity.account where tenant_id = \(tenant) and username = \(localName) and status = 'active'"
      )
      if let id = try? rows.firstRow(UUID.self) {
        return try await SignInEvent(tenant: tenant, account: id).refuse(call, reason: "locked")
      }
    }
    try await call.refuseUnknown(reason: "unknownName")
  }
}
