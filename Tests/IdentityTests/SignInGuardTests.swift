import Dispatch
import FoundationEssentials
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Identity
@testable import Vault

/// Guards of signing in that nobody notices while all is well; each test fails without the one that it names.
@Suite struct SignInGuardTests {
  private let auditor = TestPerson.of(.general, .auditor)

  /// Another process over the same database.
  private func process(_ region: TestRegion, _ passwords: PasswordHasher? = nil) -> Dispatcher {
    let pepper = region.people.master.derive(purpose: "password pepper")
    return Dispatcher(
      registry: region.dispatcher.registry, database: region.database, master: region.people.master,
      passwords: passwords ?? PasswordHasher(pepper: pepper, cost: .testing), signInsPerMinute: 1_000_000,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  private func signIn(
    _ dispatcher: Dispatcher, _ username: String, _ password: String, _ more: String = ""
  ) async throws -> RPCOutcome {
    await dispatcher.dispatch(
      try TestCall.make("session.signIn", "{\"username\":\"\(username)\",\"password\":\"\(password)\"\(more)}"),
      bearer: nil, request: RequestContext(language: .english, clientAddress: "192.0.2.9"))
  }

  private func error(_ outcome: RPCOutcome) -> RPCError? {
    if case .failure(let error) = outcome { error } else { nil }
  }

  @Test("Unknown, locked and deactivated names cost the same work as a wrong password; one that is too long costs none")
  func sameWork() async throws {
    try await TestRegion.run { region in
      // A hasher that is busy for ever and lets nobody wait: whoever has work for it is told so.
      let queue = PasswordQueue(width: 1, limit: 0)
      let gate = DispatchSemaphore(value: 0)
      let busy = Task { try await queue.run { gate.wait() } }
      defer { gate.signal() }
      while queue.runningCount == 0 { await Task.yield() }
      let pepper = region.people.master.derive(purpose: "password pepper")
      let dispatcher = process(region, PasswordHasher(pepper: pepper, cost: .testing, queue: queue))
      let nurse = try #require(region.people.accounts[.nurse])
      _ = try await region.owner.pipelined([
        "update identity.account set locked_until = now() + interval '10 minutes' where username = 'agent0'",
        "update identity.account set status = 'deactivated' where username = 'leader0'",
      ])
      for name in [
        nurse.username, "nobody@49557184-0", "wardnurse0@nowhere", "wardnurse0", "agent0@49557184-0",
        "leader0@49557184-0",
      ] {
        #expect(error(try await signIn(dispatcher, name, "whatever"))?.code == .overloaded, "\(name)")
      }
      // Nobody has looked at it: nothing was counted.
      let counted = try await region.owner.pipelined(["select coalesce(sum(failures), 0)::int from identity.account"])
      #expect(try counted[0].single(Int.self) == 0)
      for password in [String(repeating: "x", count: 129), "a" + String(repeating: "\u{301}", count: 3000)] {
        #expect(error(try await signIn(dispatcher, nurse.username, password))?.code == .unauthenticated)
      }
      _ = busy
    }
  }

  @Test("A role that asks for two factors signs in with two or not at all")
  func noSecondFactor() async throws {
    try await TestRegion.run { region in
      for person in [auditor, .bureau, .platform] {
        let account = try #require(region.people.accounts[person])
        _ = try await region.owner.pipelined([
          "update identity.account set totp_secret = null where account_id = \(try await region.account(of: person))"
        ])
        for more in ["", ",\"totp\":\"000000\"", ",\"recoveryCode\":\"k7mh-x2qa-9wtr\""] {
          let refused = error(try await signIn(region.dispatcher, account.username, account.password, more))
          #expect(refused?.code == .unauthenticated, "\(person.role) \(more)")
        }
      }
      let reasons = try await region.owner.pipelined([
        "select distinct reason from identity.sign_in where outcome = 'refused'"
      ])
      #expect(try reasons[0].single(String.self) == "noSecondFactor")
    }
  }

  @Test("A locked account is locked for thirty minutes, and the failure after them is the first")
  func thirtyMinutes() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      for _ in 1...5 { _ = try await signIn(region.dispatcher, account.username, "wrong-password") }
      let locked = try await region.owner.pipelined([
        """
        select locked_until between now() + interval '29 minutes' and now() + interval '30 minutes'
          from identity.account where failures > 0
        """,
        "update identity.account set locked_until = now() - interval '1 second' where locked_until is not null",
      ])
      #expect(try locked[0].single(Bool.self))
      for _ in 1...4 { _ = try await signIn(region.dispatcher, account.username, "wrong-password") }
      #expect(error(try await signIn(region.dispatcher, account.username, account.password)) == nil)
    }
  }

