import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import FollowUp
@testable import Identity

@Suite struct AssignmentTests {
  private let officer = TestPerson.of(.general, .securityOfficer)

  private func grant(_ account: UUID, from: Double? = nil, until: Double? = nil) -> GrantRole {
    GrantRole(
      accountId: account, role: "agent", validFrom: from.map { Date().addingTimeInterval($0) },
      validUntil: until.map { Date().addingTimeInterval($0) })
  }

  @Test("A role granted from a day to come is held from then on, without signing in anew")
  func later() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("later")
      _ = try await person.failure(of: NextTask())
      let made = try await region.perform(grant(person.account, from: 3600), as: officer)
      #expect(try await person.failure(of: NextTask())?.code == .forbidden)
      let id = made.assignmentId
      // A busy machine may ask after the moment, which shows nothing: then the moment is set further ahead.
      var (seconds, isTooLate): (Int32, Bool) = (1, true)
      while isTooLate, seconds < 300 {
        _ = try await region.owner.pipelined([
          """
          update identity.assignment set valid_from = now() + make_interval(secs => \(seconds)) where assignment_id = \(id)
          """,
          "update identity.account set grants_version = grants_version + 1",
        ])
        let early = try await person.failure(of: NextTask())
        isTooLate = try await region.owner.pipelined([
          "select valid_from <= clock_timestamp() from identity.assignment where assignment_id = \(id)"
        ])[0].single(Bool.self)
        #expect(isTooLate || early?.code == .forbidden)
        seconds *= 4
      }
      #expect(!isTooLate)
      _ = try await region.owner.pipelined([
        """
        select pg_sleep(0.01 + extract(epoch from valid_from - clock_timestamp())) from identity.assignment where assignment_id = \(id)
        """
      ])
      #expect(try await person.failure(of: NextTask()) == nil)
    }
  }

  @Test("A revoked role is gone at the next call, stays in the history, and can be granted anew as another period")
  func revoke() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("former")
      let made = try await region.perform(GrantRole(accountId: person.account, role: "agent"), as: officer)
      try await person.perform(NextTask())
      try await region.perform(RevokeAssignment(assignmentId: made.assignmentId), as: officer)
      #expect(try await person.failure(of: NextTask())?.code == .forbidden)
      let twice = try await region.failure(of: RevokeAssignment(assignmentId: made.assignmentId), as: officer)
      #expect(twice?.code == .invalidState && twice?.violations.first?.rule == "assignmentEnded")
      let again = try await region.perform(GrantRole(accountId: person.account, role: "agent"), as: officer)
      #expect(again.assignmentId != made.assignmentId)
      #expect(
        try await region.perform(ListAssignments(accountId: person.account, includeEnded: true), as: officer).items
          .count == 2)
      let running = try await region.perform(ListAssignments(accountId: person.account), as: officer)
      #expect(running.items.map { $0.role } == ["agent"])
    }
  }

  @Test("Periods of one role don't overlap, don't begin in the past and don't end before they begin")
  func periods() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("period")
      func rule(from: Double? = nil, until: Double? = nil) async throws -> String? {
        try await region.failure(of: grant(person.account, from: from, until: until), as: officer)?
          .violations.first?.rule
      }
      #expect(try await rule(from: -3600) == "notPast")
      #expect(try await rule(until: -3600) == "afterBeginning")
      #expect(try await rule(from: 7200, until: 3600) == "afterBeginning")
      try await region.perform(grant(person.account, from: 3600, until: 7200), as: officer)
      #expect(try await rule() == "assignmentOverlaps")
      #expect(try await rule(from: 7000) == "assignmentOverlaps")
      #expect(try await rule(from: 7201) == nil)
    }
  }

  @Test("三员分离 over time: beside an administrator's period no other role, not even from behind the service")
  func separation() async throws {
    try await TestRegion.run { region in
      let account = try await region.account(of: .of(.general, .auditor))
      for role in ["agent", "securityOfficer"] {
        await #expect(throws: (any Error).self) {
          try await region.owner.pipelined([
            """
            insert into identity.assignment (tenant_id, assignment_id, account_id, role, valid_from)
            select tenant_id, gen_random_uuid(), account_id, \(role), now() + interval '1 year' from identity.account
              where account_id = \(account)
            """
          ])
        }
      }
    }
  }

  @Test("Two grants at once to one account: the second sees the first")
  func concurrent() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("twice")
      let outcomes = try await withThrowingTaskGroup(of: ErrorCode?.self) { group in
        for _ in 0..<2 {
          group.addTask {
            try await region.failure(of: grant(person.account, from: 3600), as: officer)?.code
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(Set(outcomes) == [nil, .alreadyExists])
    }
  }

  @Test("The last administrator stays: by the method, and at commit whoever writes")
  func lastAdministrator() async throws {
    try await TestRegion.run { region in
      let auditor = try await region.account(of: .of(.general, .auditor))
      let list = try await region.perform(ListAssignments(accountId: auditor), as: officer)
      let assignment = try #require(list.items.first?.assignmentId)
      let refused = try await region.failure(of: RevokeAssignment(assignmentId: assignment), as: officer)
      #expect(refused?.code == .ruleViolation && refused?.violations.first?.rule == "lastAdministrator")
      for statement: SQL in [
        "update identity.assignment set valid_until = now() where role = 'auditor'",
        "update identity.assignment set valid_until = now() + interval '1 day' where role = 'platformAdministrator'",
        "delete from identity.assignment where role = 'securityOfficer'",
      ] {
        await #expect(throws: (any Error).self) { try await region.owner.pipelined([statement]) }
      }
      let tenant = try await region.tenant(of: .general)
      try await region.perform(
        CreateAdministrator(organizationId: tenant, role: .auditor, username: "auditor2", displayName: "继任者"),
        as: .platform)
      try await region.perform(RevokeAssignment(assignmentId: assignment), as: officer)
      #expect(try await region.failure(of: CurrentSession(), as: .of(.general, .auditor)) == nil)
    }
  }

  @Test("Two officers who end one another's role at once don't leave the hospital without one")
  func concurrentLast() async throws {
    try await TestRegion.run { region in
      let tenant = try await region.tenant(of: .general)
      try await region.perform(
        CreateAdministrator(organizationId: tenant, role: .auditor, username: "auditor2", displayName: "第二人"),
        as: .platform)
      let list = try await region.perform(ListAssignments(role: "auditor"), as: officer)
      let ids = list.items.compactMap { $0.assignmentId }
      #expect(ids.count == 2)
      let failures = try await withThrowingTaskGroup(of: String?.self) { group in
        for id in ids {
          group.addTask {
            try await region.failure(of: RevokeAssignment(assignmentId: id), as: officer)?
              .violations.first?.rule
          }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(failures.compactMap(\.self) == ["lastAdministrator"])
    }
  }

  @Test("Nobody withdraws a role from himself, and another hospital's assignment isn't there")
  func refused() async throws {
    try await TestRegion.run { region in
      let list = try await region.perform(ListAssignments(role: "securityOfficer"), as: officer)
      let own = try #require(list.items.first?.assignmentId)
      #expect(
        try await region.failure(of: RevokeAssignment(assignmentId: own), as: officer)?.violations.first?.rule
          == "ownAssignment")
      #expect(
        try await region.failure(of: RevokeAssignment(assignmentId: own), as: .of(.maternity, .securityOfficer))
          == RPCError(.notFound))
    }
  }

  @Test("What has ended is neither moved nor forgotten, not even from behind the service")
  func history() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("former")
      let made = try await region.perform(GrantRole(accountId: person.account, role: "agent"), as: officer)
      try await region.perform(RevokeAssignment(assignmentId: made.assignmentId), as: officer)
      for statement: SQL in [
        "update identity.assignment set valid_until = null where valid_until <= now()",
        "update identity.assignment set valid_from = now() - interval '1 year' where valid_until <= now()",
        "delete from identity.assignment where valid_until <= now()", "truncate identity.assignment",
      ] {
        await #expect(throws: (any Error).self) { try await region.owner.pipelined([statement]) }
      }
    }
  }

  @Test("The list goes page by page through everybody's assignments, once each")
  func pages() async throws {
    try await TestRegion.run { region in
      var seen: [UUID] = []
      var cursor: String?
      repeat {
        let page = try await region.perform(ListAssignments(page: PageRequest(limit: 4, cursor: cursor)), as: officer)
        seen += page.items.map(\.assignmentId)
        cursor = page.nextCursor
      } while cursor != nil
      let rows = try await region.owner.pipelined([
        "select count(*) from identity.assignment join directory.organization using (tenant_id) where code = '49557184-0'"
      ])
      #expect(try seen.count == rows[0].single(Int.self) && Set(seen).count == seen.count)
    }
  }

  @Test("No transaction begins for departments that none of the account's roles is held for")
  func claimedDepartments() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let departments = try #require(region.people.departments[.general])
      let account = try await region.account(of: .nurse)
      let tenant = try await region.tenant(of: .general)
      for (department, isHeld) in [(departments[0], true), (departments[1], false)] {
        let version = try await region.owner.pipelined([
          "select grants_version from identity.account where account_id = \(account)"
        ])[0].single(Int.self)
        let begin: SQL = """
          select audit.begin(\(tenant), \(token.sessionID), \(secret(token)), \(Int32(version)),
            \("{\(department.uuidString)}"), 'anything', \(UUID()), 'test', 'test', \(UUID()), \([UInt8]()), true, 5000)
          """
        let close: SQL = "select audit.close(null, 0)"
        if isHeld {
          _ = try await region.database.pipelined([begin, close], writes: true)
        } else {
          await #expect(throws: (any Error).self) {
            try await region.database.pipelined([begin, close], writes: true)
          }
        }
      }
      let roles = try await region.owner.pipelined(["select roles from audit.event where method = 'test'"])
      #expect(try roles[0].single(String.self) == "wardNurse")
    }
  }

  /// The secret is the token's last half.
  private func secret(_ token: BearerToken) -> [UInt8] {
    Array((Base64URL.decode(token.text) ?? []).suffix(32))
  }
}
