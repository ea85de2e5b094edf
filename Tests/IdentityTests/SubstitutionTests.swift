import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import FollowUp
@testable import Identity

@Suite struct SubstitutionTests {
  private let head = TestPerson.of(.general, .headNurse)
  private let officer = TestPerson.of(.general, .securityOfficer)
  private let other = TestPerson.of(.general, .wardNurse, department: 1)

  private func call(_ absent: UUID, _ substitute: UUID, from: Double? = nil, days: Double = 3) -> CreateSubstitution {
    CreateSubstitution(
      absentAccountId: absent, substituteAccountId: substitute,
      validFrom: from.map { Date().addingTimeInterval($0 * 86_400) },
      validUntil: Date().addingTimeInterval(days * 86_400))
  }

  /// Somebody of the ward who may see the department list and nothing else.
  private func colleague(_ region: TestRegion) async throws -> Newcomer {
    let person = try await region.newcomer("colleague")
    let department = try #require(region.people.departments[.general]?.first)
    try await region.perform(
      CreateRole(
        role: "own.wardClerk", name: "病区文员", permissions: [RolePermission(permission: .reportRead, scope: .department)]),
      as: officer)
    try await region.perform(
      GrantRole(accountId: person.account, role: "own.wardClerk", departmentId: department), as: officer)
    return person
  }

