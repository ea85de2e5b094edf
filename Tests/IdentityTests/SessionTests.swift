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

@Suite struct SessionTests {
  @Test("From where somebody was signed in is forgotten after the time, and the rest of the session stays")
  func addresses() async throws {
    try await TestRegion.run { region in
      let token = try await signIn(region)
      let forget = Identity.maintenance(addressRetentionDays: 400)
      _ = try await region.owner.pipelined([
        "update identity.session set created_at = now() - interval '399 days' where session_id <> \(token.sessionID)",
        "update identity.session set created_at = now() - interval '401 days' where session_id = \(token.sessionID)",
      ])
      for expected in [1, 0] {
        let rows = try await region.database.pipelined(forget, on: .work, writes: true)
        #expect(try rows[0].single(Int.self) == expected)
      }
      let left = try await region.owner.pipelined([
        "select count(*) filter (where client_address = ''), count(distinct client_address) from identity.session"
      ])
      #expect(try left[0].single((Int, Int).self) == (1, 2))
      let error = await #expect(throws: DatabaseError.self) {
        try await region.database.pipelined(Identity.maintenance(addressRetentionDays: 183), on: .work, writes: true)
      }
      #expect(error?.sqlState == "HF001")
    }
  }

  /// Signs the nurse in once more.
  private func signIn(_ region: TestRegion) async throws -> BearerToken {
    let account = try #require(region.people.accounts[.nurse])
    let answer = try await region.perform(SignIn(username: account.username, password: account.password), as: nil)
    return try #require(BearerToken(answer.token))
  }

  private func isGood(_ token: BearerToken, at dispatcher: Dispatcher) async throws -> Bool {
    let outcome = await dispatcher.dispatch(
      try TestCall.make("session.current", "{}"), bearer: token, request: RequestContext())
    if case .failure(let error) = outcome {
      #expect(error.code == .credentialExpired)
      return false
    }
    return true
  }

  @Test("A person sees the own open sessions, page by page, and no other's")
  func list() async throws {
    try await TestRegion.run { region in
      _ = try await signIn(region)
      _ = try await signIn(region)
      let all = try await region.perform(ListSessions(), as: .nurse).items
      #expect(all.count == 3)
      #expect(all.map { $0.isCurrent } == [false, false, true])
      #expect(all.allSatisfy { $0.clientAddress == "192.0.2.1" })
      let first = try await region.perform(ListSessions(page: PageRequest(limit: 2)), as: .nurse)
      let cursor = try #require(first.nextCursor)
      let rest = try await region.perform(ListSessions(page: PageRequest(limit: 2, cursor: cursor)), as: .nurse)
      #expect(rest.items.map { $0.sessionId } == [all[2].sessionId])
      #expect(rest.nextCursor == nil)
      #expect(try await region.perform(ListSessions(), as: .manager).items.count == 1)
    }
  }

  @Test("A session that is ended on one process is ended on every other, though that one has just used it")
  func everywhere() async throws {
    try await TestRegion.run { region in
      let other = Dispatcher(
        registry: region.dispatcher.registry, database: region.database, master: region.people.master,
        passwords: PasswordHasher(pepper: region.people.master.derive(purpose: "password pepper"), cost: .testing),
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      let accounts = try await region.perform(ListAccounts(), as: .of(.general, .securityOfficer))
      let nurse = try #require(accounts.items.first { $0.username == TestPerson.nurse.localName }?.id)
      for person in [TestPerson.nurse, .of(.general, .securityOfficer), .of(.general, .hospitalAdministrator)] {
        let token = try await signIn(region)
        for dispatcher in [region.dispatcher, other] { #expect(try await isGood(token, at: dispatcher)) }
        if person == .nurse {
          try await region.perform(RevokeSession(sessionId: token.sessionID), as: person)
        } else {
          try await region.perform(RevokeAccountSessions(accountId: nurse), as: person)
        }
        for dispatcher in [region.dispatcher, other] { #expect(try await !isGood(token, at: dispatcher)) }
      }
    }
  }

  @Test("Nobody ends another's session, or one of another hospital")
  func foreign() async throws {
    try await TestRegion.run { region in
      let token = try await signIn(region)
      for person in [TestPerson.manager, .of(.general, .securityOfficer), .of(.maternity, .wardNurse)] {
        #expect(
          try await region.failure(of: RevokeSession(sessionId: token.sessionID), as: person) == RPCError(.notFound))
      }
      let accounts = try await region.perform(ListAccounts(), as: .of(.general, .securityOfficer))
      let account = try #require(accounts.items.first?.id)
      #expect(
        try await region.failure(
          of: RevokeAccountSessions(accountId: account), as: .of(.maternity, .securityOfficer))
          == RPCError(.notFound))
      #expect(try await isGood(token, at: region.dispatcher))
    }
  }

  @Test("A session ends after 15 idle minutes, and after 12 hours whatever was done")
  func expiry() async throws {
    try await TestRegion.run { region in
      for (idle, age) in [("14 minutes", "11 hours"), ("16 minutes", "1 hour"), ("1 minute", "12 hours")] {
        let token = try await signIn(region)
        _ = try await region.owner.pipelined([
          """
          update identity.session
            set last_seen_at = now() - \(idle)::interval, expires_at = expires_at - \(age)::interval
            where session_id = \(token.sessionID)
          """
        ])
        #expect(try await isGood(token, at: region.dispatcher) == (idle == "14 minutes"), "\(idle) \(age)")
      }
    }
  }

  @Test(
    "A person sees who signed in or tried to in the own name, with time, address and reason, and nobody else's attempts"
  )
  func history() async throws {
    try await TestRegion.run { region in
      let account = try #require(region.people.accounts[.nurse])
      _ = try await region.failure(of: SignIn(username: account.username, password: "wrong-password"), as: nil)
      _ = try await signIn(region)
      let items = try await region.perform(SignInHistory(), as: .nurse).items
      #expect(items.map { $0.outcome } == ["allowed", "refused", "allowed"])
      #expect(items.map { $0.reason } == [nil, "wrongPassword", nil])
      #expect(items.allSatisfy { $0.clientAddress == "192.0.2.1" })
      #expect(try await region.perform(SignInHistory(), as: .manager).items.count == 1)
      let first = try await region.perform(SignInHistory(page: PageRequest(limit: 2)), as: .nurse)
      let cursor = try #require(first.nextCursor)
      let rest = try await region.perform(SignInHistory(page: PageRequest(limit: 2, cursor: cursor)), as: .nurse)
      #expect(rest.items.count == 1)
    }
  }

  @Test("What is older than seven months is forgotten")
  func forgetting() async throws {
    try await TestRegion.run { region in
      _ = try await region.owner.pipelined([
        "update identity.sign_in set at = now() - interval '8 months' where reason is null"
      ])
      _ = try await signIn(region)
      try await Maintenance(
        dispatcher: region.dispatcher, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
      ).runOnce()
      #expect(try await region.perform(SignInHistory(), as: .nurse).items.count == 1)
    }
  }
}
