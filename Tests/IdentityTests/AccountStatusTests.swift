import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Directory
@testable import Identity

@Suite struct AccountStatusTests {
  private let administrator = TestPerson.of(.general, .hospitalAdministrator)

  private func account(
    _ role: String, _ region: TestRegion, of hospital: TestHospital = .general
  ) async throws -> UUID {
    let list = try await region.perform(ListAccounts(includesDeactivated: true), as: .of(hospital, .securityOfficer))
    let found = list.items.first { $0.roles.first == role }
    return try #require(found?.id)
  }

  private func signIn(_ region: TestRegion, _ password: String? = nil) async throws -> RPCError? {
    let account = try #require(region.people.accounts[.nurse])
    return try await region.failure(
      of: SignIn(username: account.username, password: password ?? account.password), as: nil)
  }

  @Test("A deactivated account signs in no more, its sessions end at once, and activated it signs in with its password")
  func deactivation() async throws {
    try await TestRegion.run { region in
      let id = try await account("wardNurse", region)
      try await region.perform(DeactivateAccount(accountId: id), as: administrator)
      #expect(try await region.failure(of: CurrentSession(), as: .nurse)?.code == .credentialExpired)
      let unknown = try await signIn(region, "wrong-password")
      #expect(try await signIn(region) == unknown)
      let active = try await region.perform(ListAccounts(), as: administrator).items
      #expect(active.allSatisfy { $0.username != TestPerson.nurse.localName })
      let all = try await region.perform(ListAccounts(includesDeactivated: true), as: administrator)
      let nurse = all.items.first { $0.username == TestPerson.nurse.localName }
      #expect(nurse?.status == "deactivated")
      try await region.perform(ActivateAccount(accountId: id), as: administrator)
      #expect(try await signIn(region) == nil)
    }
  }

  @Test("What is deactivated holds nothing, and nothing comes back with the activation but what is granted anew")
  func rolesEnd() async throws {
    try await TestRegion.run { region in
      let officer = TestPerson.of(.general, .securityOfficer)
      let id = try await account("wardNurse", region)
      let substitute = try await region.account(of: .of(.general, .wardDoctor))
      let until = Date().addingTimeInterval(86_400)
      try await region.perform(
        CreateSubstitution(absentAccountId: id, substituteAccountId: substitute, validUntil: until), as: officer)
      let department = try #require(region.people.departments[.general]?[1])
      func grant(from: Date? = nil) async throws -> RPCError? {
        try await region.failure(
          of: GrantRole(accountId: id, role: "wardNurse", departmentId: department, validFrom: from), as: officer)
      }
      #expect(try await grant(from: Date().addingTimeInterval(86_400)) == nil)
      func running() async throws -> Int? {
        // One that had not begun ends before it begins.
        try await region.perform(ListAssignments(accountId: id), as: officer).items.count {
          $0.validFrom != $0.validUntil
        }
      }
      func held(daysAhead: Int) async throws -> Int? {
        let day = region.today.adding(days: daysAhead)
        return try await region.perform(HeldOnDay(date: day, accountId: id), as: .of(.general, .auditor)).items.count
      }
      #expect(try await running() == 2)
      try await region.perform(DeactivateAccount(accountId: id), as: administrator)
      #expect(try await running() == 0)
      #expect(try await held(daysAhead: 0) == 1)
      #expect(try await held(daysAhead: 2) == 0)
      #expect(try await region.perform(ListSubstitutions(), as: officer).items.count == 0)
      let lent = try await region.perform(ListAssignments(accountId: substitute), as: officer).items
      #expect(lent.map { $0.role } == ["wardDoctor"])
      let refused = try await grant()
      #expect(refused?.code == .invalidState && refused?.violations.first?.rule == "accountDeactivated")
      let matrix = try await region.perform(AccessMatrix(accountId: id), as: officer)
      #expect(matrix.items.count == 0)
      try await region.perform(ActivateAccount(accountId: id), as: administrator)
      #expect(try await running() == 0)
      let account = try #require(region.people.accounts[.nurse])
      let session = try await region.perform(SignIn(username: account.username, password: account.password), as: nil)
      #expect(session.roles.count == 0)
      #expect(try await grant() == nil)
    }
  }

