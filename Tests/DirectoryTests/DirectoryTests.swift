import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Directory
@testable import Identity

@Suite struct DirectoryTests {
  @Test("An account can do nothing until the security officer grants it a role, and then at once")
  func grant() async throws {
    try await TestRegion.run { region in
      let chosen = "seven herons over the river"
      let made = try await region.perform(
        CreateAccount(username: "new.nurse", displayName: "新护士"), as: .of(.general, .hospitalAdministrator))
      let department = try #require(region.people.departments[.general]?.first)
      let account = made.accountId
      let session = try await region.perform(
        SignIn(username: "new.nurse@49557184-0", password: made.password, newPassword: chosen), as: nil)
      #expect(session.roles.count == 0)
      try await region.perform(
        GrantRole(accountId: account, role: "wardNurse", departmentId: department),
        as: .of(.general, .securityOfficer))
      #expect(
        try await region.perform(SignIn(username: "new.nurse@49557184-0", password: chosen), as: nil).roles.first
          == "wardNurse")
    }
  }

  @Test("A secret is shown once: the same call again is told that it was done, and stored is nothing of it")
  func shownOnce() async throws {
    try await TestRegion.run { region in
      let administrator = TestPerson.of(.general, .hospitalAdministrator)
      let made = try await region.perform(
        CreateAccount(username: "new.nurse", displayName: "新护士"), as: administrator, key: "new-nurse")
      #expect(!made.password.isEmpty)
      let again = try await region.failure(
        of: CreateAccount(username: "new.nurse", displayName: "新护士"), as: administrator, key: "new-nurse")
      #expect(again?.code == .invalidState && again?.violations.first?.rule == "shownOnce")
      let stored = try await region.owner.pipelined([
        "select max(octet_length(answer)) from operations.idempotency where key = 'new-nurse'"
      ])
      // What sealing adds to nothing.
      #expect(try stored[0].single(Int.self) == 33)
    }
  }

  @Test("A ward role without a department, an administrative role, and another hospital's account are refused")
  func grantRefused() async throws {
    try await TestRegion.run { region in
      let list = try await region.perform(ListAccounts(), as: .of(.maternity, .securityOfficer))
      let foreign = try #require(list.items.first?.id)
      let officer = TestPerson.of(.general, .securityOfficer)
      let missing = try await region.failure(of: GrantRole(accountId: foreign, role: "wardNurse"), as: officer)
      #expect(missing?.violations.first?.path == "departmentId")
      let administrative = try await region.failure(of: GrantRole(accountId: foreign, role: "auditor"), as: officer)
      #expect(administrative?.code == .ruleViolation)
      #expect(
        try await region.failure(of: GrantRole(accountId: foreign, role: "agent"), as: officer)
          == RPCError(.notFound))
    }
  }

  @Test("No administrator's account gets a role that shows patients, not even from itself")
  func administratorsStaySeparate() async throws {
    try await TestRegion.run { region in
      let officer = TestPerson.of(.general, .securityOfficer)
      let accounts = try await region.perform(ListAccounts(), as: officer)
      for role in ["securityOfficer", "auditor", "hospitalAdministrator"] {
        let account = accounts.items.first { $0.roles.first == role }
        let id = try #require(account?.id)
        let error = try await region.failure(of: GrantRole(accountId: id, role: "centreManager"), as: officer)
        #expect(error?.violations.first?.rule == "separationOfAdministrators")
      }
    }
  }

  @Test("A role granted again goes on, with its new end")
  func renewal() async throws {
    try await TestRegion.run { region in
      let officer = TestPerson.of(.general, .securityOfficer)
      let accounts = try await region.perform(ListAccounts(), as: officer)
      let agent = accounts.items.first { $0.roles.first == "agent" }
      let first = try await region.perform(GrantRole(accountId: try #require(agent?.id), role: "agent"), as: officer)
      let second = try await region.perform(GrantRole(accountId: try #require(agent?.id), role: "agent"), as: officer)
      #expect(first.assignmentId == second.assignmentId)
    }
  }

  @Test("No account holds two of the three administrators' roles: the database refuses it")
  func separation() async throws {
    try await TestRegion.run { region in
      await #expect(throws: (any Error).self) {
        try await region.owner.pipelined([
          """
          insert into identity.assignment (tenant_id, assignment_id, account_id, role)
          select tenant_id, gen_random_uuid(), account_id, 'auditor' from identity.assignment where role = 'securityOfficer'
          """
        ])
      }
    }
  }

  @Test("Names and codes that exist, or are malformed, are refused by field")
  func conflicts() async throws {
    try await TestRegion.run { region in
      let administrator = TestPerson.of(.general, .hospitalAdministrator)
      let twice = try await region.failure(of: CreateDepartment(name: "骨科", kind: .clinical), as: administrator)
      #expect(twice?.code == .alreadyExists && twice?.violations.first?.path == "name")
      let username = try await region.failure(
        of: CreateAccount(username: "Li Min", displayName: "李敏"), as: administrator)
      #expect(username?.code == .invalidParams && username?.violations.first?.path == "username")
      let code = try await region.failure(
        of: CreateHospital(code: "123", name: "某医院", bureauId: UUID()), as: .platform)
      #expect(code?.violations.first?.path == "code")
      let bureau = try await region.failure(
        of: CreateHospital(code: "12345678-8", name: "某医院", bureauId: UUID()), as: .platform)
      #expect(bureau?.code == .notFound && bureau?.violations.first?.path == "bureauId")
    }
  }

  @Test("A department that an import met stands unconfirmed until an administrator confirms it")
  func unconfirmed() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(department: "康复科")])
      let administrator = TestPerson.of(.general, .hospitalAdministrator)
      let met = try await region.perform(ListDepartments(unconfirmedOnly: true), as: administrator)
      #expect(met.items.map { $0.name } == ["康复科"])
      try await region.perform(CreateDepartment(name: "康复科", kind: .clinical), as: administrator)
      let left = try await region.perform(ListDepartments(unconfirmedOnly: true), as: administrator)
      #expect(left.items.count == 0)
    }
  }

  @Test("Hospitals don't see each other in any list")
  func isolation() async throws {
    try await TestRegion.run { region in
      let names = try await region.perform(ListDepartments(), as: .of(.maternity, .wardNurse))
      #expect(names.items.compactMap { $0.name } == ["产科", "儿科", "回访中心"].sorted())
      let accounts = try await region.perform(ListAccounts(), as: .of(.maternity, .securityOfficer))
      let all = try await region.owner.pipelined([
        "select count(*) from identity.account a join directory.organization o using (tenant_id) where o.code = '49557185-9'"
      ])
      #expect(try accounts.items.count == all[0].single(Int.self))
    }
  }
}