  @Test("The substitute does the absent person's work for the period, and the trail says that it was a substitute")
  func standingIn() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let nurse = try await region.account(of: .nurse)
      let person = try await colleague(region)
      #expect(try await person.failure(of: NextTask())?.code == .forbidden)
      let made = try await region.perform(call(nurse, person.account), as: head)
      #expect(made.roles == ["wardNurse"])
      try await person.perform(NextTask())
      let events = try await region.owner.pipelined([
        "select distinct roles from audit.event where method = 'followup.task.next' and outcome = 'allowed'"
      ])
      #expect(try events[0].single(String.self) == "own.wardClerk wardNurse(substitute)")
      let id = made.substitutionId
      try await region.perform(EndSubstitution(substitutionId: id), as: head)
      #expect(try await person.failure(of: NextTask())?.code == .forbidden)
      let again = try await region.failure(of: EndSubstitution(substitutionId: id), as: head)
      #expect(again?.code == .invalidState)
      #expect(try await region.perform(ListSubstitutions(), as: head).items.count == 0)
      let all = try await region.perform(ListSubstitutions(includeEnded: true), as: head)
      #expect(all.items.map { $0.roles.first } == ["wardNurse"])
    }
  }

  @Test("A head lends nothing of another department, to nobody of another one, and an officer does both")
  func reach() async throws {
    try await TestRegion.run { region in
      let person = try await colleague(region)
      let foreign = try await region.account(of: other)
      let nurse = try await region.account(of: .nurse)
      #expect(
        try await region.failure(of: call(foreign, person.account), as: head) == RPCError(.notFound))
      #expect(
        try await region.failure(of: call(nurse, foreign), as: head)
          == RPCError(.notFound))
      let agent = try await region.account(of: .of(.general, .agent))
      #expect(
        try await region.failure(of: call(agent, person.account), as: head) == RPCError(.notFound))
      try await region.perform(call(foreign, person.account), as: officer)
      #expect(try await region.perform(ListSubstitutions(), as: head).items.count == 0)
      #expect(try await region.perform(ListSubstitutions(), as: officer).items.count == 1)
      let id = try await region.perform(ListSubstitutions(), as: officer).items.first?.substitutionId
      #expect(
        try await region.failure(of: EndSubstitution(substitutionId: try #require(id)), as: head)
          == RPCError(.notFound))
      let elsewhere = TestPerson.of(.maternity, .securityOfficer)
      #expect(
        try await region.failure(of: call(foreign, person.account), as: elsewhere)
          == RPCError(.notFound))
    }
  }

  @Test("A head lends no role that permits more than a head may")
  func neverMore() async throws {
    try await TestRegion.run { region in
      let person = try await colleague(region)
      let department = try #require(region.people.departments[.general]?.first)
      try await region.perform(
        CreateRole(
          role: "own.registrar", name: "登记员",
          permissions: [
            RolePermission(permission: .dischargeRead, scope: .department),
            RolePermission(permission: .dischargeImport, scope: .hospital),
          ]), as: officer)
      let absent = try await region.newcomer("registrar")
      try await region.perform(
        GrantRole(accountId: absent.account, role: "own.registrar", departmentId: department), as: officer)
      let id = absent.account
      let refused = try await region.failure(of: call(id, person.account), as: head)
      #expect(refused?.violations.first?.rule == "nothingToLend")
      let lent = try await region.perform(call(id, person.account), as: officer)
      #expect(lent.roles == ["own.registrar"])
    }
  }

  @Test("Administrators' roles are never lent, and an administrator never stands in")
  func administrators() async throws {
    try await TestRegion.run { region in
      let person = try await colleague(region)
      let auditor = try await region.account(of: .of(.general, .auditor))
      let refused = try await region.failure(of: call(auditor, person.account), as: officer)
      #expect(refused?.violations.first?.rule == "nothingToLend")
      let nurse = try await region.account(of: .nurse)
      let administrator = try await region.failure(of: call(nurse, auditor), as: officer)
      #expect(administrator?.violations.first?.rule == "separationOfAdministrators")
      let oneself = try await region.failure(of: call(nurse, nurse), as: officer)
      #expect(oneself?.violations.first?.rule == "another")
      let long = try await region.failure(of: call(nurse, person.account, days: 93), as: officer)
      #expect(long?.violations.first?.path == "validUntil")
    }
  }

  @Test("What is lent ends with what it was lent from, and isn't lent on")
  func ending() async throws {
    try await TestRegion.run { region in
      let person = try await colleague(region)
      let nurse = try await region.account(of: .nurse)
      try await region.perform(call(nurse, person.account), as: head)
      try await person.perform(NextTask())
      let third = try await region.account(of: .of(.general, .wardDoctor))
      let chain = try await region.perform(call(person.account, third), as: officer)
      #expect(chain.roles == ["own.wardClerk"])
      let held = try await region.perform(ListAssignments(accountId: nurse), as: officer)
      let assignment = try #require(held.items.first?.assignmentId)
      try await region.perform(RevokeAssignment(assignmentId: assignment), as: officer)
      #expect(try await person.failure(of: NextTask())?.code == .forbidden)
      let left = try await region.perform(ListAssignments(accountId: person.account), as: officer)
      #expect(left.items.map { $0.role } == ["own.wardClerk"])
    }
  }

  @Test("Two who stand in for one another, entered at the same moment, don't wait for one another")
  func crossing() async throws {
    try await TestRegion.run { region in
      let people = [try await region.account(of: .nurse), try await region.account(of: .of(.general, .wardDoctor))]
      let (low, high) = people[0].uuidString < people[1].uuidString ? (people[0], people[1]) : (people[1], people[0])
      // Each begins with another of the two; the lower one is held until both wait, the one that has nothing yet at the head.
      func meeting(_ calls: [@Sendable () async throws -> RPCError?]) async throws -> [RPCError?] {
        let begun = try await region.holding("select 1 from identity.account where account_id = \(low) for update") {
          var begun: [Task<RPCError?, any Error>] = []
          for call in calls {
            begun.append(Task { try await call() })
            try await region.untilWaiting(begun.count)
          }
          return begun
        }
        return [try await begun[0].value, try await begun[1].value]
      }
      let answers = try await meeting([
        { try await region.failure(of: call(low, high), as: head) },
        { try await region.failure(of: call(high, low), as: head) },
      ])
      try #require(answers == [nil, nil])
      #expect(try await region.perform(ListSubstitutions(), as: head).items.count == 2)
      // Nor do two who withdraw what each has lent to the other.
      var assignments: [RevokeAssignment] = []
      for account in [low, high] {
        let list = try await region.perform(ListAssignments(accountId: account), as: officer)
        let own = list.items.first { $0.substitutionId == nil }
        assignments.append(RevokeAssignment(assignmentId: try #require(own?.assignmentId)))
      }
      let (first, second) = (assignments[0], assignments[1])
      let ended = try await meeting([
        { try await region.failure(of: first, as: officer) },
        { try await region.failure(of: second, as: officer) },
      ])
      #expect(ended == [nil, nil])
    }
  }

  @Test("A substitution from a day to come begins then")
  func later() async throws {
    try await TestRegion.run { region in
      let person = try await colleague(region)
      let nurse = try await region.account(of: .nurse)
      try await region.perform(call(nurse, person.account, from: 1), as: head)
      #expect(try await person.failure(of: NextTask())?.code == .forbidden)
      #expect(try await region.perform(ListSubstitutions(), as: head).items.count == 1)
    }
  }
}
