import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@Suite struct SignInTests {
  private func signIn(
    _ region: TestRegion, _ username: String, _ password: String, totp: String? = nil
  ) async throws -> RPCError? {
    let code = totp.map { ",\"totp\":\"\($0)\"" } ?? ""
    return try await region.failure(
      "session.signIn", "{\"username\":\"\(username)\",\"password\":\"\(password)\"\(code)}", as: nil)
  }

  @Test("A wrong name, a wrong hospital and a wrong password get the same answer")
  func sameAnswer() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      let answers = [
        try await signIn(region, account.username, "wrong-password"),
        try await signIn(region, "nobody@49557184-0", account.password),
        try await signIn(region, "wardnurse0@00000000-0", account.password),
        try await signIn(region, "wardnurse0", account.password),
      ]
      #expect(answers.allSatisfy { $0?.code == .unauthenticated })
      #expect(Set(answers.map { $0?.message.english ?? "" }).count == 1)
    }
  }

  @Test("The fifth failure locks for half an hour, whatever the password then is")
  func lock() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for _ in 1...5 { _ = try await signIn(region, account.username, "wrong-password") }
      let locked = try await signIn(region, account.username, account.password)
      #expect(locked?.code == .unauthenticated)
      #expect(locked?.details["lockedUntil"] != nil)
      _ = try await region.owner.pipelined(["update access.account set locked_until = now() - interval '1 second'"])
      #expect(try await signIn(region, account.username, account.password) == nil)
    }
  }

  @Test("An administrator needs the one-time code, and a code counts once")
  func oneTimeCode() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.of(.general, .auditor)])
      let secret = try #require(account.totp.flatMap(OneTimeCode.init(base32:)))
      #expect(try await signIn(region, account.username, account.password)?.code == .stepUpRequired)
      _ = try await region.owner.pipelined(["update access.account set totp_last_step = 0"])
      let code = secret.code(at: Date())
      #expect(try await signIn(region, account.username, account.password, totp: code) == nil)
      #expect(try await signIn(region, account.username, account.password, totp: code)?.code == .unauthenticated)
    }
  }

  @Test("Signing out ends all sessions of the person")
  func signOut() async throws {
    try await TestRegion.run { region in
      try await region.result("session.signOut", as: .nurse)
      #expect(try await region.failure("session.current", as: .nurse)?.code == .credentialExpired)
      #expect(try await region.failure("session.current", as: .manager) == nil)
    }
  }

  @Test("Every attempt leaves an event, refused ones with a reason")
  func events() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      _ = try await region.owner.pipelined(["create table seen as select event_id from audit.event"], on: .work)
      _ = try await signIn(region, account.username, "wrong-password")
      _ = try await signIn(region, account.username, account.password)
      _ = try await signIn(region, "nobody@nowhere", account.password)
      let rows = try await region.owner.pipelined([
        """
        select outcome, coalesce(reason, '') from audit.event
          where method = 'session.signIn' and event_id not in (select event_id from seen) order by at
        """
      ])
      let events = try rows[0].decode((String, String).self)
      #expect(events.map(\.0) == ["refused", "allowed", "refused"])
      #expect(events.map(\.1) == ["wrongPassword", "", "unknownName"])
    }
  }
}