  @Test(
    "An administrator whom the platform deactivated gets the role back with the activation, and is nobody else's meanwhile"
  )
  func administratorComesBack() async throws {
    try await TestRegion.run { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      let officer = TestPerson.of(.general, .securityOfficer)
      let made = try await region.perform(
        CreateAdministrator(organizationId: hospital, role: .auditor, username: "second", displayName: "第二人"),
        as: .platform)
      let account = made.accountId
      func running() async throws -> [String] {
        try await region.perform(ListAssignments(accountId: account), as: officer).items.map { $0.role }
      }
      for _ in 0..<2 {
        try await region.perform(DeactivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
      }
      #expect(try await running() == [])
      let methods: [any Operation] = [
        ActivateAccount(accountId: account), ResetPassword(accountId: account), UnlockAccount(accountId: account),
      ]
      for method in methods {
        let error = try await region.failure(of: method, as: administrator)
        #expect(error?.violations.first?.rule == "administratorsAccount", "\(method)")
      }
      for _ in 0..<2 {
        try await region.perform(ActivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
      }
      #expect(try await running() == ["auditor"])
      // A role that the security officer withdrew doesn't come back.
      let list = try await region.perform(ListAssignments(accountId: made.accountId), as: officer)
      let assignment = try #require(list.items.first?.assignmentId)
      try await region.perform(RevokeAssignment(assignmentId: assignment), as: officer)
      #expect(
        try await region.failure(
          of: DeactivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
          == RPCError(.notFound))
      try await region.perform(DeactivateAccount(accountId: made.accountId), as: administrator)
      #expect(
        try await region.failure(of: ActivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
          == RPCError(.notFound))
    }
  }

  @Test("A lock is lifted before its time, and the list shows it while it lasts")
  func unlocking() async throws {
    try await TestRegion.run { region in
      let id = try await account("wardNurse", region)
      for _ in 1...5 { _ = try await signIn(region, "wrong-password") }
      let locked = try await region.perform(ListAccounts(), as: administrator).items.filter {
        $0.isLocked == true
      }
      let ids = locked.compactMap { $0.id }
      #expect(ids == [id])
      try await region.perform(UnlockAccount(accountId: id), as: administrator)
      #expect(try await signIn(region) == nil)
    }
  }

  @Test("A hospital's administrator touches no administrator's account and none of another hospital")
  func refused() async throws {
    try await TestRegion.run { region in
      func methods(on account: UUID) -> [(any Operation, TestPerson)] {
        [
          (DeactivateAccount(accountId: account), administrator), (ActivateAccount(accountId: account), administrator),
          (UnlockAccount(accountId: account), administrator),
          (ResetOneTimeCode(accountId: account), .of(.general, .securityOfficer)),
        ]
      }
      for role in ["hospitalAdministrator", "securityOfficer", "auditor"] {
        for (method, person) in methods(on: try await account(role, region)) {
          let error = try await region.failure(of: method, as: person)
          #expect(error?.violations.first?.rule == "administratorsAccount", "\(method) \(role)")
        }
      }
      for (method, person) in methods(on: try await account("wardNurse", region, of: .maternity)) {
        #expect(try await region.failure(of: method, as: person) == RPCError(.notFound))
      }
    }
  }

  @Test("The last administrator of each kind stays; one who isn't the last goes and comes back, on both records")
  func lastAdministrator() async throws {
    try await TestRegion.run { region in
      let hospital = try #require(region.people.tokens[.nurse]?.tenantID)
      for role in [Role.hospitalAdministrator, .securityOfficer, .auditor] {
        let first = TestPerson.of(.general, role)
        let last = try await region.failure(
          of: DeactivateAdministrator(organizationId: hospital, username: .init(unchecked: first.localName)),
          as: .platform)
        #expect(last?.code == .ruleViolation && last?.violations.first?.rule == "lastAdministrator", "\(role)")
        try await region.perform(
          CreateAdministrator(
            organizationId: hospital, role: role, username: .init(unchecked: "second.\(role.rawValue.lowercased())"),
            displayName: "继任者"), as: .platform)
        try await region.perform(
          DeactivateAdministrator(organizationId: hospital, username: .init(unchecked: first.localName)), as: .platform)
        #expect(try await region.failure(of: CurrentSession(), as: first)?.code == .credentialExpired)
        let second = "second.\(role.rawValue.lowercased())"
        #expect(
          try await region.failure(
            of: DeactivateAdministrator(organizationId: hospital, username: .init(unchecked: second)), as: .platform)?
            .code
            == .ruleViolation)
        try await region.perform(
          ActivateAdministrator(organizationId: hospital, username: .init(unchecked: first.localName)), as: .platform)
        try await region.perform(
          DeactivateAdministrator(organizationId: hospital, username: .init(unchecked: second)), as: .platform)
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
      try await region.perform(
        CreateAdministrator(organizationId: hospital, role: .auditor, username: "second", displayName: "第二人"),
        as: .platform)
      async let one = region.failure(
        of: DeactivateAdministrator(organizationId: hospital, username: "auditor0"), as: .platform)
      async let other = region.failure(
        of: DeactivateAdministrator(organizationId: hospital, username: "second"), as: .platform)
      let answers = try await [one, other]
      #expect(answers.count { $0 == nil } == 1)
      #expect(answers.count { $0?.code == .ruleViolation } == 1, "\(answers)")
    }
  }

  @Test("The platform's own last administrator stays, and nobody deactivates the own account")
  func platform() async throws {
    try await TestRegion.run { region in
      let refused = try await region.failure(
        of: DeactivateAdministrator(organizationId: Platform.tenant, username: "admin"), as: .platform)
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
      func makeStaff(_ name: Name) async throws -> StaffMember {
        let department = try #require(region.people.departments[.general]?[1])
        return try await region.perform(
          CreateStaff(staff: StaffEntry(name: name, departmentId: department)), as: administrator)
      }
      let member = try await makeStaff("李敏")
      func create(_ name: LocalUsername, _ staff: UUID, in hospital: TestHospital = .general) async throws -> RPCError?
      {
        try await region.failure(
          of: CreateAccount(username: name, displayName: "李敏", staffId: staff),
          as: .of(hospital, .hospitalAdministrator))
      }
      #expect(try await create("li.min", member.id, in: .maternity)?.code == .notFound)
      #expect(try await create("li.min", UUID())?.code == .notFound)
      #expect(try await create("li.min", member.id) == nil)
      let inUse = try await region.failure(
        of: DeactivateStaff(staffId: member.id, expectedVersion: member.version), as: administrator)
      #expect(inUse?.violations.first?.rule == "activeAccount")
      let accounts = try await region.perform(ListAccounts(page: PageRequest(limit: 500)), as: administrator)
      let made = accounts.items.first { $0.username == "li.min" }
      try await region.perform(DeactivateAccount(accountId: try #require(made?.id)), as: administrator)
      try await region.perform(
        DeactivateStaff(staffId: member.id, expectedVersion: member.version), as: administrator)
      let refused = try await region.failure(of: ActivateAccount(accountId: try #require(made?.id)), as: administrator)
      #expect(refused?.violations.first?.rule == "activeStaff")
      let left = try await makeStaff("张伟")
      try await region.perform(DeactivateStaff(staffId: left.id, expectedVersion: left.version), as: administrator)
      #expect(try await create("zhang.wei", left.id)?.violations.first?.rule == "activeStaff")
    }
  }
}
