import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct BulkTests {
  private func call(_ csv: String, dryRun: Bool = false) -> String {
    let text = csv.map { character in
      switch character {
      case "\n": "\\n"
      case "\r\n": "\\r\\n"
      case "\"": "\\\""
      default: String(character)
      }
    }.joined()
    return "{\"csv\":\"\(text)\",\"dryRun\":\(dryRun)}"
  }

  private func counts(_ outcome: JSONValue) -> [Int?] {
    ["created", "updated", "unchanged"].map { outcome[$0]?.integer }
  }

  @Test("Departments load by name in any order, a dry run writes nothing, and the second time nothing changes")
  func departments() async throws {
    try await TestRegion.run { region in
      try await region.makeStaff("陈莉", in: "骨科", ",\"number\":\"D1\"")
      let csv = "科室名称,类别,上级科室,科主任工号\n骨科二病区,病区,骨科,\n骨科,临床,外科,D1\n外科,clinical,,\n"
      let dry = try await region.result("department.import", call(csv, dryRun: true), as: .administrator)
      #expect(counts(dry) == [2, 1, 0] && dry["dryRun"]?.boolean == true)
      #expect(try await region.department("外科") == nil)
      let done = try await region.result("department.import", call(csv), as: .administrator)
      #expect(counts(done) == [2, 1, 0])
      let surgery = try #require(try await region.department("外科"))
      let bones = try #require(try await region.department("骨科"))
      #expect(bones["parentId"]?.string == surgery.id && bones["headStaffId"] != nil && bones.version == 2)
      #expect(try await region.department("骨科二病区")?["parentId"]?.string == bones.id)
      #expect(surgery.version == 1)
      let again = try await region.result("department.import", call(csv), as: .administrator)
      #expect(counts(again) == [0, 0, 3])
    }
  }

  @Test("Everything wrong with a file of departments is told by row and column, and nothing of it is taken")
  func wrongDepartments() async throws {
    try await TestRegion.run { region in
      let csv = """
        name,kind,parent,head,campus
        好科室,临床,,,
        坏科室,门诊,,,
        x,临床,,,
        好科室,临床,,,
        无上级,临床,没有的科,,
        无主任,临床,,X9,
        无院区,临床,,,西院
        甲组,临床,乙组,,
        乙组,临床,甲组,,
        短行,临床
        ,临床,,,
        """
      let error = try await region.failure("department.import", call(csv), as: .administrator)
      #expect(error?.code == .invalidParams)
      let found = Set(error?.violations.map { "\($0.path) \($0.rule)" } ?? [])
      let expected: Set = [
        "csv[3].kind enum", "csv[4].name name", "csv[5].name unique", "csv[6].parent exists", "csv[7].head exists",
        "csv[8].campus exists", "csv[9].parent departmentDepth", "csv[10].parent departmentDepth", "csv[11] cellCount",
        "csv[12].name required",
      ]
      #expect(found == expected)
      #expect(try await region.department("好科室") == nil)
      let unknown = try await region.failure("department.import", call("科室名称,颜色\n甲组,红\n"), as: .administrator)
      #expect(unknown?.violations.first?.rule == "header")
      let quotes = try await region.failure("department.import", call("科室名称\n\"甲组\n"), as: .administrator)
      #expect(quotes?.violations.first?.path == "csv[2]")
    }
  }

  @Test("Not more than a hundred violations are told")
  func manyViolations() async throws {
    try await TestRegion.run { region in
      let csv = "name\n" + (0..<300).map { _ in "x\n" }.joined()
      let error = try await region.failure("department.import", call(csv), as: .administrator)
      #expect(error?.violations.count == 100)
    }
  }

  @Test("Staff load by number; who was met by an import takes the number, who moves is still found by old files")
  func staff() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", department: "心血管内科")])
      try await region.makeStaff("李敏", in: "骨科", ",\"number\":\"N1\"")
      let csv = """
        工号,姓名,科室,职称,学历,执业资格,从业起始日,方言
        D1,陈莉,心血管内科,副主任医师,硕士,执业医师,2010-07-01,普通话、吴语
        N1,李敏,心血管内科,主管护师,本科,nurse,,
        N2,张伟,骨科,,,,,
        """
      let done = try await region.result("staff.import", call(csv), as: .administrator)
      #expect(counts(done) == [1, 2, 0])
      let doctor = try #require(try await region.member("陈莉", in: "心血管内科"))
      #expect(doctor["confirmed"]?.boolean == true && doctor["education"]?.string == "master")
      #expect(doctor["dialects"]?.count == 2 && doctor["number"]?.string == "D1")
      let moved = try #require(try await region.member("李敏", in: "心血管内科"))
      let read = try await region.result("staff.read", "{\"staffId\":\"\(moved.id)\"}", as: .administrator)
      #expect(read["aliases"]?.count == 1)
      #expect(counts(try await region.result("staff.import", call(csv), as: .administrator)) == [0, 0, 3])
    }
  }

  @Test("Everything wrong with a file of staff is told by row and column")
  func wrongStaff() async throws {
    try await TestRegion.run { region in
      try await region.makeStaff("李敏", in: "骨科", ",\"number\":\"N1\"")
      let csv = """
        number,name,department,education,practisingSince,dialects
        N1,王明,骨科,,,
        N1,王亮,骨科,,,
        N2,李敏,骨科,,,
        N 3,王三,骨科,,,
        N4,王四,没有的科,,,
        N5,王五,骨科,小学,,
        N6,王六,骨科,,2015-02-30,
        N7,王七,骨科,,2999-01-01,
        N8,王八,骨科,,,火星语
        """
      let error = try await region.failure("staff.import", call(csv), as: .administrator)
      #expect(
        error?.violations.map { "\($0.path) \($0.rule)" } == [
          "csv[3].number unique", "csv[4].name unique", "csv[5].number staffNumber", "csv[6].department exists",
          "csv[7].education enum", "csv[8].practisingSince date", "csv[9].practisingSince date",
          "csv[10].dialects enum",
        ])
      #expect(try await region.member("李敏", in: "骨科")?.version == 1)
      #expect(try await region.failure("staff.import", call(csv), as: .manager)?.code == .forbidden)
    }
  }

  @Test("What is exported loads again without a change, in this hospital and, renamed nowhere, in another")
  func roundTrip() async throws {
    try await TestRegion.run { region in
      try await region.makeStaff(
        "陈莉", in: "骨科", ",\"number\":\"D1\",\"title\":\"=主任\",\"licence\":\"physician\",\"dialects\":[\"wu\"]")
      try await region.makeStaff("李敏", in: "心血管内科")
      let departments = try await region.result("department.export", as: .administrator)
      #expect(departments["rows"]?.integer == 3 && departments["csv"]?.string?.hasPrefix("\u{FEFF}科室名称") == true)
      let staff = try await region.result("staff.export", as: .administrator)
      let text = try #require(staff["csv"]?.string)
      #expect(text.contains("'=主任"))
      #expect(
        counts(
          try await region.result("department.import", call(departments["csv"]?.string ?? ""), as: .administrator)) == [
            0, 0, 3,
          ])
      #expect(counts(try await region.result("staff.import", call(text), as: .administrator)) == [0, 0, 2])
      let other = TestPerson.of(.maternity, .hospitalAdministrator)
      #expect(try await region.result("staff.export", as: other)["rows"]?.integer == 0)
      try await region.result("department.import", call(departments["csv"]?.string ?? ""), as: other)
      #expect(counts(try await region.result("staff.import", call(text), as: other)) == [2, 0, 0])
    }
  }
}
