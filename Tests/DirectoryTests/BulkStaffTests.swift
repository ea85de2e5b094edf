import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

/// A spreadsheet as a hospital's personnel office keeps it.
@Suite struct BulkStaffTests {
  @Test("A personnel office's own headings, words, dates and empty rows are read")
  func asItComes() async throws {
    try await TestRegion.run { region in
      let csv = """
        职工号,员工姓名,所属科室, 最高学历,资格,参加工作时间,职称,,
        \t00132, 李敏 ,骨科,大学本科,注册护士,2015/7/1,主管护师,,
        D-1,王伟,骨科,硕士研究生,医师,2010年7月,副主任医师,,
        ,,,,,,,,
        N3,张三,骨科,大学专科,护士,19990630,,,
        N4,李四,骨科,,,2001.09,,,

        """
      let done = try await region.bulk("staff.import", csv)
      #expect(counts(done) == [4, 0, 0])
      let nurse = try #require(try await region.member("李敏", in: "骨科"))
      #expect(nurse["number"]?.string == "00132" && nurse["education"]?.string == "bachelor")
      #expect(nurse["practisingSince"]?.string == "2015-07-01" && nurse["licence"]?.string == "nurse")
      #expect(try await region.member("王伟", in: "骨科")?["practisingSince"]?.string == "2010-07-01")
      #expect(try await region.member("李四", in: "骨科")?["practisingSince"]?.string == "2001-09-01")
      #expect(counts(try await region.bulk("staff.import", csv)) == [0, 0, 4])
    }
  }

  @Test("Two rows with one number are one person in two departments; the second time nothing changes")
  func twoRows() async throws {
    try await TestRegion.run { region in
      let csv = "工号,姓名,科室,职称\nN1,李敏,骨科,主管护师\nN1,李敏,心血管内科,\n"
      #expect(counts(try await region.bulk("staff.import", csv)) == [1, 0, 0])
      let member = try #require(try await region.member("李敏", in: "骨科"))
      let read = try await region.result("staff.read", "{\"staffId\":\"\(member.id)\"}", as: .administrator)
      #expect(read["departments"]?.count == 1 && read["aliases"]?.elements.first?["name"]?.string == "李敏")
      let turned = "工号,姓名,科室,职称\nN1,李敏,心血管内科,\nN1,李敏,骨科,主管护师\n"
      for file in [csv, turned] { #expect(counts(try await region.bulk("staff.import", file)) == [0, 0, 1]) }
      let wrong = try await region.bulkFailure(
        "staff.import", "工号,姓名,科室,职称\nN1,李敏,骨科,护士\nN1,李敏,心血管内科,护师\nN1,李民,产科,\n")
      #expect(
        wrong?.violations.map { "\($0.path) \($0.rule)" } == ["csv[3].title contradiction", "csv[4].department exists"])
    }
  }

  @Test("Further departments load and leave with their periods, and come back as they were")
  func furtherDepartments() async throws {
    try await TestRegion.run { region in
      let csv = """
        工号,姓名,科室,其他科室
        N1,李敏,骨科,心血管内科(2020-01-01至2020-12-31);回访中心（2021年3月1日起）
        N2,王伟,骨科,心血管内科
        """
      #expect(counts(try await region.bulk("staff.import", csv)) == [2, 0, 0])
      let file = try await region.result("staff.export", as: .administrator)["csv"]?.string ?? ""
      #expect(file.contains("心血管内科(2020-01-01至2020-12-31);回访中心(2021-03-01起)"))
      #expect(counts(try await region.bulk("staff.import", file)) == [0, 0, 2])
      #expect(counts(try await region.bulk("staff.import", csv)) == [0, 0, 2])
      let wrong = try await region.bulkFailure(
        "staff.import", "工号,姓名,科室,其他科室\nN1,李敏,骨科,心血管内科(2020-13-01起)\nN2,王伟,骨科,没有的科\n")
      #expect(
        wrong?.violations.map { "\($0.path) \($0.rule)" } == [
          "csv[2].otherDepartments placements", "csv[3].otherDepartments exists",
        ])
    }
  }

  @Test("A department may be named as files call it")
  func aliases() async throws {
    try await TestRegion.run { region in
      let bones = try #require(try await region.department("骨科"))
      try await region.result(
        "department.update",
        "{\"departmentId\":\"\(bones.id)\",\"expectedVersion\":\(bones.version),\"name\":\"骨外科\",\"kind\":\"clinical\"}",
        as: .administrator)
      #expect(counts(try await region.bulk("staff.import", "工号,姓名,科室\nN1,李敏,骨科\n")) == [1, 0, 0])
      #expect(try await region.member("李敏", in: "骨外科") != nil)
      #expect(
        counts(try await region.bulk("department.import", "科室名称,类别,上级科室\n骨科一病区,护理单元,骨科\n")) == [1, 0, 0])
    }
  }

  @Test("What an import met leaves as unconfirmed, loads back without a change, and is confirmed by a 是")
  func confirming() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(department: "康复科")])
      for method in ["department", "staff"] {
        let whole = try await region.result("\(method).export", as: .administrator)
        let rows = whole["rows"]?.integer ?? 0
        #expect(counts(try await region.bulk("\(method).import", whole["csv"]?.string ?? "")) == [0, 0, rows])
        let met = try await region.result("\(method).export", "{\"unconfirmedOnly\":true}", as: .administrator)
        let file = met["csv"]?.string ?? ""
        let count = met["rows"]?.integer ?? 0
        #expect(count == (method == "department" ? 1 : 2) && file.contains(",否"))
        #expect(
          counts(try await region.bulk("\(method).import", file.replacing(",否", with: ",是"))) == [0, count, 0])
        let left = try await region.result("\(method).list", "{\"unconfirmedOnly\":true}", as: .administrator)
        #expect(left["items"]?.count == 0)
      }
    }
  }

  @Test("Three thousand people load in one file, and one of them is found at once")
  func whole() async throws {
    try await TestRegion.run { region in
      let lines = (1...3000).map { "N\($0),李敏\($0),\($0 % 2 == 0 ? "骨科" : "心血管内科"),主管护师,本科,执业护士,2015/3/1" }
      let csv = "工号,姓名,科室,职称,学历,执业资格,从业起始日\n" + lines.joined(separator: "\n")
      #expect(counts(try await region.bulk("staff.import", csv)) == [3000, 0, 0])
      #expect(counts(try await region.bulk("staff.import", csv)) == [0, 0, 3000])
      let found = try await region.result("staff.search", "{\"text\":\"N2999\"}", as: .administrator)
      #expect(found["items"]?.elements.first?["name"]?.string == "李敏2999")
    }
  }

  private func counts(_ outcome: JSONValue) -> [Int?] {
    ["created", "updated", "unchanged"].map { outcome[$0]?.integer }
  }
}
