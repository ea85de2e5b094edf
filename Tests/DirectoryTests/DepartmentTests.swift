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
}
