import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges
@testable import FollowUp
@testable import Identity
@testable import Oversight

@Suite struct RoleTests {
  private let officer = TestPerson.of(.general, .securityOfficer)
  private let rate = FollowUpRate(from: "2026-01-01", to: "2026-12-31")
  private let medicalOffice = office("own.medicalOffice")

  private static func office(_ role: OwnRoleKey) -> CreateRole {
    CreateRole(
      role: role, name: "医务科", englishName: "medical office",
      permissions: [
        RolePermission(permission: .dischargeRead, scope: .hospital),
        RolePermission(permission: .reportRead, scope: .hospital),
      ])
  }

  private func update(_ permission: Permission, _ scope: Scope = .hospital, version: Int) -> UpdateRole {
    UpdateRole(
      role: "own.medicalOffice", name: "医务科", permissions: [RolePermission(permission: permission, scope: scope)],
      expectedVersion: version)
  }

  @Test("What can't be granted is refused by name: administrative permissions, wider scopes, one of them twice")
  func notGrantable() async throws {
    try await TestRegion.run { region in
      func failure(_ permissions: RolePermission...) async throws -> Violation? {
        try await region.failure(
          of: CreateRole(role: "own.office", name: "医务科", permissions: permissions), as: officer)?.violations.first
      }
      for permission in Permission.allCases where permission.grantableScopes.isEmpty {
        let violation = try await failure(RolePermission(permission: permission, scope: .hospital))
        #expect(violation?.rule == "grantable" && violation?.path == "permissions[0].permission", "\(permission)")
      }
      let wide = try await failure(RolePermission(permission: .dischargeRead, scope: .platform))
      #expect(wide?.rule == "grantableScope")
      let one = RolePermission(permission: .dischargeRead, scope: .department)
      #expect(try await failure(one, one)?.rule == "unique")
      #expect(try await failure()?.rule == "count")
    }
  }

