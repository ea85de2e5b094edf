import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Identity

/// Whoever resets a password or a one-time code could sign in as somebody else: so it is seen, and one person alone can't do both.
@Suite struct NoticeTests {
  private let administrator = TestPerson.of(.general, .hospitalAdministrator)
  private let officer = TestPerson.of(.general, .securityOfficer)
  private let auditor = TestPerson.of(.general, .auditor)
  private let chosen = "seven herons over the river"

  /// A region whose administrators know of one another's beginnings.
  private func withRegion(_ body: @Sendable (TestRegion) async throws -> Void) async throws {
    try await TestRegion.run { region in
      _ = try await region.owner.pipelined(["delete from identity.notice"])
      try await body(region)
    }
  }

  /// What somebody is told on being asked who is signed in: what, by which role and name, and whether it is the own account.
  private func notices(_ region: TestRegion, _ person: TestPerson) async throws -> [String] {
    texts(try await region.perform(CurrentSession(), as: person).notices)
  }

  private func texts(_ notices: [Notice]) -> [String] {
    notices.map { "\($0.what) \($0.isOwn ? "own" : $0.username) \($0.byRole) \($0.byName)" }
  }

  @Test(
    "Whose password was reset is told at the next sign-in, in the session, and for ever in the history; nobody else is")
  func password() async throws {
    try await withRegion { region in
      let id = try await region.account(of: .nurse)
      let made = try await region.perform(ResetPassword(accountId: id), as: administrator)
      let session = try await region.perform(
        SignIn(username: made.username, password: made.password, newPassword: chosen), as: nil)
      let expected = ["passwordReset own hospitalAdministrator 系统管理员"]
      #expect(texts(session.notices) == expected)
      #expect(session.lastSignIn?.clientAddress == "192.0.2.1")
      let token = BearerToken(session.token)
      func current() async throws -> [Notice] {
        try await region.perform(CurrentSession(), bearer: token).notices
      }
      // Whoever looked at it first hasn't taken it away.
      for _ in 0..<2 { #expect(texts(try await current()) == expected) }
      for other in [administrator, officer, .manager, .of(.maternity, .hospitalAdministrator)] {
        #expect(try await notices(region, other) == [])
      }
      _ = try await region.owner.pipelined(["update identity.notice set at = now() - interval '31 days'"])
      #expect(texts(try await current()) == [])
      let history = try await region.perform(SignInHistory(), bearer: token)
      let notice = history.items.first { $0.outcome == "notice" }
      #expect(notice?.reason == "passwordReset" && notice?.byName == "系统管理员")
      let event = try #require(notice?.eventId)
      let trail = try await region.owner.pipelined(["select method from audit.event where event_id = \(event)"])
      #expect(try trail[0].single(String.self) == "account.resetPassword")
    }
  }

  @Test("The administrator resets passwords and no one-time codes, the security officer the other way round")
  func twoPeople() async throws {
    try await withRegion { region in
      let nurse = try await region.account(of: .nurse)
      #expect(try await region.failure(of: ResetOneTimeCode(accountId: nurse), as: administrator)?.code == .forbidden)
      #expect(try await region.failure(of: ResetPassword(accountId: nurse), as: officer)?.code == .forbidden)
      for role in Role.allCases {
        let held = Set(role.grants.keys)
        #expect(!held.isSuperset(of: [.accountManage, .accountOneTimeCodeReset]), "\(role)")
      }
      #expect(Permission.accountOneTimeCodeReset.grantableScopes.isEmpty)
      // Nor does the administrator come to know a code by making the account.
      let made = try await region.failure(
        of: CreateAccount(username: "li.min", displayName: "李敏", secondFactor: true), as: administrator)
      #expect(made?.violations.first?.rule == "officersCode")
      try await region.perform(ResetOneTimeCode(accountId: nurse), as: officer)
      let seen = try await region.owner.pipelined(["select what, by_role from identity.notice"])
      let (what, role) = try seen[0].single((String, String).self)
      #expect(what == "oneTimeCodeReset" && role == "securityOfficer")
    }
  }

  @Test("What the platform does to an administrator is told to that one and to the hospital's others, in both logs")
  func platform() async throws {
    try await withRegion { region in
      let hospital = try await region.tenant(of: .general)
      try await region.perform(
        ResetAdministratorPassword(organizationId: hospital, username: "auditor0"), as: .platform)
      try await region.perform(
        ResetAdministratorOneTimeCode(organizationId: hospital, username: "auditor0"), as: .platform)
      let expected = [
        "oneTimeCodeReset auditor0 platformAdministrator 平台管理员",
        "passwordReset auditor0 platformAdministrator 平台管理员",
      ]
      for other in [administrator, officer] { #expect(try await notices(region, other) == expected) }
      for other in [TestPerson.nurse, .of(.maternity, .auditor), .bureau, .platform] {
        #expect(try await notices(region, other) == [])
      }
      let history = try await region.perform(SignInHistory(), as: officer).items
      #expect(history.count { $0.username == "auditor0" && $0.byRole != nil } == 2)
      // The event that the notice names stands in the hospital's own log.
      let events = try await region.owner.pipelined([
        """
        select count(*) from identity.notice n join audit.event e on e.tenant_id = n.tenant_id and e.event_id = n.event_id
        """
      ])
      #expect(try events[0].single(Int.self) == 2)
      let kept = try await region.owner.pipelined([
        "select bool_and(account_id = \(try await region.account(of: auditor))) from identity.notice"
      ])
      #expect(try kept[0].single(Bool.self))
    }
  }

  @Test("Another administrator, one who is deactivated and one who comes back: each is told to the others")
  func others() async throws {
    try await withRegion { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      try await region.perform(
        CreateAdministrator(organizationId: hospital, role: .auditor, username: "second", displayName: "第二人"),
        as: .platform)
      try await region.perform(DeactivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
      try await region.perform(ActivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
      let told = try await notices(region, officer).map { $0.split(separator: " ").first.map(String.init) }
      #expect(told == ["administratorActivated", "administratorDeactivated", "administratorCreated"])
      #expect(try await notices(region, .of(.maternity, .securityOfficer)) == [])
    }
  }

  @Test("What people change themselves is no notice, and the service can neither write one nor take one away")
  func protected() async throws {
    try await withRegion { region in
      let account = try #require(region.people.accounts[.nurse])
      try await region.perform(ChangePassword(currentPassword: account.password, newPassword: chosen), as: .nurse)
      let enrolled = try await region.perform(EnrolOneTimeCode(currentPassword: chosen), as: .nurse)
      let secret = try #require(OneTimeCode(base32: enrolled.totpSecret))
      try await region.perform(ConfirmOneTimeCode(totp: secret.code(at: Date())), as: .nurse)
      #expect(try await notices(region, .nurse) == [])
      let id = try await region.account(of: .nurse)
      try await region.perform(ResetPassword(accountId: id), as: administrator)
      let tenant = try #require(region.people.tokens[.nurse]?.tenantID)
      for statement: SQL in [
        "delete from identity.notice where tenant_id = \(tenant)",
        "update identity.notice set at = now() - interval '1 year' where tenant_id = \(tenant)",
        """
        insert into identity.notice (tenant_id, account_id, event_id, what, by_role, by_name, for_administrators)
        values (\(tenant), \(id), \(UUID()), 'passwordReset', 'x', 'x', false)
        """,
        "select identity.give_notice(\(tenant), \(id), 'passwordReset')",
      ] {
        let error = await #expect(throws: DatabaseError.self) {
          try await region.database.pipelined([
            "select set_config('app.tenant_id', \(tenant.uuidString), true)", statement,
          ])
        }
        #expect(error?.sqlState == "42501")
      }
    }
  }

  @Test("Two notices of one event and sign-ins come page by page, none twice and none left out")
  func pages() async throws {
    try await withRegion { region in
      let tenant = try #require(region.people.tokens[.nurse]?.tenantID)
      let id = try await region.account(of: .nurse)
      for number in 0..<3 {
        let event = UUID.version7()
        _ = try await region.owner.pipelined([
          """
          insert into identity.notice (tenant_id, account_id, event_id, what, by_role, by_name, for_administrators)
          select \(tenant), \(id), \(event), what, 'hospitalAdministrator', '周建国', false
            from unnest(array['passwordReset', 'oneTimeCodeReset']) as what
          """
        ])
        if number == 1 {
          _ = try await region.failure(
            of: SignIn(username: "wardnurse0@49557184-0", password: "wrong-password"), as: nil)
        }
      }
      var seen: [String] = []
      var cursor: String?
      repeat {
        let page = try await region.perform(SignInHistory(page: PageRequest(limit: 1, cursor: cursor)), as: .nurse)
        seen += page.items.map { "\($0.eventId) \($0.reason ?? "")" }
        cursor = page.nextCursor
      } while cursor != nil
      #expect(seen.count == 8 && Set(seen).count == 8)
    }
  }
}
