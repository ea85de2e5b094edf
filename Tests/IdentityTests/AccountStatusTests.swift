import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@Suite struct AccountStatusTests {
  private let administrator = TestPerson.of(.general, .hospitalAdministrator)

  private func account(_ role: String, _ region: TestRegion, of hospital: TestHospital = .general) async throws
    -> String
  {
    let list = try await region.result(
      "account.list", "{\"includesDeactivated\":true}", as: .of(hospital, .securityOfficer))
    let found = list["items"]?.elements.first { $0["roles"]?.elements.first?.string == role }
    return try #require(found?["id"]?.string)
  }

  private func named(_ username: String, _ organization: UUID) -> String {
    "{\"organizationId\":\"\(organization)\",\"username\":\"\(username)\"}"
  }

  private func signIn(_ region: TestRegion, _ password: String? = nil) async throws -> RPCError? {
    let account = try #require(region.people.accounts[.nurse])
    return try await region.failure(
      "session.signIn", "{\"username\":\"\(account.username)\",\"password\":\"\(password ?? account.password)\"}",
      as: nil)
  }

  @Test("A deactivated account signs in no more, its sessions end at once, and activated it signs in with its password")
  func deactivation() async throws {
    try await TestRegion.run { region in
      let params = "{\"accountId\":\"\(try await account("wardNurse", region))\"}"
      try await region.result("account.deactivate", params, as: administrator)
      #expect(try await region.failure("session.current", as: .nurse)?.code == .credentialExpired)
      let unknown = try await signIn(region, "wrong-password")
      #expect(try await signIn(region) == unknown)
      let active = try await region.result("account.list", as: administrator)["items"]?.elements ?? []
      #expect(active.allSatisfy { $0["username"]?.string != TestPerson.nurse.localName })
      let all = try await region.result("account.list", "{\"includesDeactivated\":true}", as: administrator)
      let nurse = all["items"]?.elements.first { $0["username"]?.string == TestPerson.nurse.localName }
      #expect(nurse?["status"]?.string == "deactivated")
      try await region.result("account.activate", params, as: administrator)
      #expect(try await signIn(region) == nil)
    }
  }

  @Test("What is deactivated holds nothing, and nothing comes back with the activation but what is granted anew")
  func rolesEnd() async throws {
    try await TestRegion.run { region in
      let officer = TestPerson.of(.general, .securityOfficer)
      let id = try await account("wardNurse", region)
      let params = "{\"accountId\":\"\(id)\"}"
      let substitute = try await region.account(of: .of(.general, .wardDoctor))
      let until = Date().addingTimeInterval(86_400).formatted(.iso8601)
      try await region.result(
        "substitution.create",
        "{\"absentAccountId\":\"\(id)\",\"substituteAccountId\":\"\(substitute)\",\"validUntil\":\"\(until)\"}",
        as: officer)
      let department = try #require(region.people.departments[.general]?[1])
      func grant(_ more: String) async throws -> RPCError? {
        try await region.failure(
          "assignment.grant",
          "{\"accountId\":\"\(id)\",\"role\":\"wardNurse\",\"departmentId\":\"\(department)\"\(more)}", as: officer)
      }
      let from = Date().addingTimeInterval(86_400).formatted(.iso8601)
      #expect(try await grant(",\"validFrom\":\"\(from)\"") == nil)
      func running() async throws -> Int? {
        // One that had not begun ends before it begins.
        try await region.result("assignment.list", params, as: officer)["items"]?.elements.count {
          $0["validFrom"]?.string != $0["validUntil"]?.string
        }
      }
      func held(daysAhead: Int) async throws -> Int? {
        let day = region.today.adding(days: daysAhead)
        return try await region.result(
          "access.heldOn", "{\"date\":\"\(day)\",\"accountId\":\"\(id)\"}", as: .of(.general, .auditor))["items"]?.count
      }
      #expect(try await running() == 2)
      try await region.result("account.deactivate", params, as: administrator)
      #expect(try await running() == 0)
      #expect(try await held(daysAhead: 0) == 1)
      #expect(try await held(daysAhead: 2) == 0)
      #expect(try await region.result("substitution.list", as: officer)["items"]?.count == 0)
      let lent = try await region.result(
        "assignment.list", "{\"accountId\":\"\(substitute)\"}", as: officer)["items"]?.elements
      #expect(lent?.map { $0["role"]?.string } == ["wardDoctor"])
      let refused = try await grant("")
      #expect(refused?.code == .invalidState && refused?.violations.first?.rule == "accountDeactivated")
      let matrix = try await region.result("access.matrix", params, as: officer)
      #expect(matrix["items"]?.count == 0)
      try await region.result("account.activate", params, as: administrator)
      #expect(try await running() == 0)
      let account = try #require(region.people.accounts[.nurse])
      let session = try await region.result(
        "session.signIn", "{\"username\":\"\(account.username)\",\"password\":\"\(account.password)\"}", as: nil)
      #expect(session["roles"]?.count == 0)
      #expect(try await grant("") == nil)
    }
  }

  @Test(
    "An administrator whom the platform deactivated gets the role back with the activation, and is nobody else's meanwhile"
  )
  func administratorComesBack() async throws {
    try await TestRegion.run { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      let officer = TestPerson.of(.general, .securityOfficer)
      let made = try await region.result(
        "administrator.create",
        "{\"organizationId\":\"\(hospital)\",\"role\":\"auditor\",\"username\":\"second\",\"displayName\":\"第二人\"}",
        as: .platform)
      let params = "{\"accountId\":\"\(made["accountId"]?.string ?? "")\"}"
      func running() async throws -> [String?]? {
        try await region.result("assignment.list", params, as: officer)["items"]?.elements.map { $0["role"]?.string }
      }
      for _ in 0..<2 { try await region.result("administrator.deactivate", named("second", hospital), as: .platform) }
      #expect(try await running() == [])
      for method in ["account.activate", "account.resetPassword", "account.unlock"] {
        let error = try await region.failure(method, params, as: administrator)
        #expect(error?.violations.first?.rule == "administratorsAccount", "\(method)")
      }
      for _ in 0..<2 { try await region.result("administrator.activate", named("second", hospital), as: .platform) }
      #expect(try await running() == ["auditor"])
      // A role that the security officer withdrew doesn't come back.
      let list = try await region.result("assignment.list", params, as: officer)
      let assignment = list["items"]?.elements.first?["assignmentId"]?.string ?? ""
      try await region.result("assignment.revoke", "{\"assignmentId\":\"\(assignment)\"}", as: officer)
      #expect(
        try await region.failure("administrator.deactivate", named("second", hospital), as: .platform)
          == RPCError(.notFound))
      try await region.result("account.deactivate", params, as: administrator)
      #expect(
        try await region.failure("administrator.activate", named("second", hospital), as: .platform)
          == RPCError(.notFound))
    }
  }

  @Test("A lock is lifted before its time, and the list shows it while it lasts")
  func unlocking() async throws {
    try await TestRegion.run { region in
      let id = try await account("wardNurse", region)
      for _ in 1...5 { _ = try await signIn(region, "wrong-password") }
      let locked = try await region.result("account.list", as: administrator)["items"]?.elements.filter {
        $0["isLocked"]?.boolean == true
      }
      let ids = locked?.compactMap { $0["id"]?.string }
      #expect(ids == [id])
      try await region.result("account.unlock", "{\"accountId\":\"\(id)\"}", as: administrator)
      #expect(try await signIn(region) == nil)
    }
  }

  @Test("A hospital's administrator touches no administrator's account and none of another hospital")
  func refused() async throws {
    try await TestRegion.run { region in
      for method in ["account.deactivate", "account.activate", "account.unlock", "account.resetOneTimeCode"] {
        let administrator =
          method == "account.resetOneTimeCode" ? TestPerson.of(.general, .securityOfficer) : administrator
        for role in ["hospitalAdministrator", "securityOfficer", "auditor"] {
          let error = try await region.failure(
            method, "{\"accountId\":\"\(try await account(role, region))\"}", as: administrator)
          #expect(error?.violations.first?.rule == "administratorsAccount", "\(method) \(role)")
        }
        let foreign = try await account("wardNurse", region, of: .maternity)
        #expect(
          try await region.failure(method, "{\"accountId\":\"\(foreign)\"}", as: administrator) == RPCError(.notFound))
      }
    }
  }

  @Test("The last administrator of each kind stays; one who isn't the last goes and comes back, on both records")
  func lastAdministrator() async throws {
    try await TestRegion.run { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      for role in [Role.hospitalAdministrator, .securityOfficer, .auditor] {
        let first = TestPerson.of(.general, role)
        let last = try await region.failure("administrator.deactivate", named(first.localName, hospital), as: .platform)
        #expect(last?.code == .ruleViolation && last?.violations.first?.rule == "lastAdministrator", "\(role)")
        try await region.result(
          "administrator.create",
          """
          {"organizationId":"\(hospital)","role":"\(role.rawValue)","username":"second.\(role.rawValue.lowercased())",\
          "displayName":"继任者"}
          """, as: .platform)
        try await region.result("administrator.deactivate", named(first.localName, hospital), as: .platform)
        #expect(try await region.failure("session.current", as: first)?.code == .credentialExpired)
        let second = "second.\(role.rawValue.lowercased())"
        #expect(
          try await region.failure("administrator.deactivate", named(second, hospital), as: .platform)?.code
            == .ruleViolation)
        try await region.result("administrator.activate", named(first.localName, hospital), as: .platform)
        try await region.result("administrator.deactivate", named(second, hospital), as: .platform)
      }
      let rows = try await region.owner.pipelined([
        """
        select count(*), count(distinct tenant_id) from audit.event
          where method = 'administrator.deactivate' and outcome = 'allowed'
        """
      ])
      let (events, logs) = try rows[0].single((Int, Int).self)
      #expect(events == 12 && logs == 2)
    }
  }

  @Test("Of two administrators of a kind who are deactivated at once, one stays")
  func atOnce() async throws {
    try await TestRegion.run { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      try await region.result(
        "administrator.create",
        """
        {"organizationId":"\(hospital)","role":"auditor","username":"second","displayName":"第二人"}
        """, as: .platform)
      async let one = region.failure("administrator.deactivate", named("auditor0", hospital), as: .platform)
      async let other = region.failure("administrator.deactivate", named("second", hospital), as: .platform)
      let answers = try await [one, other]
      #expect(answers.count { $0 == nil } == 1)
      #expect(answers.count { $0?.code == .ruleViolation } == 1, "\(answers)")
    }
  }

  @Test("The platform's own last administrator stays, and nobody deactivates the own account")
  func platform() async throws {
    try await TestRegion.run { region in
      let own = "{\"organizationId\":\"\(Platform.tenant)\",\"username\":\"admin\"}"
      let refused = try await region.failure("administrator.deactivate", own, as: .platform)
      #expect(refused == RPCError(.notFound))
      let error = await #expect(throws: DatabaseError.self) {
        try await region.owner.pipelined(
          ["update identity.account set status = 'deactivated' where username = 'admin'"], on: .work)
      }
      #expect(error?.sqlState == "HF001")
    }
  }

  @Test("An account names the member of staff behind it: the hospital's own, and active")
  func staffBehindAccount() async throws {
    try await TestRegion.run { region in
      let member = try await region.makeStaff("李敏", in: "骨科")
      func create(_ name: String, _ staff: String, in hospital: TestHospital = .general) async throws -> RPCError? {
        try await region.failure(
          "account.create", "{\"username\":\"\(name)\",\"displayName\":\"李敏\",\"staffId\":\"\(staff)\"}",
          as: .of(hospital, .hospitalAdministrator))
      }
      #expect(try await create("li.min", member.id, in: .maternity)?.code == .notFound)
      #expect(try await create("li.min", UUID().uuidString)?.code == .notFound)
      #expect(try await create("li.min", member.id) == nil)
      let deactivation = "{\"staffId\":\"\(member.id)\",\"expectedVersion\":\(member.version)}"
      let inUse = try await region.failure("staff.deactivate", deactivation, as: administrator)
      #expect(inUse?.violations.first?.rule == "activeAccount")
      let accounts = try await region.result("account.list", "{\"page\":{\"limit\":500}}", as: administrator)
      let made = accounts["items"]?.elements.first { $0["username"]?.string == "li.min" }
      let account = "{\"accountId\":\"\(made?["id"]?.string ?? "")\"}"
      try await region.result("account.deactivate", account, as: administrator)
      try await region.result("staff.deactivate", deactivation, as: administrator)
      let refused = try await region.failure("account.activate", account, as: administrator)
      #expect(refused?.violations.first?.rule == "activeStaff")
      let left = try await region.makeStaff("张伟", in: "骨科")
      try await region.result(
        "staff.deactivate", "{\"staffId\":\"\(left.id)\",\"expectedVersion\":\(left.version)}", as: administrator)
      #expect(try await create("zhang.wei", left.id)?.violations.first?.rule == "activeStaff")
    }
  }
}
