import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite struct OneTimeCodeTests {
  private func signIn(
    _ region: TestRegion, totp: String? = nil, recoveryCode: String? = nil, as person: TestPerson = .nurse
  ) async throws -> RPCError? {
    let account = try #require(region.people.accounts[person])
    return try await region.failure(
      of: SignIn(username: account.username, password: account.password, totp: totp, recoveryCode: recoveryCode),
      as: nil)
  }

  private func password(_ region: TestRegion, _ person: TestPerson = .nurse) throws -> String {
    try #require(region.people.accounts[person]).password
  }

  /// Enrols the nurse; the clock of the codes is a step ahead then.
  private func enrol(_ region: TestRegion) async throws -> (secret: OneTimeCode, recoveryCodes: [String]) {
    let made = try await region.perform(EnrolOneTimeCode(currentPassword: try password(region)), as: .nurse)
    let secret = try #require(OneTimeCode(base32: made.totpSecret))
    #expect(made.totpUri.hasPrefix("otpauth://totp/huifang:"))
    let codes = try await region.perform(ConfirmOneTimeCode(totp: secret.code(at: Date())), as: .nurse)
    return (secret, codes.recoveryCodes)
  }

  @Test("An enrolled code counts once a code of it was shown; from then on it is asked for, each step once")
  func enrolment() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(EnrolOneTimeCode(currentPassword: try password(region)), as: .nurse)
      #expect(try await signIn(region) == nil)
      let wrong = try await region.failure(of: ConfirmOneTimeCode(totp: "000000"), as: .nurse)
      #expect(wrong?.violations.first?.rule == "oneTimeCode")
      let secret = try #require(OneTimeCode(base32: made.totpSecret))
      let code = secret.code(at: Date())
      try await region.perform(ConfirmOneTimeCode(totp: code), as: .nurse)
      #expect(try await signIn(region)?.code == .stepUpRequired)
      #expect(try await signIn(region, totp: code)?.code == .unauthenticated)
      let next = secret.code(at: Date().addingTimeInterval(30))
      #expect(try await signIn(region, totp: next) == nil)
      #expect(
        try await region.failure(of: ConfirmOneTimeCode(totp: next), as: .nurse)?.code == .invalidState)
    }
  }

  @Test("Five wrong codes throw the enrolment away, one after the other and at once; a new one begins anew")
  func guesses() async throws {
    try await TestRegion.run { region in
      func enrolled() async throws -> OneTimeCode {
        let made = try await region.perform(EnrolOneTimeCode(currentPassword: try password(region)), as: .nurse)
        return try #require(OneTimeCode(base32: made.totpSecret))
      }
      func confirm(_ code: String) async throws -> RPCError? {
        try await region.failure(of: ConfirmOneTimeCode(totp: code), as: .nurse)
      }
      var secret = try await enrolled()
      for _ in 1...5 { #expect(try await confirm("000000")?.violations.first?.rule == "oneTimeCode") }
      #expect(try await confirm(secret.code(at: Date()))?.code == .invalidState)
      secret = try await enrolled()
      await withTaskGroup { group in
        for _ in 0..<20 { group.addTask { _ = try? await confirm("000000") } }
      }
      #expect(try await confirm(secret.code(at: Date()))?.code == .invalidState)
      secret = try await enrolled()
      for _ in 1...4 { _ = try await confirm("000000") }
      #expect(try await confirm(secret.code(at: Date())) == nil)
      // Nothing that was guessed is kept, as key or fingerprint.
      let rows = try await region.owner.pipelined([
        "select count(*) from operations.idempotency where method = 'oneTimeCode.confirm'",
        "select bool_and(convert_from(leaf, 'UTF8') like '%\"query\":\"\"%') from audit.event where method = 'oneTimeCode.confirm'",
      ])
      #expect(try rows[0].single(Int.self) == 0)
      #expect(try rows[1].single(Bool.self))
    }
  }

  @Test("Enrolling, giving up and renewing ask for the present password")
  func provenOnly() async throws {
    try await TestRegion.run { region in
      for method in ["oneTimeCode.enrol", "oneTimeCode.remove", "recoveryCode.renew"] {
        let error = try await region.failure(method, "{\"currentPassword\":\"not-the-password\"}", as: .nurse)
        #expect(error?.violations.first?.rule == "currentPassword", "\(method)")
      }
    }
  }

  @Test("Each of the ten recovery codes signs in once, typed in any way; the trail and the person are told")
  func recovery() async throws {
    try await TestRegion.run { region in
      let codes = try await enrol(region).recoveryCodes
      #expect(codes.count == 10 && Set(codes).count == 10)
      let account = try #require(region.people.accounts[.nurse])
      let typed = codes[0].uppercased().replacing("-", with: " ")
      let answer = try await region.perform(
        SignIn(username: account.username, password: account.password, recoveryCode: typed), as: nil)
      #expect(answer.recoveryCodesLeft == 9)
      #expect(try await signIn(region, recoveryCode: codes[0])?.code == .unauthenticated)
      #expect(try await signIn(region, recoveryCode: codes[1]) == nil)
      let history = try await region.perform(SignInHistory(), as: .nurse)
      let reasons = history.items.prefix(3).map(\.reason)
      #expect(reasons == ["recoveryCode", "wrongRecoveryCode", "recoveryCode"])
      let stored = try await region.owner.pipelined(["select count(*), count(used_at) from identity.recovery_code"])
      #expect(try stored[0].single((Int, Int).self) == (10, 2))
    }
  }

  @Test("Of two sign-ins at once with the same recovery code one is let in")
  func recoveryTwiceAtOnce() async throws {
    try await TestRegion.run { region in
      let code = try await enrol(region).recoveryCodes[0]
      async let one = signIn(region, recoveryCode: code)
      async let other = signIn(region, recoveryCode: code)
      #expect(try await [one, other].count { $0 == nil } == 1)
    }
  }

  @Test("Renewed recovery codes take the place of those of before")
  func renewal() async throws {
    try await TestRegion.run { region in
      #expect(
        try await region.failure(of: RenewRecoveryCodes(currentPassword: try password(region)), as: .nurse)?.code
          == .invalidState)
      let old = try await enrol(region).recoveryCodes
      let new = try await region.perform(RenewRecoveryCodes(currentPassword: try password(region)), as: .nurse)
      #expect(try await signIn(region, recoveryCode: old[0])?.code == .unauthenticated)
      #expect(try await signIn(region, recoveryCode: new.recoveryCodes[0]) == nil)
    }
  }

  @Test("A code is given up where no role needs it and the password suffices alone")
  func removal() async throws {
    try await TestRegion.run { region in
      #expect(
        try await region.failure(of: RemoveOneTimeCode(currentPassword: try password(region)), as: .nurse)?.code
          == .invalidState)
      _ = try await enrol(region)
      let account = try #require(region.people.accounts[.nurse])
      try await region.perform(
        ChangePassword(currentPassword: account.password, newPassword: "herons 47 by"), as: .nurse)
      let short = try await region.failure(of: RemoveOneTimeCode(currentPassword: "herons 47 by"), as: .nurse)
      #expect(short?.violations.first?.rule == "passwordAlone")
      try await region.perform(
        ChangePassword(currentPassword: "herons 47 by", newPassword: account.password), as: .nurse)
      try await region.perform(RemoveOneTimeCode(currentPassword: try password(region)), as: .nurse)
      #expect(try await signIn(region) == nil)
      let auditor = TestPerson.of(.general, .auditor)
      let needed = try await region.failure(
        of: RemoveOneTimeCode(currentPassword: try password(region, auditor)), as: auditor)
      #expect(needed?.violations.first?.rule == "roleNeedsSecondFactor")
    }
  }

  @Test(
    "The security officer's reset gives a new code; the old one, its recovery codes and all sessions are good no more")
  func reset() async throws {
    try await TestRegion.run { region in
      let (old, codes) = try await enrol(region)
      let list = try await region.perform(ListAccounts(), as: .of(.general, .securityOfficer))
      let nurse = list.items.first { $0.roles.first == "wardNurse" }
      let made = try await region.perform(
        ResetOneTimeCode(accountId: try #require(nurse?.id)), as: .of(.general, .securityOfficer))
      let secret = try #require(OneTimeCode(base32: made.totpSecret))
      #expect(try await region.failure(of: CurrentSession(), as: .nurse)?.code == .credentialExpired)
      let later = Date().addingTimeInterval(30)
      #expect(try await signIn(region, totp: old.code(at: later))?.code == .unauthenticated)
      #expect(try await signIn(region, recoveryCode: codes[0])?.code == .unauthenticated)
      #expect(try await signIn(region, totp: secret.code(at: Date())) == nil)
    }
  }
}
