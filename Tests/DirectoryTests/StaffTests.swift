import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct StaffTests {
  private func entry(_ member: JSONValue, name: String? = nil, _ more: String = "") -> String {
    """
    {"staffId":"\(member.id)","expectedVersion":\(member.version),"staff":{"name":"\(name ?? member["name"]?.string ?? "")",\
    "departmentId":"\(member["departmentId"]?.string ?? "")"\(more)}}
    """
  }

  @Test("A member of staff has number, title, qualification, years of practice and dialects")
  func create() async throws {
    try await TestRegion.run { region in
      let year = region.today.year
      let made = try await region.makeStaff(
        "李敏", in: "骨科",
        """
        ,"number":"N1","title":"主管护师","education":"bachelor","licence":"nurse",\
        "practisingSince":"\(year - 4)-01-01","dialects":["mandarin","wu"]
        """)
      #expect(made["yearsOfPractice"]?.integer == 4 && made["education"]?.string == "bachelor")
      #expect(made["dialects"]?.elements.map(\.string) == ["mandarin", "wu"])
      #expect(made["confirmed"]?.boolean == true)
    }
  }

  @Test("A number or name that somebody has, an unknown department and a day in the future are refused by field")
  func refused() async throws {
    try await TestRegion.run { region in
      try await region.makeStaff("李敏", in: "骨科", ",\"number\":\"N1\"")
      func path(_ name: String, _ department: String, _ more: String = "") async throws -> String? {
        try await region.failure(
          "staff.create", "{\"staff\":{\"name\":\"\(name)\",\"departmentId\":\"\(department)\"\(more)}}",
          as: .administrator)?.violations.first?.path
      }
      let departments = try #require(region.people.departments[.general])
      let foreign = try #require(region.people.departments[.maternity]?.first)
      #expect(try await path("李敏", "\(departments[1])") == "name")
      #expect(try await path("张伟", "\(departments[0])", ",\"number\":\"N1\"") == "number")
      #expect(try await path("张伟", "\(foreign)") == "departmentId")
      #expect(try await path("张伟", "\(departments[0])", ",\"practisingSince\":\"2999-01-01\"") == "practisingSince")
      #expect(
        try await path("张伟", "\(departments[0])", ",\"dialects\":[\"klingon\"]")?.contains("dialects") == true)
      #expect(
        try await path(
          "张伟", "\(departments[0])",
          ",\"departments\":[{\"departmentId\":\"\(foreign)\",\"validFrom\":\"2026-01-01\"}]") == "departments")
      // The same number in another hospital is nobody's business here.
      try await region.result(
        "staff.create", "{\"staff\":{\"name\":\"李敏\",\"departmentId\":\"\(foreign)\",\"number\":\"N1\"}}",
        as: .of(.maternity, .hospitalAdministrator))
    }
  }

  @Test("Whoever works in several departments is on each list while it lasts, and their files mean the same person")
  func placements() async throws {
    try await TestRegion.run { region in
      let departments = try #require(region.people.departments[.general])
      let member = try await region.makeStaff(
        "陈莉", in: "骨科", ",\"departments\":[{\"departmentId\":\"\(departments[0])\",\"validFrom\":\"2020-01-01\"}]")
      try await region.importPages([.test(department: "心血管内科")])
      let rows = try await region.owner.pipelined([
        "select attending_staff_id::text, (select count(*) from directory.staff where name = '陈莉') from discharges.discharge"
      ])
      let (attending, count) = try rows[0].single((String, Int).self)
      #expect(attending.uppercased() == member.id.uppercased() && count == 1)
      func isListed(_ department: UUID) async throws -> Bool {
        let list = try await region.result("staff.list", "{\"departmentId\":\"\(department)\"}", as: .administrator)
        return list["items"]?.elements.contains { $0.id == member.id } ?? false
      }
      #expect(try await isListed(departments[0]))
      try await region.result(
        "staff.update",
        entry(
          member,
          ",\"departments\":[{\"departmentId\":\"\(departments[0])\",\"validFrom\":\"2020-01-01\",\"validUntil\":\"2020-12-31\"}]"
        ),
        as: .administrator)
      #expect(try await !isListed(departments[0]))
      #expect(try await isListed(departments[1]))
    }
  }

  @Test("Somebody whom an import met is confirmed, by confirming or by being put on the list")
  func confirm() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(department: "心血管内科")])
      let met = try await region.result("staff.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(met["items"]?.elements.compactMap { $0["name"]?.string } == ["房丹", "陈莉"])
      let nurse = try #require(try await region.member("房丹", in: "心血管内科"))
      try await region.result(
        "staff.confirm", "{\"staffId\":\"\(nurse.id)\",\"expectedVersion\":\(nurse.version)}", as: .administrator)
      let doctor = try #require(try await region.member("陈莉", in: "心血管内科"))
      let made = try await region.makeStaff("陈莉", in: "心血管内科", ",\"number\":\"D7\"")
      #expect(made.id == doctor.id && made.version == doctor.version + 1)
      let left = try await region.result("staff.list", "{\"unconfirmedOnly\":true}", as: .administrator)
      #expect(left["items"]?.count == 0)
    }
  }

  @Test("A renamed person, or one who changed department, is still found by files that don't know it yet")
  func renamed() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", department: "心血管内科")])
      let met = try #require(try await region.member("陈莉", in: "心血管内科"))
      let renamed = try await region.result("staff.update", entry(met, name: "陈丽"), as: .administrator)
      #expect(renamed["name"]?.string == "陈丽")
      try await region.importPages([.test(record: "B", department: "心血管内科")])
      #expect(try await region.member("陈莉", in: "心血管内科") == nil)
      let late = try await region.failure("staff.update", entry(met), as: .administrator)
      #expect(late?.code == .versionConflict)
    }
  }

  @Test("Where somebody belonged before stays readable, also when the department or the person is mapped")
  func formerDepartments() async throws {
    try await TestRegion.run { region in
      let departments = try #require(region.people.departments[.general])
      let member = try await region.makeStaff("李敏", in: "骨科", ",\"number\":\"N1\"")
      try await region.bulk("staff.import", "工号,姓名,科室\nN1,李敏,心血管内科\n")
      // The same day again: the person never was there for a day.
      try await region.bulk("staff.import", "工号,姓名,科室\nN1,李敏,回访中心\n")
      func former() async throws -> [JSONValue] {
        let read = try await region.result("staff.read", "{\"staffId\":\"\(member.id)\"}", as: .administrator)
        #expect(read["member"]?["departmentSince"]?.string == region.today.description)
        return read["formerDepartments"]?.elements ?? []
      }
      #expect(try await former().map { $0["departmentId"]?.string } == ["\(departments[1])".lowercased()])
      #expect(
        try await former().first?["belongedUntil"]?.string == region.today.adding(days: -1).description)
      let bones = try #require(try await region.department("骨科"))
      try await region.result(
        "department.map",
        """
        {"departmentId":"\(bones.id)","toDepartmentId":"\(departments[0])","expectedVersion":\(bones.version),"evenInUse":true}
        """, as: .administrator)
      #expect(try await former().map { $0["departmentId"]?.string } == ["\(departments[0])".lowercased()])
    }
  }

  @Test("Another hospital's staff is not there")
  func foreign() async throws {
    try await TestRegion.run { region in
      let member = try await region.makeStaff("李敏", in: "骨科")
      let stranger = TestPerson.of(.maternity, .hospitalAdministrator)
      #expect(
        try await region.failure("staff.read", "{\"staffId\":\"\(member.id)\"}", as: stranger) == RPCError(.notFound))
      #expect(try await region.failure("staff.update", entry(member), as: stranger) == RPCError(.notFound))
      #expect(
        try await region.failure("staff.update", entry(member), as: .manager)?.code == .forbidden)
    }
  }
}
