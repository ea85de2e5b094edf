import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Identity

@Suite struct ReviewTests {
  private let officer = TestPerson.of(.general, .securityOfficer)

  @Test("The matrix is what the dispatcher goes by: everybody's permissions, scopes and roles, page by page")
  func matrix() async throws {
    try await TestRegion.run { region in
      var seen: [String: Set<String>] = [:]
      var cursor: String?
      repeat {
        let page = try await region.perform(AccessMatrix(page: PageRequest(limit: 5, cursor: cursor)), as: officer)
        for item in page.items {
          #expect(seen[item.username] == nil)
          seen[item.username] = Set(item.permissions.map { "\($0.permission.rawValue):\($0.scope.rawValue)" })
        }
        cursor = page.nextCursor
      } while cursor != nil
      for person in TestPerson.all where person.hospital == .general {
        let expected = Set(person.role.grants.map { "\($0.rawValue):\($1.rawValue)" })
        #expect(seen[person.localName] == expected, "\(person.role)")
      }
    }
  }

  @Test("The matrix of one permission names those who hold it, and no others")
  func onePermission() async throws {
    try await TestRegion.run { region in
      let page = try await region.perform(
        AccessMatrix(permission: .policyManage, page: PageRequest(limit: 100)), as: .of(.general, .auditor))
      #expect(page.items.map { $0.username } == ["centremanager0"])
    }
  }

  @Test("Who held what on a day: ended roles too, own ones with what they permitted then")
  func heldOn() async throws {
    try await TestRegion.run { region in
      try await region.perform(
        CreateRole(
          role: "own.office", name: "医务科", permissions: [RolePermission(permission: .reportRead, scope: .hospital)]),
        as: officer)
      let person = try await region.newcomer("office")
      let made = try await region.perform(GrantRole(accountId: person.account, role: "own.office"), as: officer)
      _ = try await region.owner.pipelined([
        "alter table identity.role_permission disable trigger never_deleted",
        "update identity.role_permission set created_at = created_at - interval '30 days'",
        "update identity.assignment set valid_from = valid_from - interval '20 days' where role = 'own.office'",
      ])
      try await region.perform(
        UpdateRole(
          role: "own.office", name: "医务科", permissions: [RolePermission(permission: .policyRead, scope: .hospital)],
          expectedVersion: 1), as: officer)
      try await region.perform(RevokeAssignment(assignmentId: made.assignmentId), as: officer)
      func permissions(daysAgo: Int) async throws -> [Permission?] {
        let day = region.today.adding(days: -daysAgo)
        let page = try await region.perform(
          HeldOnDay(date: day, accountId: person.account), as: .of(.general, .auditor))
        return page.items.map { $0.permissions.first?.permission }
      }
      #expect(try await permissions(daysAgo: 25) == [])
      #expect(try await permissions(daysAgo: 10) == [.reportRead])
      #expect(try await permissions(daysAgo: 0) == [.policyRead])
      #expect(try await permissions(daysAgo: -1) == [])
    }
  }

  @Test("The history goes page by page through the people of the own hospital")
  func pages() async throws {
    try await TestRegion.run { region in
      var names: [String] = []
      var cursor: String?
      repeat {
        let page = try await region.perform(
          HeldOnDay(date: region.today, page: PageRequest(limit: 5, cursor: cursor)), as: officer)
        names += page.items.map(\.username)
        cursor = page.nextCursor
      } while cursor != nil
      #expect(names.sorted() == TestPerson.all.filter { $0.hospital == .general }.map(\.localName).sorted())
    }
  }
}