  @Test("The database has the same list of what can be granted, and refuses the rest whoever writes")
  func databaseList() async throws {
    try await TestRegion.run { region in
      for permission in Permission.allCases {
        for scope in Scope.allCases {
          let rows = try await region.owner.pipelined([
            "select identity.is_grantable(\(permission.rawValue), \(scope.rawValue))"
          ])
          #expect(
            try rows[0].single(Bool.self) == permission.grantableScopes.contains(scope), "\(permission) \(scope)")
        }
      }
      try await region.perform(
        medicalOffice, as: officer)
      await #expect(throws: (any Error).self) {
        try await region.owner.pipelined([
          """
          insert into identity.role_permission (tenant_id, role, version, permission, scope)
          select tenant_id, role, version, 'account.manage', 'hospital' from identity.role
          """
        ])
      }
    }
  }

  @Test("No own role reaches further than the built-in ones of a hospital, and none administers")
  func neverWider() {
    for permission in Permission.allCases {
      let builtIn = Role.allCases.filter { $0.organizationKind == .hospital && !$0.needsSecondFactor }
      for scope in permission.grantableScopes {
        #expect(builtIn.contains { ($0.grants[permission] ?? .own) >= scope }, "\(permission)")
      }
    }
  }

  @Test("Who gets an own role can do what it permits and nothing else; the trail names the role")
  func holding() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let made = try await region.perform(
        medicalOffice, as: officer)
      #expect(made.version == 1 && made.needsDepartment == false)
      let person = try await region.newcomer("office")
      #expect(try await person.failure(of: rate)?.code == .forbidden)
      try await region.perform(GrantRole(accountId: person.account, role: "own.medicalOffice"), as: officer)
      try await person.perform(rate)
      let refused = try await person.failure(of: NextTask())
      #expect(refused?.details["permission"] == .text("followup.task.work"))
      let session = try await person.perform(CurrentSession())
      #expect(session.roles == ["own.medicalOffice"])
      #expect(
        session.permissions == ["discharge.read:hospital", "report.read:hospital"])
      let events = try await region.owner.pipelined([
        "select distinct roles from audit.event where method = 'report.followUpRate' and outcome = 'allowed'"
      ])
      #expect(try events[0].single(String.self) == "own.medicalOffice")
      let list = try await region.perform(ListAccounts(page: PageRequest(limit: 500)), as: officer)
      let account = list.items.first { $0.username == "office" }
      #expect(account?.roles == ["own.medicalOffice"])
    }
  }

  @Test("A changed role counts at the next call of whoever holds it, and its old version stays on record")
  func changing() async throws {
    try await TestRegion.run { region in
      try await region.perform(
        medicalOffice, as: officer)
      let person = try await region.newcomer("office")
      try await region.perform(GrantRole(accountId: person.account, role: "own.medicalOffice"), as: officer)
      try await person.perform(rate)
      let narrower = update(.policyRead, version: 1)
      let updated = try await region.perform(narrower, as: officer)
      #expect(updated.version == 2)
      #expect(try await person.failure(of: rate)?.code == .forbidden)
      try await person.perform(ListPolicies())
      #expect(try await region.failure(of: narrower, as: officer)?.code == .versionConflict)
      let rows = try await region.owner.pipelined([
        "select count(*) from identity.role_permission where role = 'own.medicalOffice' and version = 1"
      ])
      #expect(try rows[0].single(Int.self) == 2)
    }
  }

  @Test("A role that reaches a department is granted for one, and shows nothing of the others")
  func ofDepartment() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(), .test(record: "T0002", department: "骨科")])
      try await region.perform(
        medicalOffice, as: officer)
      let holder = try await region.newcomer("whole")
      try await region.perform(GrantRole(accountId: holder.account, role: "own.medicalOffice"), as: officer)
      let refused = try await region.failure(of: update(.dischargeRead, .department, version: 1), as: officer)
      #expect(refused?.violations.first?.rule == "holdersWithoutDepartment")
      try await region.perform(
        CreateRole(
          role: "own.wardClerk", name: "病区文员",
          permissions: [RolePermission(permission: .dischargeRead, scope: .department)]), as: officer)
      let person = try await region.newcomer("clerk")
      let missing = try await region.failure(
        of: GrantRole(accountId: person.account, role: "own.wardClerk"), as: officer)
      #expect(missing?.violations.first?.path == "departmentId")
      let ids = try #require(region.people.departments[.general])
      try await region.perform(
        GrantRole(accountId: person.account, role: "own.wardClerk", departmentId: ids[1]), as: officer)
      for (id, count) in [(ids[0], 0), (ids[1], 1)] {
        let list = try await person.perform(ListDischarges(departmentId: id))
        #expect(list.items.count == count)
      }
    }
  }

  @Test("A deactivated role ends with its assignments, can't be granted, and its name in the trail stays taken")
  func deactivating() async throws {
    try await TestRegion.run { region in
      try await region.perform(
        medicalOffice, as: officer)
      let person = try await region.newcomer("office")
      let grant = GrantRole(accountId: person.account, role: "own.medicalOffice")
      try await region.perform(grant, as: officer)
      try await person.perform(rate)
      let ended = try await region.perform(DeactivateRole(role: "own.medicalOffice", expectedVersion: 1), as: officer)
      #expect(ended.endedAssignments == 1)
      #expect(try await person.failure(of: rate)?.code == .forbidden)
      #expect(try await region.failure(of: grant, as: officer) == RPCError(.notFound))
      #expect(
        try await region.failure(
          of: medicalOffice, as: officer)?.code == .alreadyExists)
      try await region.perform(Self.office("own.medicalAffairs"), as: officer)
      let list = try await region.perform(ListRoles(), as: officer)
      #expect(list.items.filter { $0.isBuiltIn == false }.count == 1)
    }
  }

  @Test("Roles belong to their hospital: another one neither sees nor grants nor changes them")
  func otherHospital() async throws {
    try await TestRegion.run { region in
      try await region.perform(
        medicalOffice, as: officer)
      let other = TestPerson.of(.maternity, .securityOfficer)
      let list = try await region.perform(ListRoles(), as: other)
      #expect(list.items.allSatisfy { $0.isBuiltIn == true } == true)
      #expect(try await region.failure(of: update(.policyRead, version: 1), as: other) == RPCError(.notFound))
      let account = try await region.account(of: .of(.maternity, .wardNurse))
      #expect(
        try await region.failure(of: GrantRole(accountId: account, role: "own.medicalOffice"), as: other)
          == RPCError(.notFound))
    }
  }

  @Test("The list of permissions says what each means in both languages, and what can be granted")
  func permissions() async throws {
    try await TestRegion.run { region in
      let items = try await region.perform(ListPermissions(), as: officer).items
      #expect(items.count == Permission.allCases.count)
      #expect(items.allSatisfy { !($0.chinese).isEmpty && !($0.english).isEmpty })
      let search = items.first { $0.permission == .auditSearch }
      #expect(search?.grantableScopes.count == 0)
    }
  }

  @Test("Signing in answers the hospital's own roles as well, with their names")
  func signingIn() async throws {
    try await TestRegion.run { region in
      try await region.perform(
        medicalOffice, as: officer)
      let made = try await region.perform(
        CreateAccount(username: "office", displayName: "新员工"), as: .of(.general, .hospitalAdministrator))
      let roles: [(RoleKey, UUID?)] = [
        ("own.medicalOffice", nil), ("wardNurse", try #require(region.people.departments[.general]?.first)),
      ]
      for (role, department) in roles {
        try await region.perform(
          GrantRole(accountId: made.accountId, role: role, departmentId: department), as: officer)
      }
      let session = try await region.perform(
        SignIn(username: made.username, password: made.password, newPassword: "seven herons over the river"), as: nil)
      #expect(session.roles == ["own.medicalOffice", "wardNurse"])
      #expect(session.ownRoles.map { $0.role } == ["own.medicalOffice"])
      #expect(session.ownRoles.map { $0.name } == ["医务科"])
    }
  }
}
