import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@Suite struct AssignmentTests {
  private let officer = TestPerson.of(.general, .securityOfficer)

  private func grant(_ account: String, _ role: String = "agent", _ period: String = "") -> String {
    "{\"accountId\":\"\(account)\",\"role\":\"\(role)\"\(period)}"
  }

  private func moment(_ seconds: Double) -> String {
    Date().addingTimeInterval(seconds).formatted(.iso8601)
  }

  @Test("A role granted from a day to come is held from then on, without signing in anew")
  func later() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("later")
      _ = try await person.failure("followup.task.next")
      let until = ",\"validFrom\":\"\(moment(3600))\""
      let made = try await region.result("assignment.grant", grant(person.account, "agent", until), as: officer)
      #expect(try await person.failure("followup.task.next")?.code == .forbidden)
      let id = try #require(made["assignmentId"]?.string.flatMap(UUID.init(uuidString:)))
      // A busy machine may ask after the moment, which shows nothing: then the moment is set further ahead.
      var (seconds, isTooLate): (Int32, Bool) = (1, true)
      while isTooLate, seconds < 300 {
        _ = try await region.owner.pipelined([
          """
          update identity.assignment set valid_from = now() + make_interval(secs => \(seconds)) where assignment_id = \(id)
          """,
          "update identity.account set grants_version = grants_version + 1",
        ])
        let early = try await person.failure("followup.task.next")
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
      #expect(try await person.failure("followup.task.next") == nil)
    }
  }

  @Test("A revoked role is gone at the next call, stays in the history, and can be granted anew as another period")
  func revoke() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("former")
      let made = try await region.result("assignment.grant", grant(person.account), as: officer)
      try await person.result("followup.task.next")
      let assignment = "{\"assignmentId\":\"\(made["assignmentId"]?.string ?? "")\"}"
      try await region.result("assignment.revoke", assignment, as: officer)
      #expect(try await person.failure("followup.task.next")?.code == .forbidden)
      let twice = try await region.failure("assignment.revoke", assignment, as: officer)
      #expect(twice?.code == .invalidState && twice?.violations.first?.rule == "assignmentEnded")
      let again = try await region.result("assignment.grant", grant(person.account), as: officer)
      #expect(again["assignmentId"]?.string != made["assignmentId"]?.string)
      let filter = "{\"accountId\":\"\(person.account)\",\"includeEnded\":true}"
      #expect(try await region.result("assignment.list", filter, as: officer)["items"]?.count == 2)
      let running = try await region.result(
        "assignment.list", "{\"accountId\":\"\(person.account)\"}", as: officer)
      #expect(running["items"]?.elements.map { $0["role"]?.string } == ["agent"])
    }
  }

  @Test("Periods of one role don't overlap, don't begin in the past and don't end before they begin")
  func periods() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("period")
      func rule(_ period: String) async throws -> String? {
        try await region.failure("assignment.grant", grant(person.account, "agent", period), as: officer)?
          .violations.first?.rule
      }
      #expect(try await rule(",\"validFrom\":\"\(moment(-3600))\"") == "notPast")
      #expect(try await rule(",\"validUntil\":\"\(moment(-3600))\"") == "afterBeginning")
      #expect(
        try await rule(",\"validFrom\":\"\(moment(7200))\",\"validUntil\":\"\(moment(3600))\"") == "afterBeginning")
      try await region.result(
        "assignment.grant",
        grant(person.account, "agent", ",\"validFrom\":\"\(moment(3600))\",\"validUntil\":\"\(moment(7200))\""),
        as: officer)
      #expect(try await rule("") == "assignmentOverlaps")
      #expect(try await rule(",\"validFrom\":\"\(moment(7000))\"") == "assignmentOverlaps")
      #expect(try await rule(",\"validFrom\":\"\(moment(7201))\"") == nil)
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
      let from = ",\"validFrom\":\"\(moment(3600))\""
      let outcomes = try await withThrowingTaskGroup(of: ErrorCode?.self) { group in
        for _ in 0..<2 {
          group.addTask {
            try await region.failure("assignment.grant", grant(person.account, "agent", from), as: officer)?.code
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
      let list = try await region.result(
        "assignment.list", "{\"accountId\":\"\(auditor)\"}", as: officer)
      let assignment = list["items"]?.elements.first?["assignmentId"]?.string ?? ""
      let revoke = "{\"assignmentId\":\"\(assignment)\"}"
      let refused = try await region.failure("assignment.revoke", revoke, as: officer)
      #expect(refused?.code == .ruleViolation && refused?.violations.first?.rule == "lastAdministrator")
      for statement: SQL in [
        "update identity.assignment set valid_until = now() where role = 'auditor'",
        "update identity.assignment set valid_until = now() + interval '1 day' where role = 'platformAdministrator'",
        "delete from identity.assignment where role = 'securityOfficer'",
      ] {
        await #expect(throws: (any Error).self) { try await region.owner.pipelined([statement]) }
      }
      let tenant = try await region.tenant(of: .general)
      try await region.result(
        "administrator.create",
        "{\"organizationId\":\"\(tenant)\",\"role\":\"auditor\",\"username\":\"auditor2\",\"displayName\":\"继任者\"}",
        as: .platform)
      try await region.result("assignment.revoke", revoke, as: officer)
      #expect(try await region.failure("session.current", as: .of(.general, .auditor)) == nil)
    }
  }

  @Test("Two officers who end one another's role at once don't leave the hospital without one")
  func concurrentLast() async throws {
    try await TestRegion.run { region in
      let tenant = try await region.tenant(of: .general)
      try await region.result(
        "administrator.create",
        "{\"organizationId\":\"\(tenant)\",\"role\":\"auditor\",\"username\":\"auditor2\",\"displayName\":\"第二人\"}",
        as: .platform)
      let list = try await region.result("assignment.list", "{\"role\":\"auditor\"}", as: officer)
      let ids = list["items"]?.elements.compactMap { $0["assignmentId"]?.string } ?? []
      #expect(ids.count == 2)
      let failures = try await withThrowingTaskGroup(of: String?.self) { group in
        for id in ids {
          group.addTask {
            try await region.failure("assignment.revoke", "{\"assignmentId\":\"\(id)\"}", as: officer)?
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
      let list = try await region.result("assignment.list", "{\"role\":\"securityOfficer\"}", as: officer)
      let own = list["items"]?.elements.first?["assignmentId"]?.string ?? ""
      let revoke = "{\"assignmentId\":\"\(own)\"}"
      #expect(
        try await region.failure("assignment.revoke", revoke, as: officer)?.violations.first?.rule == "ownAssignment")
      #expect(
        try await region.failure("assignment.revoke", revoke, as: .of(.maternity, .securityOfficer))
          == RPCError(.notFound))
    }
  }

  @Test("What has ended is neither moved nor forgotten, not even from behind the service")
  func history() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("former")
      let made = try await region.result("assignment.grant", grant(person.account), as: officer)
      try await region.result(
        "assignment.revoke", "{\"assignmentId\":\"\(made["assignmentId"]?.string ?? "")\"}", as: officer)
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
      var seen: [String] = []
      var cursor = ""
      repeat {
        let page = try await region.result(
          "assignment.list", "{\"page\":{\"limit\":4\(cursor)}}", as: officer)
        seen += page["items"]?.elements.compactMap { $0["assignmentId"]?.string } ?? []
        cursor = page["nextCursor"]?.string.map { ",\"cursor\":\"\($0)\"" } ?? ""
      } while !cursor.isEmpty
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
