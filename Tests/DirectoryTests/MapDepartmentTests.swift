import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct MapDepartmentTests {
  private func map(_ from: JSONValue, to: String, _ more: String = "") -> String {
    "{\"departmentId\":\"\(from.id)\",\"toDepartmentId\":\"\(to)\",\"expectedVersion\":\(from.version)\(more)}"
  }

  @Test("What hung on a met department moves with it, and the next import finds the right one at once")
  func moves() async throws {
    try await TestRegion.run { region in
      let ward = try #require(region.people.departments[.general]?.first)
      try await region.importPages([
        .test(record: "A", department: "心内科", daysAgo: 2), .test(record: "B", department: "心内科", wayOfLeaving: .died),
      ])
      #expect(try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)["items"]?.count == 0)
      let met = try #require(try await region.department("心内科"))
      #expect(met["confirmed"]?.boolean == false)
      let answer = try await region.result("department.map", map(met, to: "\(ward)"), as: .administrator)
      #expect(answer["department"]?.id == "\(ward)".lowercased() && (answer["moved"]?.integer ?? 0) > 5)

      let left = try await region.owner.pipelined([
        "select count(*) from discharges.discharge where department_id::text = \(met.id.lowercased())",
        """
        select count(*) from followup.task
          where \(met.id.lowercased()) in (department_id::text, responsible_department_id::text)
        """,
        "select count(*) from followup.exclusion where department_id::text = \(met.id.lowercased())",
        """
        select count(*) from directory.staff
          where department_id::text = \(met.id.lowercased()) and mapped_to_id is null
        """,
        "select count(*) from followup.exclusion",
      ])
      #expect(try left.map { try $0.single(Int.self) } == [0, 0, 0, 0, 1])
      let list = try await region.result("discharge.list", "{\"departmentId\":\"\(ward)\"}", as: .nurse)
      #expect(list["items"]?.count == 2)
      let gone = try #require(try await region.department("心内科", status: "deactivated"))
      #expect(gone["mappedToId"]?.string == "\(ward)".lowercased())
      #expect(
        try await region.failure(
          "department.activate", "{\"departmentId\":\"\(gone.id)\",\"expectedVersion\":\(gone.version)}",
          as: .administrator)?.violations.first?.rule == "mapped")

      let again = try await region.importPages([
        .test(record: "A", department: "心内科", daysAgo: 2), .test(record: "C", department: "心内科", daysAgo: 3),
      ])
      #expect(again["unchanged"]?.integer == 1 && again["new"]?.integer == 1)
      let after = try await region.result("discharge.list", "{\"departmentId\":\"\(ward)\"}", as: .nurse)
      #expect(after["items"]?.count == 3)
      let unconfirmed = try await region.result("department.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(unconfirmed["items"]?.count == 0)
    }
  }

  @Test("Attempts go with their task: whoever works at the department now sees what was tried")
  func attempts() async throws {
    try await TestRegion.run { region in
      let ward = try #require(region.people.departments[.general]?.first)
      try await region.importPages([.test(department: "心内科", daysAgo: 2)])
      let met = try #require(try await region.department("心内科"))
      _ = try await region.owner.pipelined([
        """
        insert into followup.attempt (tenant_id, attempt_id, task_id, department_id, responsible_department_id, account_id,
          channel, disposition)
        select tenant_id, gen_random_uuid(), task_id, department_id, responsible_department_id, gen_random_uuid(), 'phone',
          'noAnswer' from followup.task
        """
      ])
      try await region.result("department.map", map(met, to: "\(ward)"), as: .administrator)
      let rows = try await region.owner.pipelined([
        "select count(*), count(*) filter (where department_id = \(ward)) from followup.attempt"
      ])
      let (all, moved) = try rows[0].single((Int, Int).self)
      #expect(all > 0 && moved == all)
    }
  }

  @Test("Staff of both departments with one name become one person; the others move")
  func staff() async throws {
    try await TestRegion.run { region in
      let ward = try #require(region.people.departments[.general]?.first)
      try await region.makeStaff("陈莉", in: "心血管内科", ",\"number\":\"D1\"")
      try await region.importPages([.test(department: "心内科")])
      let met = try #require(try await region.department("心内科"))
      try await region.result("department.map", map(met, to: "\(ward)"), as: .administrator)
      let rows = try await region.owner.pipelined([
        """
        select a.number, a.confirmed, n.name, n.department_id = \(ward) from discharges.discharge d
          join directory.staff a on a.tenant_id = d.tenant_id and a.staff_id = d.attending_staff_id
          join directory.staff n on n.tenant_id = d.tenant_id and n.staff_id = d.nurse_staff_id
        """
      ])
      let (number, confirmed, nurse, moved) = try rows[0].single((String?, Bool, String, Bool).self)
      #expect(number == "D1" && confirmed && nurse == "房丹" && moved)
    }
  }

  @Test(
    "A confirmed department, or one for which accounts hold roles, is mapped only when that is said; then roles move")
  func inUse() async throws {
    try await TestRegion.run { region in
      let departments = try #require(region.people.departments[.general])
      let other = TestPerson.of(.general, .wardNurse, department: 1)
      let from = try #require(try await region.department("骨科"))
      #expect(
        try await region.failure("department.map", map(from, to: "\(departments[0])"), as: .administrator)?
          .violations.first?.rule == "confirmedOrHeld")
      try await region.importPages([.test(record: "A", department: "心血管内科", daysAgo: 2)])
      try await region.result(
        "department.map", map(from, to: "\(departments[0])", ",\"evenInUse\":true"), as: .administrator)
      let seen = try await region.result("discharge.list", "{\"departmentId\":\"\(departments[0])\"}", as: other)
      #expect(seen["items"]?.count == 1)
      let rows = try await region.owner.pipelined([
        """
        select count(*) from identity.assignment
          where department_id = \(departments[1]) and (valid_until is null or valid_until > now())
        """
      ])
      #expect(try rows[0].single(Int.self) == 0)
    }
  }

  @Test("Not to itself, not to one that is unconfirmed or another hospital's, not the centre, and not twice")
  func refused() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", department: "心内科"), .test(record: "B", department: "心二科")])
      let met = try #require(try await region.department("心内科"))
      let other = try #require(try await region.department("心二科"))
      let foreign = try #require(region.people.departments[.maternity]?.first)
      let ward = try #require(region.people.departments[.general]?.first)
      func code(_ call: String) async throws -> ErrorCode? {
        try await region.failure("department.map", call, as: .administrator)?.code
      }
      #expect(try await code(map(met, to: met.id)) == .invalidParams)
      #expect(try await code(map(met, to: other.id)) == .notFound)
      #expect(try await code(map(met, to: "\(foreign)")) == .notFound)
      let centre = try #require(try await region.department("回访中心"))
      #expect(try await code(map(centre, to: "\(ward)", ",\"evenInUse\":true")) == .inUse)
      try await region.result("department.map", map(met, to: "\(ward)"), as: .administrator)
      let gone = try #require(try await region.department("心内科", status: "deactivated"))
      #expect(try await code(map(gone, to: "\(ward)")) == .invalidState)
      #expect(try await region.failure("department.map", map(other, to: "\(ward)"), as: .nurse)?.code == .forbidden)
    }
  }

  @Test("A role that was withdrawn before it began is not carried over, and hinders no mapping")
  func withdrawnBeforeItBegan() async throws {
    try await TestRegion.run { region in
      let ward = try #require(region.people.departments[.general]?.first)
      try await region.importPages([.test(department: "心内科")])
      let met = try #require(try await region.department("心内科"))
      let nurse = try await region.account(of: .nurse)
      _ = try await region.owner.pipelined([
        """
        insert into identity.assignment (tenant_id, assignment_id, account_id, role, department_id, valid_from, valid_until)
          select tenant_id, gen_random_uuid(), account_id, 'headNurse', \(try #require(UUID(uuidString: met.id))),
              now() + interval '9 days', now() + interval '9 days'
            from identity.account where account_id = \(nurse)
        """
      ])
      try await region.result("department.map", map(met, to: "\(ward)"), as: .administrator)
      let carried = try await region.owner.pipelined([
        "select count(*) from identity.assignment where role = 'headNurse' and department_id = \(ward) and account_id = \(nurse)"
      ])
      #expect(try carried[0].single(Int.self) == 0)
    }
  }

  @Test("Mapping leaves one event, which says how much was moved and names nobody")
  func audited() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(department: "心内科")])
      let met = try #require(try await region.department("心内科"))
      let ward = try #require(region.people.departments[.general]?.first)
      let answer = try await region.result("department.map", map(met, to: "\(ward)"), as: .administrator)
      let rows = try await region.owner.pipelined([
        "select result_count, subject_count from audit.event where method = 'department.map' and outcome = 'allowed'"
      ])
      let (count, subjects) = try rows[0].single((Int, Int).self)
      #expect(count == answer["moved"]?.integer && subjects == 0)
    }
  }

  @Test("A mapping that was a mistake is taken back; importing again, or mapping rightly, brings the discharges home")
  func unmapping() async throws {
    try await TestRegion.run { region in
      let departments = try #require(region.people.departments[.general])
      let pages: [FrontPage] = [
        .test(record: "A", department: "骨二科", daysAgo: 2), .test(record: "B", department: "骨二科", daysAgo: 3),
      ]
      try await region.importPages(pages)
      let met = try #require(try await region.department("骨二科"))
      try await region.result("department.map", map(met, to: "\(departments[0])"), as: .administrator)
      let gone = try #require(try await region.department("骨二科", status: "deactivated"))
      let call = "{\"departmentId\":\"\(gone.id)\",\"expectedVersion\":\(gone.version)}"
      let back = try await region.result("department.unmap", call, as: .administrator)
      #expect(back["status"]?.string == "active" && back["confirmed"]?.boolean == false && back["mappedToId"] == nil)
      #expect(try await region.failure("department.unmap", call, as: .administrator)?.code == .versionConflict)
      try await region.result("department.map", map(back, to: "\(departments[1])"), as: .administrator)
      try await region.importPages(pages)
      let rows = try await region.owner.pipelined([
        "select count(*) from discharges.discharge where department_id = \(departments[1])",
        "select count(*) from followup.task where department_id <> \(departments[1])",
      ])
      #expect(try rows.map { try $0.single(Int.self) } == [2, 0])
    }
  }
}
