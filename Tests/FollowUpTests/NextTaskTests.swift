import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct NextTaskTests {
  @Test("A nurse gets the longest overdue task of her own ward, with name and number in plain text")
  func nurse() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A", name: "王小明", daysAgo: 20), .test(record: "B", name: "欧阳锋", daysAgo: 40),
        .test(record: "C", name: "别科人", department: "骨科", daysAgo: 50),
      ])
      let next = try await region.result("followup.task.next", as: .nurse)
      #expect(next["task"]?["patientName"]?.string == "欧阳锋")
      #expect(next["task"]?["isPlain"]?.boolean == true)
      #expect(next["task"]?["task"]?["isOverdue"]?.boolean == true)
      #expect(next["task"]?["task"]?["patientName"]?.string == "欧*锋")
      #expect(next["task"]?["contacts"]?.elements.first?["phone"]?.string == "13800001234")
    }
  }

  @Test("Two people never get the same task")
  func noneTwice() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<12).map { .test(record: "R\($0)", daysAgo: 20) })
      let nurses = [TestPerson.nurse, .of(.general, .headNurse)]
      let taken = try await withThrowingTaskGroup(of: [String].self) { group in
        for nurse in nurses {
          group.addTask {
            var taken: [String] = []
            while let id = try await region.result("followup.task.next", as: nurse)["task"]?["task"]?["taskId"]?.string
            {
              taken.append(id)
              try await region.result(
                "followup.task.close", "{\"taskId\":\"\(id)\",\"reason\":\"noNumber\"}", as: nurse)
            }
            return taken
          }
        }
        return try await group.reduce(into: [String]()) { $0 += $1 }
      }
      #expect(taken.count >= 12)
      #expect(Set(taken).count == taken.count)
    }
  }

  @Test("Nothing due is an answer, not an error")
  func nothing() async throws {
    try await TestRegion.run { region in
      let next = try await region.result("followup.task.next", as: .nurse)
      #expect(next["task"] == nil)
    }
  }

  @Test("A promised redial comes before everything that is overdue, once its time has come")
  func promised() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", daysAgo: 20), .test(record: "B", daysAgo: 40)])
      _ = try await region.owner.pipelined([
        TaskSeeding.update(
          "state = 'resting', reason = 'promised', next_attempt_at = now() - interval '1 minute'",
          where: "t.responsible_role = 'wardNurse' and t.due_on = (select max(due_on) from followup.task)")
      ])
      let next = try await region.result("followup.task.next", as: .nurse)
      #expect(next["task"]?["recordNumber"]?.string == "A")
    }
  }

  @Test("A role of the hospital's own that works on tasks has its department's worklist, or the agents'")
  func ownRole() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A", name: "王小明", daysAgo: 20), .test(record: "C", name: "别科人", department: "骨科", daysAgo: 50),
      ])
      let officer = TestPerson.of(.general, .securityOfficer)
      func worker(_ scope: String, of department: UUID?) async throws -> Newcomer {
        let permissions = ["followup.task.read", "followup.task.work"].map {
          "{\"permission\":\"\($0)\",\"scope\":\"\(scope)\"}"
        }
        try await region.result(
          "role.create",
          "{\"role\":\"own.\(scope)Worker\",\"name\":\"\(scope)\",\"permissions\":[\(permissions.joined(separator: ","))]}",
          as: officer)
        let person = try await region.newcomer("\(scope).worker")
        let place = department.map { ",\"departmentId\":\"\($0)\"" } ?? ""
        try await region.result(
          "assignment.grant", "{\"accountId\":\"\(person.account)\",\"role\":\"own.\(scope)Worker\"\(place)}",
          as: officer)
        return person
      }
      let ward = try await worker("department", of: try #require(region.people.departments[.general]?.first))
      var listed = 0
      for view in ["due", "overdue"] {
        let page = try await ward.result("followup.task.list", "{\"view\":\"\(view)\"}")
        listed += page["items"]?.elements.count ?? 0
      }
      #expect(listed > 0)
      let next = try await ward.result("followup.task.next")
      #expect(next["task"]?["recordNumber"]?.string == "A")
      _ = try await region.owner.pipelined([
        TaskSeeding.update(
          "responsible_role = 'agent', responsible_department_id = c.department_id", from: "directory.department c",
          where: "c.tenant_id = t.tenant_id and c.is_follow_up_centre and t.state = 'due'")
      ])
      let centre = try await worker("hospital", of: nil)
      #expect(try await centre.result("followup.task.next")["task"]?["recordNumber"]?.string != nil)
    }
  }
}
