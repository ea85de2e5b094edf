import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct ExplainTests {
  private let officer = TestPerson.of(.general, .securityOfficer)

  private func rules(_ answer: JSONValue) -> [String] {
    answer["rules"]?.elements.map { "\($0["rule"]?.string ?? ""):\($0["isMet"]?.boolean == true ? "yes" : "no")" } ?? []
  }

  private func explain(
    _ region: TestRegion, _ account: UUID?, _ question: String, as person: TestPerson
  ) async throws -> JSONValue {
    let who = account.map { "\"accountId\":\"\($0)\"," } ?? ""
    return try await region.result("access.explain", "{\(who)\(question)}", as: person)
  }

  @Test("Yes and no, with the rules in their order and the role that decides")
  func inGeneral() async throws {
    try await TestRegion.run { region in
      let nurse = try await region.account(of: .nurse)
      let work = try await explain(region, nurse, "\"method\":\"followup.task.next\"", as: officer)
      #expect(work["isAllowed"]?.boolean == true && work["permission"]?.string == "followup.task.work")
      #expect(
        rules(work) == [
          "organizationActive:yes", "accountActive:yes", "methodRequires:yes", "auditGate:yes", "roleGrants:yes",
        ])
      let grants = work["rules"]?.elements.last
      #expect(grants?["role"]?.string == "wardNurse" && grants?["scope"]?.string == "department")
      #expect(
        grants?["departmentId"]?.string?.lowercased()
          == region.people.departments[.general]?.first?.uuidString.lowercased())
      let manage = try await explain(region, nurse, "\"permission\":\"policy.manage\"", as: officer)
      #expect(manage["isAllowed"]?.boolean == false)
      #expect(rules(manage) == ["organizationActive:yes", "accountActive:yes", "noRoleGrants:no"])
      #expect(manage["rules"]?.elements.last?["english"]?.string?.contains("centreManager") == true)
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
        let answer = try await explain(
          region, person == officer ? nurse : nil,
          "\"method\":\"followup.task.read\",\"record\":{\"kind\":\"\(kind)\",\"id\":\"\(id)\"}", as: person)
        let last = answer["rules"]?.elements.last
        #expect(last?["rule"]?.string == "recordInScope")
        #expect(answer["isAllowed"]?.boolean == last?["isMet"]?.boolean)
        return last?["english"]?.string
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
      let answer = try await explain(
        region, nil,
        "\"method\":\"policy.list\",\"record\":{\"kind\":\"discharge\",\"id\":\"\(try rows[0].single(UUID.self))\"}",
        as: .manager)
      #expect(answer["isAllowed"]?.boolean == false)
      #expect(rules(answer).contains("auditGate:no") && rules(answer).last == "recordInScope:yes")
    }
  }

  @Test("About oneself everybody may ask, about others who reviews access; another hospital's account isn't there")
  func whoMayAsk() async throws {
    try await TestRegion.run { region in
      let question = "\"permission\":\"report.read\""
      let manager = try await region.account(of: .manager)
      #expect(try await explain(region, nil, question, as: .nurse)["isAllowed"]?.boolean == true)
      #expect(try await explain(region, manager, question, as: .of(.general, .auditor))["isAllowed"]?.boolean == true)
      let call = "{\"accountId\":\"\(manager)\",\(question)}"
      #expect(try await region.failure("access.explain", call, as: .nurse) == RPCError(.notFound))
      #expect(
        try await region.failure("access.explain", call, as: .of(.maternity, .securityOfficer)) == RPCError(.notFound))
    }
  }

  @Test("A role not yet or no longer in force is named as such")
  func outOfForce() async throws {
    try await TestRegion.run { region in
      let person = try await region.newcomer("later")
      let from = Date().addingTimeInterval(3600).formatted(.iso8601)
      try await region.result(
        "assignment.grant", "{\"accountId\":\"\(person.account)\",\"role\":\"agent\",\"validFrom\":\"\(from)\"}",
        as: officer)
      let answer = try await explain(
        region, UUID(uuidString: person.account), "\"permission\":\"followup.task.work\"", as: officer)
      let last = answer["rules"]?.elements.last
      #expect(answer["isAllowed"]?.boolean == false && last?["role"]?.string == "agent")
    }
  }

  @Test("What is no method, no kind, or neither question is refused by field")
  func malformed() async throws {
    try await TestRegion.run { region in
      for (call, path) in [
        ("{\"method\":\"no.such\"}", "method"), ("{}", "permission"),
        (
          "{\"permission\":\"report.read\",\"record\":{\"kind\":\"staff\",\"id\":\"\(UUID())\"}}", "record.kind"
        ),
      ] {
        let error = try await region.failure("access.explain", call, as: officer)
        #expect(error?.code == .invalidParams && error?.violations.first?.path == path)
      }
    }
  }
}
