import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct DepartmentTests {
  private func update(_ department: JSONValue, _ more: String = "", name: String? = nil, kind: String = "clinical")
    -> String
  {
    """
    {"departmentId":"\(department.id)","expectedVersion":\(department.version),\
    "name":"\(name ?? department["name"]?.string ?? "")","kind":"\(kind)"\(more)}
    """
  }

  private func change(_ department: JSONValue) -> String {
    "{\"departmentId\":\"\(department.id)\",\"expectedVersion\":\(department.version)}"
  }

  @Test("An update that has not seen the last change is refused, and nobody else's department is there")
  func versions() async throws {
    try await TestRegion.run { region in
      let department = try #require(try await region.department("骨科"))
      try await region.result("department.update", update(department, kind: "ward"), as: .administrator)
      let late = try await region.failure("department.update", update(department), as: .administrator)
      #expect(late?.code == .versionConflict && late?.violations.first?.path == "expectedVersion")
      let foreign = try await region.failure(
        "department.update", update(department), as: .of(.maternity, .hospitalAdministrator))
      #expect(foreign == RPCError(.notFound))
      #expect(try await region.department("骨科")?["kind"]?.string == "ward")
    }
  }

  @Test("Departments stand in a tree: below nothing unknown, never in a circle, six levels at most")
  func tree() async throws {
    try await TestRegion.run { region in
      var above = try #require(try await region.department("骨科"))
      let root = above
      for level in 2...6 {
        let made = try await region.result(
          "department.create", "{\"name\":\"骨科\(level)病区\",\"kind\":\"ward\",\"parentId\":\"\(above.id)\"}",
          as: .administrator)
        #expect(made["parentId"]?.string == above.id)
        above = made
      }
      let tooDeep = try await region.failure(
        "department.create", "{\"name\":\"骨科7病区\",\"kind\":\"ward\",\"parentId\":\"\(above.id)\"}", as: .administrator)
      #expect(tooDeep?.violations.first?.rule == "departmentDepth")
      let circle = try await region.failure(
        "department.update", update(root, ",\"parentId\":\"\(above.id)\""), as: .administrator)
      #expect(circle?.code == .ruleViolation && circle?.violations.first?.rule == "departmentCircle")
      let own = try await region.failure(
        "department.update", update(root, ",\"parentId\":\"\(root.id)\""), as: .administrator)
      #expect(own?.violations.first?.path == "parentId")
      let foreign = try #require(region.people.departments[.maternity]?.first)
      let unknown = try await region.failure(
        "department.update", update(root, ",\"parentId\":\"\(foreign)\""), as: .administrator)
      #expect(unknown?.code == .notFound && unknown?.violations.first?.path == "parentId")
    }
  }

  @Test("A head is of the staff; a campus is one of the hospital's")
  func references() async throws {
    try await TestRegion.run { region in
      let head = try await region.makeStaff("陈莉", in: "骨科")
      let campus = try await region.result("campus.create", "{\"name\":\"东院区\"}", as: .administrator)
      let department = try #require(try await region.department("骨科"))
      let changed = try await region.result(
        "department.update", update(department, ",\"headStaffId\":\"\(head.id)\",\"campusId\":\"\(campus.id)\""),
        as: .administrator)
      #expect(changed["headStaffId"]?.string == head.id && changed["campusId"]?.string == campus.id)
      let wrong = try await region.failure(
        "department.update", update(changed, ",\"headNurseStaffId\":\"\(campus.id)\""), as: .administrator)
      #expect(wrong?.violations.first?.path == "headNurseStaffId")
      let used = try await region.failure(
        "campus.update",
        "{\"campusId\":\"\(campus.id)\",\"expectedVersion\":1,\"name\":\"东院区\",\"status\":\"deactivated\"}",
        as: .administrator)
      #expect(used?.code == .inUse)
      let heading = try await region.failure(
        "staff.deactivate", "{\"staffId\":\"\(head.id)\",\"expectedVersion\":\(head.version)}", as: .administrator)
      #expect(heading?.violations.first?.rule == "headsDepartment")
    }
  }

  @Test("A department in use can't be deactivated: while roles, tasks or wards hang on it, or while it is the centre")
  func deactivation() async throws {
    try await TestRegion.run { region in
      func rule(_ name: String) async throws -> String? {
        let department = try #require(try await region.department(name))
        return try await region.failure("department.deactivate", change(department), as: .administrator)?
          .violations.first?.rule
      }
      #expect(try await rule("骨科") == "activeAssignments")
      #expect(try await rule("回访中心") == "followUpCentre")
      try await region.importPages([.test(department: "康复科", daysAgo: 2)])
      #expect(try await rule("康复科") == "openTasks")
      let plain = try await region.result(
        "department.create", "{\"name\":\"医务科\",\"kind\":\"functional\"}", as: .administrator)
      let below = try await region.result(
        "department.create", "{\"name\":\"病案室\",\"kind\":\"functional\",\"parentId\":\"\(plain.id)\"}",
        as: .administrator)
      #expect(try await rule("医务科") == "activeChildren")
      try await region.result("department.deactivate", change(below), as: .administrator)
      let gone = try await region.result("department.deactivate", change(plain), as: .administrator)
      #expect(gone["status"]?.string == "deactivated")
      #expect(try await region.department("医务科") == nil)
      #expect(
        try await region.failure("department.update", update(gone), as: .administrator)?.code == .invalidState)
      let back = try await region.result("department.activate", change(gone), as: .administrator)
      #expect(back["status"]?.string == "active" && back.version == 3)
    }
  }

  @Test("The follow-up centre moves with its open tasks; there is one at a time")
  func centre() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 2)])
      let second = try await region.failure(
        "department.create", "{\"name\":\"随访办\",\"kind\":\"functional\",\"isFollowUpCentre\":true}", as: .administrator)
      #expect(second?.violations.first?.path == "isFollowUpCentre")
      let made = try await region.result(
        "department.create", "{\"name\":\"随访办\",\"kind\":\"functional\"}", as: .administrator)
      let centre = try await region.result("department.makeFollowUpCentre", change(made), as: .administrator)
      #expect(centre["isFollowUpCentre"]?.boolean == true)
      #expect(try await region.department("回访中心")?["isFollowUpCentre"]?.boolean == false)
      let rows = try await region.owner.pipelined([
        """
        select count(*) filter (where d.name = '回访中心'), count(*) filter (where d.name = '随访办')
          from followup.task t join directory.department d
            on d.tenant_id = t.tenant_id and d.department_id = t.responsible_department_id where t.level <> 'wardFollowUp'
        """
      ])
      let (before, after) = try rows[0].single((Int, Int).self)
      #expect(before == 0 && after > 0)
    }
  }

  @Test("A list is filtered and paged, and a cursor is of no use with another filter")
  func list() async throws {
    try await TestRegion.run { region in
      for number in 1...5 {
        try await region.result(
          "department.create", "{\"name\":\"\(number)病区\",\"kind\":\"ward\"}", as: .administrator)
      }
      var names: [String] = []
      var cursor = ""
      while true {
        let page = try await region.result(
          "department.list", "{\"kind\":\"ward\",\"page\":{\"limit\":2\(cursor)}}", as: .nurse)
        names += page["items"]?.elements.compactMap { $0["name"]?.string } ?? []
        guard let next = page["nextCursor"]?.string else { break }
        cursor = ",\"cursor\":\"\(next)\""
      }
      #expect(names == ["1病区", "2病区", "3病区", "4病区", "5病区"])
      let other = try await region.failure("department.list", "{\"page\":{\"limit\":2\(cursor)}}", as: .nurse)
      #expect(other?.code == .cursorInvalid)
    }
  }

  @Test("A renamed department is found by imports under both names, and one that takes the old name has it for itself")
  func renamed() async throws {
    try await TestRegion.run { region in
      let department = try #require(try await region.department("骨科"))
      try await region.result("department.update", update(department, name: "骨与关节外科"), as: .administrator)
      try await region.importPages([.test(record: "A", department: "骨科"), .test(record: "B", department: "骨与关节外科")])
      #expect(try await region.department("骨科") == nil)
      let read = try await region.result(
        "department.read", "{\"departmentId\":\"\(department.id)\"}", as: .administrator)
      #expect(read["aliases"]?.elements.map(\.string) == ["骨科"])
      let list = try await region.result("discharge.list", "{\"departmentId\":\"\(department.id)\"}", as: .manager)
      #expect(list["items"]?.count == 2)
      let again = try await region.result(
        "department.create", "{\"name\":\"骨科\",\"kind\":\"clinical\"}", as: .administrator)
      try await region.importPages([.test(record: "C", department: "骨科")])
      let own = try await region.result("discharge.list", "{\"departmentId\":\"\(again.id)\"}", as: .manager)
      #expect(own["items"]?.count == 1)
    }
  }

  @Test("What hangs on a department is told before; staff in use keep it, whom nobody confirmed goes with it")
  func use() async throws {
    try await TestRegion.run { region in
      let made = try await region.result(
        "department.create", "{\"name\":\"针灸科\",\"kind\":\"clinical\"}", as: .administrator)
      func use() async throws -> [String] {
        let use = try await region.result(
          "department.usage.read", "{\"departmentId\":\"\(made.id)\"}", as: .administrator)
        #expect(use["isFollowUpCentre"]?.boolean == false)
        return ["staff", "visitingStaff", "unconfirmedStaff", "departmentsBelow", "roles"].map {
          "\(use[$0]?.integer ?? -1)"
        } + ["\(use["hasOpenTasks"]?.boolean ?? false)"]
      }
      #expect(try await use() == ["0", "0", "0", "0", "0", "false"])
      let member = try await region.makeStaff("李敏", in: "针灸科", ",\"number\":\"N1\"")
      try await region.bulk("staff.import", "工号,姓名,科室,其他科室\nN2,王伟,骨科,针灸科\n")
      try await region.importPages([.test(department: "针灸科", daysAgo: 300)])
      #expect(try await use() == ["1", "1", "2", "0", "0", "true"])
      _ = try await region.owner.pipelined([
        "update followup.task set status = 'cancelled', reason = 'other', closed_at = now() where status = 'due'"
      ])
      func deactivate() async throws -> String? {
        try await region.failure("department.deactivate", change(made), as: .administrator)?.violations.first?.rule
      }
      #expect(try await deactivate() == "activeStaff")
      try await region.result(
        "staff.deactivate", "{\"staffId\":\"\(member.id)\",\"expectedVersion\":\(member.version)}", as: .administrator)
      #expect(try await deactivate() == nil)
      let left = try await region.result("staff.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(left["items"]?.count == 0)
      // What leaves still names the department of a further place of work, and comes back.
      let file = try await region.result("staff.export", as: .administrator)["csv"]?.string ?? ""
      #expect(try await region.bulk("staff.import", file)["unchanged"]?.integer == 1)
      let foreign = try await region.failure(
        "department.usage.read", "{\"departmentId\":\"\(made.id)\"}", as: .of(.maternity, .hospitalAdministrator))
      #expect(foreign == RPCError(.notFound))
    }
  }

  @Test("A department out of use that a file names again stands on the list of what is to be confirmed")
  func metAgain() async throws {
    try await TestRegion.run { region in
      let made = try await region.result(
        "department.create", "{\"name\":\"针灸科\",\"kind\":\"clinical\"}", as: .administrator)
      try await region.result("department.deactivate", change(made), as: .administrator)
      try await region.importPages([.test(department: "针灸科", daysAgo: 2)])
      let met = try await region.result("department.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(met["items"]?.elements.map(\.id) == [made.id])
    }
  }
}
