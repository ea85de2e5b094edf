import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct RoleTests {
  private let officer = TestPerson.of(.general, .securityOfficer)
  private let medicalOffice = """
    {"role":"own.medicalOffice","name":"医务科","englishName":"medical office","permissions":\
    [{"permission":"discharge.read","scope":"hospital"},{"permission":"report.read","scope":"hospital"}]}
    """

  private func update(_ permissions: String, version: Int) -> String {
    "{\"role\":\"own.medicalOffice\",\"name\":\"医务科\",\"permissions\":[\(permissions)],\"expectedVersion\":\(version)}"
  }

  @Test("What can't be granted is refused by name: administrative permissions, wider scopes, one of them twice")
  func notGrantable() async throws {
    try await TestRegion.run { region in
      func failure(_ permissions: String) async throws -> Violation? {
        try await region.failure(
          "role.create", "{\"role\":\"own.office\",\"name\":\"医务科\",\"permissions\":[\(permissions)]}", as: officer
        )?.violations.first
      }
      for permission in Permission.allCases where permission.grantableScopes.isEmpty {
        let violation = try await failure("{\"permission\":\"\(permission.rawValue)\",\"scope\":\"hospital\"}")
        #expect(violation?.rule == "grantable" && violation?.path == "permissions[0].permission", "\(permission)")
      }
      let wide = try await failure("{\"permission\":\"discharge.read\",\"scope\":\"platform\"}")
      #expect(wide?.rule == "grantableScope")
      let one = "{\"permission\":\"discharge.read\",\"scope\":\"department\"}"
      #expect(try await failure("\(one),\(one)")?.rule == "unique")
      #expect(try await failure("")?.rule == "count")
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
      try await region.result("role.create", medicalOffice, as: officer)
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
      let made = try await region.result("role.create", medicalOffice, as: officer)
      #expect(made["version"]?.integer == 1 && made["needsDepartment"]?.boolean == false)
      let person = try await region.newcomer("office")
      #expect(try await person.failure("report.followUpRate", rate)?.code == .forbidden)
      try await region.result(
        "assignment.grant", "{\"accountId\":\"\(person.account)\",\"role\":\"own.medicalOffice\"}", as: officer)
      try await person.result("report.followUpRate", rate)
      let refused = try await person.failure("followup.task.next")
      #expect(refused?.details["permission"] == .text("followup.task.work"))
      let session = try await person.result("session.current")
      #expect(session["roles"]?.elements.map(\.string) == ["own.medicalOffice"])
      #expect(
        session["permissions"]?.elements.map(\.string) == ["discharge.read:hospital", "report.read:hospital"])
      let events = try await region.owner.pipelined([
        "select distinct roles from audit.event where method = 'report.followUpRate' and outcome = 'allowed'"
      ])
      #expect(try events[0].single(String.self) == "own.medicalOffice")
      let list = try await region.result("account.list", "{\"page\":{\"limit\":500}}", as: officer)
      let account = list["items"]?.elements.first { $0["username"]?.string == "office" }
      #expect(account?["roles"]?.elements.map(\.string) == ["own.medicalOffice"])
    }
  }

  private let rate = "{\"from\":\"2026-01-01\",\"to\":\"2026-12-31\"}"

  @Test("A changed role counts at the next call of whoever holds it, and its old version stays on record")
  func changing() async throws {
    try await TestRegion.run { region in
      try await region.result("role.create", medicalOffice, as: officer)
      let person = try await region.newcomer("office")
      try await region.result(
        "assignment.grant", "{\"accountId\":\"\(person.account)\",\"role\":\"own.medicalOffice\"}", as: officer)
      try await person.result("report.followUpRate", rate)
      let narrower = update("{\"permission\":\"policy.read\",\"scope\":\"hospital\"}", version: 1)
      let updated = try await region.result("role.update", narrower, as: officer)
      #expect(updated["version"]?.integer == 2)
      #expect(try await person.failure("report.followUpRate", rate)?.code == .forbidden)
      try await person.result("policy.list")
      #expect(try await region.failure("role.update", narrower, as: officer)?.code == .versionConflict)
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
      try await region.result("role.create", medicalOffice, as: officer)
      let holder = try await region.newcomer("whole")
      try await region.result(
        "assignment.grant", "{\"accountId\":\"\(holder.account)\",\"role\":\"own.medicalOffice\"}", as: officer)
      let department = update("{\"permission\":\"discharge.read\",\"scope\":\"department\"}", version: 1)
      let refused = try await region.failure("role.update", department, as: officer)
      #expect(refused?.violations.first?.rule == "holdersWithoutDepartment")
      try await region.result(
        "role.create",
        """
        {"role":"own.wardClerk","name":"病区文员","permissions":[{"permission":"discharge.read","scope":"department"}]}
        """, as: officer)
      let person = try await region.newcomer("clerk")
      let missing = try await region.failure(
        "assignment.grant", "{\"accountId\":\"\(person.account)\",\"role\":\"own.wardClerk\"}", as: officer)
      #expect(missing?.violations.first?.path == "departmentId")
      let ids = try #require(region.people.departments[.general])
      try await region.result(
        "assignment.grant",
        "{\"accountId\":\"\(person.account)\",\"role\":\"own.wardClerk\",\"departmentId\":\"\(ids[1])\"}", as: officer)
      for (id, count) in [(ids[0], 0), (ids[1], 1)] {
        let list = try await person.result("discharge.list", "{\"departmentId\":\"\(id)\"}")
        #expect(list["items"]?.count == count)
      }
    }
  }

  @Test("A deactivated role ends with its assignments, can't be granted, and its name in the trail stays taken")
  func deactivating() async throws {
    try await TestRegion.run { region in
      try await region.result("role.create", medicalOffice, as: officer)
      let person = try await region.newcomer("office")
      let grant = "{\"accountId\":\"\(person.account)\",\"role\":\"own.medicalOffice\"}"
      try await region.result("assignment.grant", grant, as: officer)
      try await person.result("report.followUpRate", rate)
      let ended = try await region.result(
        "role.deactivate", "{\"role\":\"own.medicalOffice\",\"expectedVersion\":1}", as: officer)
      #expect(ended["endedAssignments"]?.integer == 1)
      #expect(try await person.failure("report.followUpRate", rate)?.code == .forbidden)
      #expect(try await region.failure("assignment.grant", grant, as: officer) == RPCError(.notFound))
      #expect(try await region.failure("role.create", medicalOffice, as: officer)?.code == .alreadyExists)
      let again = medicalOffice.replacing("own.medicalOffice", with: "own.medicalAffairs")
      try await region.result("role.create", again, as: officer)
      let list = try await region.result("role.list", as: officer)
      #expect(list["items"]?.elements.filter { $0["isBuiltIn"]?.boolean == false }.count == 1)
    }
  }

  @Test("Roles belong to their hospital: another one neither sees nor grants nor changes them")
  func otherHospital() async throws {
    try await TestRegion.run { region in
      try await region.result("role.create", medicalOffice, as: officer)
      let other = TestPerson.of(.maternity, .securityOfficer)
      let list = try await region.result("role.list", as: other)
      #expect(list["items"]?.elements.allSatisfy { $0["isBuiltIn"]?.boolean == true } == true)
      let change = update("{\"permission\":\"policy.read\",\"scope\":\"hospital\"}", version: 1)
      #expect(try await region.failure("role.update", change, as: other) == RPCError(.notFound))
      let account = try await region.account(of: .of(.maternity, .wardNurse))
      #expect(
        try await region.failure(
          "assignment.grant", "{\"accountId\":\"\(account)\",\"role\":\"own.medicalOffice\"}", as: other)
          == RPCError(.notFound))
    }
  }

  @Test("The list of permissions says what each means in both languages, and what can be granted")
  func permissions() async throws {
    try await TestRegion.run { region in
      let items = try await region.result("permission.list", as: officer)["items"]?.elements ?? []
      #expect(items.count == Permission.allCases.count)
      #expect(items.allSatisfy { !($0["chinese"]?.string ?? "").isEmpty && !($0["english"]?.string ?? "").isEmpty })
      let search = items.first { $0["permission"]?.string == "audit.search" }
      #expect(search?["grantableScopes"]?.count == 0)
    }
  }

  @Test("Signing in answers the hospital's own roles as well, with their names")
  func signingIn() async throws {
    try await TestRegion.run { region in
      try await region.result("role.create", medicalOffice, as: officer)
      let made = try await region.result(
        "account.create", "{\"username\":\"office\",\"displayName\":\"新员工\"}",
        as: .of(.general, .hospitalAdministrator))
      for (role, department) in [
        ("own.medicalOffice", nil), ("wardNurse", try #require(region.people.departments[.general]?.first)),
      ] {
        let place = department.map { ",\"departmentId\":\"\($0)\"" } ?? ""
        try await region.result(
          "assignment.grant", "{\"accountId\":\"\(made["accountId"]?.string ?? "")\",\"role\":\"\(role)\"\(place)}",
          as: officer)
      }
      let session = try await region.result(
        "session.signIn",
        """
        {"username":"\(made["username"]?.string ?? "")","password":"\(made["password"]?.string ?? "")",\
        "newPassword":"seven herons over the river"}
        """, as: nil)
      #expect(session["roles"]?.elements.map(\.string) == ["own.medicalOffice", "wardNurse"])
      #expect(session["ownRoles"]?.elements.map { $0["role"]?.string } == ["own.medicalOffice"])
      #expect(session["ownRoles"]?.elements.map { $0["name"]?.string } == ["医务科"])
    }
  }
}