  @Test("A one-time code counts once on however many processes at once, and so does each step behind it")
  func codeAcrossProcesses() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[auditor])
      let secret = try #require(account.totp.flatMap(OneTimeCode.init(base32:)))
      _ = try await region.owner.pipelined(["update identity.account set totp_last_step = 0"])
      let other = process(region)
      let moment = Date()
      let more = ",\"totp\":\"\(secret.code(at: moment))\""
      async let one = signIn(region.dispatcher, account.username, account.password, more)
      async let two = signIn(other, account.username, account.password, more)
      #expect(try await [error(one), error(two)].count { $0 == nil } == 1)
      for dispatcher in [region.dispatcher, other] {
        let late = ",\"totp\":\"\(secret.code(at: moment.addingTimeInterval(-30)))\""
        for again in [more, late] {
          #expect(
            error(try await signIn(dispatcher, account.username, account.password, again))?.code == .unauthenticated)
        }
      }
    }
  }

  @Test("The same name in two hospitals is two people: each password opens its own")
  func twoHospitals() async throws {
    try await TestRegion.run { region in
      let here = try #require(region.people.accounts[.nurse])
      let there = try #require(region.people.accounts[.of(.maternity, .wardNurse)])
      #expect(here.username.split(separator: "@")[0] == there.username.split(separator: "@")[0])
      #expect(error(try await signIn(region.dispatcher, there.username, here.password))?.code == .unauthenticated)
      for (account, person) in [(here, TestPerson.nurse), (there, .of(.maternity, .wardNurse))] {
        let answer = try JSONDocument(
          scanning: try await signIn(region.dispatcher, account.username, account.password).get().bytes
        ).root
        #expect(BearerToken(answer["token"]?.string ?? "")?.tenantID == region.people.tokens[person]?.tenantID)
      }
    }
  }

  @Test("A session is opened for twelve hours and no more, and using it moves the idle end alone")
  func twelveHours() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      let answer = try JSONDocument(
        scanning: try await signIn(region.dispatcher, account.username, account.password).get().bytes
      ).root
      let token = try #require(BearerToken(answer["token"]?.string ?? ""))
      func hours() async throws -> Double {
        let rows = try await region.owner.pipelined([
          """
          select extract(epoch from expires_at - created_at)::float8 / 3600 from identity.session
            where session_id = \(token.sessionID)
          """
        ])
        return try rows[0].single(Double.self)
      }
      #expect((11.99...12.01).contains(try await hours()))
      let bytes = try #require(Base64URL.decode(token.text))
      _ = try await region.database.pipelined(
        ["select identity.touch_session(\(token.tenantID), \(token.sessionID), \(Array(bytes[32...])))"], on: .write,
        writes: true)
      #expect((11.99...12.01).contains(try await hours()))
    }
  }

  @Test("Fifteen idle minutes end a session on every process, though each of them remembers it as good")
  func idleEverywhere() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let processes = [region.dispatcher, process(region)]
      func answers() async throws -> [ErrorCode?] {
        var codes: [ErrorCode?] = []
        for dispatcher in processes {
          codes.append(
            error(
              await dispatcher.dispatch(
                try TestCall.make("session.current", "{}"), bearer: token, request: RequestContext()))?.code)
        }
        return codes
      }
      #expect(try await answers() == [nil, nil])
      _ = try await region.owner.pipelined([
        "update identity.session set last_seen_at = now() - interval '901 seconds' where session_id = \(token.sessionID)"
      ])
      #expect(try await answers() == [.credentialExpired, .credentialExpired])
      // What has idled out isn't brought back by a use that comes too late.
      let bytes = try #require(Base64URL.decode(token.text))
      _ = try await region.database.pipelined(
        ["select identity.touch_session(\(token.tenantID), \(token.sessionID), \(Array(bytes[32...])))"], on: .write,
        writes: true)
      #expect(try await answers() == [.credentialExpired, .credentialExpired])
    }
  }

  @Test("A hash of another cost is made anew with the next right password, and nobody is signed out or told")
  func rehash() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      let id = try await region.account(of: .nurse)
      func stored() async throws -> String {
        let rows = try await region.owner.pipelined([
          "select password_hash from identity.account where account_id = \(id)"
        ])
        return try rows[0].single(String.self)
      }
      let pepper = region.people.master.derive(purpose: "password pepper")
      var cost = PasswordCost.testing
      cost.logarithmOfN += 1
      let dearer = process(region, PasswordHasher(pepper: pepper, cost: cost))
      #expect(error(try await signIn(dearer, account.username, "wrong-password"))?.code == .unauthenticated)
      #expect(try await stored().hasPrefix("$scrypt$ln=4,"))
      #expect(error(try await signIn(dearer, account.username, account.password)) == nil)
      #expect(try await stored().hasPrefix("$scrypt$ln=5,"))
      #expect(try await region.failure(of: CurrentSession(), as: .nurse) == nil)
      #expect(error(try await signIn(dearer, account.username, account.password)) == nil)
      let notices = try await region.perform(CurrentSession(), as: .nurse).notices
      #expect(notices.count == 0)
    }
  }
}
