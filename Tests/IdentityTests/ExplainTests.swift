import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Identity

@Suite struct ExplainTests {
  private let officer = TestPerson.of(.general, .securityOfficer)

  private func rules(_ answer: ExplainAccess.Output) -> [String] {
    answer.rules.map { "\($0.rule):\($0.isMet ? "yes" : "no")" }
  }

  @Test("Yes and no, with the rules in their order and the role that decides")
  func inGeneral() async throws {
    try await TestRegion.run { region in
      let nurse = try await region.account(of: .nurse)
      let work = try await region.perform(ExplainAccess(accountId: nurse, method: "followup.task.next"), as: officer)
      #expect(work.isAllowed && work.permission == .taskWork)
      #expect(
        rules(work) == [
          "organizationActive:yes", "accountActive:yes", "methodRequires:yes", "auditGate:yes", "roleGrants:yes",
        ])
      let grants = work.rules.last
      #expect(grants?.role == "wardNurse" && grants?.scope == .department)
      #expect(grants?.departmentId == region.people.departments[.general]?.first)
      let manage = try await region.perform(
        ExplainAccess(accountId: nurse, permission: .policyManage), as: officer)
      #expect(!manage.isAllowed)
      #expect(rules(manage) == ["organizationActive:yes", "accountActive:yes", "noRoleGrants:no"])
      #expect(manage.rules.last?.english.contains("centreManager") == true)
    }
  }

  @Test("On a record: the own department yes, another no; not there and another hospital's the same")
  func onRecord() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(), .test(record: "T0002", department: "骨科")])
      try await region.importPages(
        [.test(record: "M1", department: "产科", daysAgo: 3)], as: .of(.maternity, .centreManager))
      let nurse = try await region.account(of: .nurse)
      func verdict(_ kind: String, _ id: UUID, as person: TestPerson) async throws -> String? {
        let answer = try await region.perform(
          ExplainAccess(
            accountId: person == officer ? nurse : nil, method: "followup.task.read",
            record: ExplainAccess.RecordReference(kind: kind, id: id)), as: person)
        let last = answer.rules.last
        #expect(last?.rule == "recordInScope")
        #expect(answer.isAllowed == last?.isMet)
        return last?.english
      }
      let rows = try await region.owner.pipelined([
        """
        select distinct on (d.record_number) d.discharge_id, d.patient_id, t.task_id
          from discharges.discharge d join followup.task t using (tenant_id, discharge_id)
          where d.record_number in ('T0001', 'T0002', 'M1')
          order by d.record_number desc, (t.responsible_department_id = d.department_id) desc
        """
      ])
      let records = try rows[0].decode((UUID, UUID, UUID).self)
      #expect(records.count == 3)
      for person in [officer, .nurse] {
        for (other, own, foreign, kind) in [
          (records[0].0, records[1].0, records[2].0, "discharge"),
          (records[0].1, records[1].1, records[2].1, "patient"), (records[0].2, records[1].2, records[2].2, "task"),
        ] {
          #expect(try await verdict(kind, own, as: person) == "the record is within the role's scope", "\(kind)")
          let nothing = try await verdict(kind, UUID(), as: person)
          #expect(nothing == "there is no such record, or it is out of reach")
          #expect(try await verdict(kind, foreign, as: person) == nothing)
          let outside = try await verdict(kind, other, as: person)
          #expect((outside == nothing) == (person == .nurse), "\(kind)")
        }
      }
      let events = try await region.owner.pipelined([
        "select count(*) from audit.event where method = 'access.explain' and subject_count = 1"
      ])
      // The officer's questions about both departments, and the nurse's about the own, of three kinds.
      #expect(try events[0].single(Int.self) == 9)
    }
  }

  @Test("A method that touches no personal data is shown no record, whatever the scope")
  func gate() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let rows = try await region.owner.pipelined(["select discharge_id from discharges.discharge"])
      let record = ExplainAccess.RecordReference(kind: "discharge", id: try rows[0].single(UUID.self))
      let answer = try await region.perform(ExplainAccess(method: "policy.list", record: record), as: .manager)
      #expect(!answer.isAllowed)
      #expect(rules(answer).contains("auditGate:no") && rules(answer).last == "recordInScope:yes")
    }
  }

  @Test("About oneself everybody may ask, about others who reviews access; another hospital's account isn't there")
  func whoMayAsk() async throws {
    try await TestRegion.run { region in
      let ofOneself = ExplainAccess(permission: .reportRead)
      let ofManager = ExplainAccess(accountId: try await region.account(of: .manager), permission: .reportRead)
      #expect(try await region.perform(ofOneself, as: .nurse).isAllowed)
      #expect(try await region.perform(ofManager, as: .of(.general, .auditor)).isAllowed)
      #expect(try await region.failure(of: ofManager, as: .nurse) == RPCError(.notFound))
      #expect(try await region.failure(of: ofManager, as: .of(.maternity, .securityOfficer)) == RPCError(.notFound))
    }
  }

  @Test("A role not yet or no longer in force is named as such")
  func outOfForce() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("later")
      let from = Date().addingTimeInterval(3600)
      try await region.perform(GrantRole(accountId: person.account, role: "agent", validFrom: from), as: officer)
      let answer = try await region.perform(
        ExplainAccess(accountId: person.account, permission: .taskWork), as: officer)
      #expect(!answer.isAllowed && answer.rules.last?.role == "agent")
    }
  }

  @Test("What is no method, no kind, or neither question is refused by field")
  func malformed() async throws {
    try await TestRegion.run { region in
      let staff = ExplainAccess.RecordReference(kind: "staff", id: UUID())
      for (call, path) in [
        (ExplainAccess(method: "no.such"), "method"), (ExplainAccess(), "permission"),
        (ExplainAccess(permission: .reportRead, record: staff), "record.kind"),
      ] {
        let error = try await region.failure(of: call, as: officer)
        #expect(error?.code == .invalidParams && error?.violations.first?.path == path)
      }
    }
  }
}
