import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite struct PasswordTests {
  private let chosen = "seven herons over the river"

  private func signIn(
    _ region: TestRegion, _ username: String, _ password: String, new: String? = nil, totp: String? = nil
  ) async throws -> RPCError? {
    try await region.failure(
      of: SignIn(username: username, password: password, totp: totp, newPassword: new), as: nil)
  }

  private func change(_ region: TestRegion, _ current: String, _ new: String) async throws -> RPCError? {
    try await region.failure(of: ChangePassword(currentPassword: current, newPassword: new), as: .nurse)
  }

  @Test("Changing the password ends all sessions but the one of the call, and the old one is good no more")
  func change() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      let other = BearerToken(
        try await region.perform(SignIn(username: account.username, password: account.password), as: nil).token)
      #expect(try await change(region, account.password, chosen) == nil)
      #expect(try await region.failure(of: CurrentSession(), as: .nurse) == nil)
      let ended = await region.dispatcher.dispatch(
        try TestCall.make("session.current", "{}"), bearer: other, request: RequestContext())
      #expect(ended == .failure(RPCError(.credentialExpired)))
      #expect(try await signIn(region, account.username, account.password)?.code == .unauthenticated)
      #expect(try await signIn(region, account.username, chosen) == nil)
    }
  }

  @Test("A password that breaks a rule is refused with the rule's name and what to do, in both languages")
  func policy() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for (password, rule) in [
        ("short", "password.tooShort"), (String(repeating: "长", count: 129), "password.tooLong"),
        ("泗河市第一人民医院责任护士责任护士", "password.personal"), ("password password password", "password.common"),
        ("abcabcabcabcabcabcabc", "password.repetitive"), ("12345678901234567890", "password.sequential"),
        (account.password, "password.unchanged"),
      ] {
        let error = try await change(region, account.password, password)
        #expect(error?.code == .ruleViolation && error?.violations.first?.path == "newPassword", "\(rule)")
        #expect(error?.violations.contains { $0.rule == rule } == true, "\(rule)")
        #expect(error?.violations.allSatisfy { !$0.message.chinese.isEmpty && !$0.message.english.isEmpty } == true)
      }
      #expect(try await signIn(region, account.username, account.password) == nil)
    }
  }

  @Test("Wrong present passwords are counted as failures to sign in, right ones are not")
  func wrongPassword() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for _ in 1...6 { #expect(try await change(region, account.password, "short")?.code == .ruleViolation) }
      #expect(try await signIn(region, account.username, account.password) == nil)
      for _ in 1...5 {
        let wrong = try await change(region, "not-the-password", chosen)
        #expect(wrong?.violations.first?.path == "currentPassword")
      }
      #expect(try await change(region, account.password, chosen)?.violations.first?.path == "currentPassword")
      #expect(try await signIn(region, account.username, account.password)?.code == .unauthenticated)
    }
  }

  @Test("Nothing that follows from a password is kept: neither key nor fingerprint")
  func nothingStored() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      try await region.perform(
        ChangePassword(currentPassword: account.password, newPassword: chosen), as: .nurse, key: "sent-anyway")
      let rows = try await region.owner.pipelined([
        "select convert_from(leaf, 'UTF8') from audit.event where method = 'password.change'",
        "select count(*) from operations.idempotency where method = 'password.change'",
      ])
      #expect(try rows[0].single(String.self).contains("\"query\":\"\""))
      #expect(try rows[1].single(Int.self) == 0)
    }
  }

  @Test("A reset password is good for choosing another; sessions have ended and the lock is lifted")
  func reset() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for _ in 1...5 { _ = try await signIn(region, account.username, "wrong-password") }
      let made = try await resetNurse(region)
      let password = made.password
      #expect(made.username == account.username)
      #expect(try await region.failure(of: CurrentSession(), as: .nurse)?.code == .credentialExpired)
      let required = try await signIn(region, account.username, password)
      #expect(required?.code == .stepUpRequired && required?.details["change"] == "password")
      let weak = try await signIn(region, account.username, password, new: "short")
      #expect(weak?.code == .ruleViolation && weak?.violations.first?.rule == "password.tooShort")
      #expect(try await signIn(region, account.username, password, new: password)?.code == .ruleViolation)
      #expect(try await signIn(region, account.username, "wrong", new: chosen)?.code == .unauthenticated)
      #expect(try await signIn(region, account.username, password, new: chosen) == nil)
      #expect(try await signIn(region, account.username, chosen) == nil)
      #expect(try await signIn(region, account.username, password)?.code == .unauthenticated)
    }
  }

  @Test("A hospital's administrator resets nobody's password of another hospital, and no administrator's")
  func resetRefused() async throws {
    try await TestRegion.run { region in
      let administrator = TestPerson.of(.general, .hospitalAdministrator)
      for (hospital, role) in [
        (TestHospital.general, "auditor"), (.general, "hospitalAdministrator"), (.maternity, "wardNurse"),
      ] {
        let id = try await account(role, of: hospital, region)
        let error = try await region.failure(of: ResetPassword(accountId: id), as: administrator)
        #expect(error?.code == (hospital == .general ? .ruleViolation : .notFound), "\(role)")
      }
    }
  }

  @Test("The platform resets an administrator's password and one-time code; both logs have the event")
  func resetAdministrator() async throws {
    try await TestRegion.run { region in
      let auditor = TestPerson.of(.general, .auditor)
      let account = try #require(region.people.accounts[auditor])
      let organization = try #require(region.people.tokens[auditor]?.tenantID)
      let password =
        try await region.perform(
          ResetAdministratorPassword(organizationId: organization, username: .init(unchecked: auditor.localName)),
          as: .platform
        ).password
      let code = try await region.perform(
        ResetAdministratorOneTimeCode(organizationId: organization, username: .init(unchecked: auditor.localName)),
        as: .platform)
      let secret = try #require(OneTimeCode(base32: code.totpSecret))
      #expect(try await region.failure(of: CurrentSession(), as: auditor)?.code == .credentialExpired)
      let required = try await signIn(region, account.username, password)
      #expect(required?.details == ["factor": "totp", "change": "password"])
      let now = secret.code(at: Date())
      #expect(try await signIn(region, account.username, password, totp: now)?.details == ["change": "password"])
      #expect(try await signIn(region, account.username, password, new: "otters by night", totp: now) == nil)
      let rows = try await region.owner.pipelined([
        """
        select count(*), count(distinct tenant_id) from audit.event
          where method in ('administrator.resetPassword', 'administrator.resetOneTimeCode')
        """
      ])
      let (events, logs) = try rows[0].single((Int, Int).self)
      #expect(events == 4 && logs == 2)
    }
  }

  @Test("The platform resets no ward's account, nothing that isn't there, and not the own account")
  func resetAdministratorRefused() async throws {
    try await TestRegion.run { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      for (organization, name) in [
        (hospital, TestPerson.nurse.localName), (hospital, "nobody"), (UUID(), "admin"), (Platform.tenant, "admin"),
      ] {
        let error = try await region.failure(
          of: ResetAdministratorPassword(organizationId: organization, username: .init(unchecked: name)), as: .platform)
        #expect(error == RPCError(.notFound), "\(name)")
      }
    }
  }

  @Test("Nobody but the platform resets an administrator, whatever the service asks the database for")
  func definerFunction() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let error = await #expect(throws: DatabaseError.self) {
        try await region.database.pipelined([
          "select audit.begin_sign_in(\(token.tenantID), \(UUID()), \(UUID()), '\\x00', 'test', 5000)",
          "select identity.reset_administrator(\(token.tenantID), 'auditor0', 'x', null, \(UUID()))",
        ])
      }
      #expect(error?.sqlState == "HF001")
    }
  }

  private func resetNurse(_ region: TestRegion) async throws -> ResetPassword.Output {
    let id = try await account("wardNurse", of: .general, region)
    return try await region.perform(ResetPassword(accountId: id), as: .of(.general, .hospitalAdministrator))
  }

  private func account(_ role: String, of hospital: TestHospital, _ region: TestRegion) async throws -> UUID {
    let list = try await region.perform(ListAccounts(), as: .of(hospital, .securityOfficer))
    return try #require(list.items.first { $0.roles.first == role }).id
  }
}
