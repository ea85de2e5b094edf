import FoundationEssentials
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Identity

@Suite struct SignInTests {
  private func signIn(
    _ region: TestRegion, _ username: String, _ password: String, totp: String? = nil
  ) async throws -> RPCError? {
    try await region.failure(of: SignIn(username: username, password: password, totp: totp), as: nil)
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

  @Test("The fifth failure locks for half an hour, whatever the password then is, and the answer doesn't tell")
  func lock() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for _ in 1...5 { _ = try await signIn(region, account.username, "wrong-password") }
      let locked = try await signIn(region, account.username, account.password)
      #expect(locked == (try await signIn(region, "nobody@49557184-0", account.password)))
      #expect(locked?.code == .unauthenticated && locked?.details.isEmpty == true)
      #expect(locked?.message.english.contains("locked for 30 minutes") == true)
      #expect(try await reasons(region).suffix(2) == ["locked", "unknownName"])
      _ = try await region.owner.pipelined(["update identity.account set locked_until = now() - interval '1 second'"])
      #expect(try await signIn(region, account.username, account.password) == nil)
    }
  }

  @Test("Of many guesses at once no more than five are looked at")
  func parallelGuesses() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      await withTaskGroup { group in
        for number in 0..<40 {
          group.addTask { _ = try? await signIn(region, account.username, "wrong-password-\(number)") }
        }
      }
      let reasons = try await reasons(region)
      #expect(reasons.count { $0 == "wrongPassword" } == 5)
      #expect(reasons.count { $0 == "locked" } == 35)
      #expect(try await signIn(region, account.username, account.password)?.code == .unauthenticated)
    }
  }

  @Test("Under one name, there or not, so many are tried a minute and no more; the answer says when to come again")
  func attemptsUnderOneName() async throws {
    try await TestRegion.run { region in
      let strict = Dispatcher(
        registry: region.dispatcher.registry, database: region.database, master: region.people.master,
        passwords: PasswordHasher(pepper: region.people.master.derive(purpose: "password pepper"), cost: .testing),
        signInsPerMinute: 3, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let account = try #require(region.people.accounts[.nurse])
      func answers(_ username: String, _ password: String) async throws -> RPCError? {
        let outcome = await strict.dispatch(
          try TestCall.make("session.signIn", "{\"username\":\"\(username)\",\"password\":\"\(password)\"}"),
          bearer: nil,
          request: RequestContext())
        if case .failure(let error) = outcome { return error }
        return nil
      }
      for name in [account.username, "nobody@49557184-0", "nobody@nowhere"] {
        for _ in 1...3 { #expect(try await answers(name, "wrong-password")?.code == .unauthenticated) }
        let refused = try await answers(name.uppercased(), "wrong-password")
        #expect(refused?.code == .rateLimited && (1...20_000).contains(refused?.retryAfterMs ?? 0), "\(name)")
      }
      let other = try #require(region.people.accounts[.manager])
      #expect(try await answers(other.username, other.password) == nil)
    }
  }

  @Test("A right password forgets the failures before it, and one without its code is no failure")
  func success() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for _ in 1...3 {
        for _ in 1...4 { _ = try await signIn(region, account.username, "wrong-password") }
        #expect(try await signIn(region, account.username, account.password) == nil)
      }
      let auditor = try #require(region.people.accounts[.of(.general, .auditor)])
      for _ in 1...6 {
        #expect(try await signIn(region, auditor.username, auditor.password)?.code == .stepUpRequired)
      }
      #expect(try await reasons(region).suffix(6).allSatisfy { $0 == "oneTimeCodeRequired" })
    }
  }

  @Test("An administrator needs the one-time code, and a code counts once")
  func oneTimeCode() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.of(.general, .auditor)])
      let secret = try #require(account.totp.flatMap(OneTimeCode.init(base32:)))
      #expect(try await signIn(region, account.username, account.password)?.code == .stepUpRequired)
      _ = try await region.owner.pipelined(["update identity.account set totp_last_step = 0"])
      let code = secret.code(at: Date())
      #expect(try await signIn(region, account.username, account.password, totp: code) == nil)
      #expect(try await signIn(region, account.username, account.password, totp: code)?.code == .unauthenticated)
      #expect(try await reasons(region).last == "wrongOneTimeCode")
    }
  }

  @Test("One code sent twice at once opens one session, and the other attempt is recorded")
  func oneTimeCodeTwiceAtOnce() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.of(.general, .auditor)])
      let secret = try #require(account.totp.flatMap(OneTimeCode.init(base32:)))
      _ = try await region.owner.pipelined(["update identity.account set totp_last_step = 0"])
      let code = secret.code(at: Date())
      async let one = signIn(region, account.username, account.password, totp: code)
      async let other = signIn(region, account.username, account.password, totp: code)
      let answers = try await [one, other]
      #expect(answers.count { $0 == nil } == 1)
      #expect(try await ["overtaken", "wrongOneTimeCode"].contains(reasons(region).last ?? ""))
    }
  }

  @Test("Signing out ends the caller's session and no other; another method ends all. Neither needs a key")
  func signOut() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      let answer = try await region.perform(SignIn(username: account.username, password: account.password), as: nil)
      let token = BearerToken(answer.token)
      let out = await region.dispatcher.dispatch(
        try TestCall.make("session.signOut", "{}"), bearer: token, request: RequestContext())
      if case .failure(let error) = out { Issue.record("\(error)") }
      let ended = await region.dispatcher.dispatch(
        try TestCall.make("session.current", "{}"), bearer: token, request: RequestContext())
      #expect(ended == .failure(RPCError(.credentialExpired)))
      #expect(try await region.failure(of: CurrentSession(), as: .nurse) == nil)
      try await region.perform(RevokeAllSessions(), as: .nurse)
      #expect(try await region.failure(of: CurrentSession(), as: .nurse)?.code == .credentialExpired)
      #expect(try await region.failure(of: CurrentSession(), as: .manager) == nil)
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

  /// The reasons of all attempts since the region was built, in their order.
  private func reasons(_ region: TestRegion) async throws -> [String] {
    let rows = try await region.owner.pipelined([
      "select reason from audit.event where method = 'session.signIn' and reason is not null order by at"
    ])
    return try rows[0].decode(String.self)
  }
}
