import FoundationEssentials
import JSONRPC
import Operations
import TestSupport
import Testing

/// A province as the platform's administrator gets it: one spreadsheet.
@Suite struct BulkOrganizationTests {
  private static let province = """
    机构代码,机构名称,上级机构代码,行政区划代码,医院等级,办医性质,统一社会信用代码,登记号
    12345678-8,县医院,440111,,二甲,公立,,
    440111,某区卫健局,440100,,,,,
    440100,某市卫健委,440000,440100,,,,
    440000,某省卫健委,,,,,,
    12345679-6,省医院,440000,440106,三级甲等,公办,12100000123456796H,12345679644010611A1001
    """

  private func counts(_ outcome: JSONValue) -> [Int?] {
    ["created", "updated", "unchanged"].map { outcome[$0]?.integer }
  }

  private func read(_ code: String, _ region: TestRegion, as person: TestPerson = .platform) async throws -> JSONValue {
    try await region.result("organization.read", "{\"code\":\"\(code)\"}", as: person)
  }

  @Test("A province's bureaus and hospitals load from one file in any order, and a second time nothing changes")
  func province() async throws {
    try await TestRegion.run { region in
      #expect(counts(try await region.bulk("organization.import", Self.province, as: .platform)) == [5, 0, 0])
      #expect(counts(try await region.bulk("organization.import", Self.province, as: .platform)) == [0, 0, 5])
      let county = try await read("12345678-8", region)
      #expect(county["above"]?.elements.compactMap { $0["code"]?.string } == ["440111", "440100", "440000"])
      #expect(county["organization"]?["level"]?.string == "secondaryA")
      #expect(county["organization"]?["regionCode"]?.string == "440111")
      let top = try await read("440000", region)
      #expect(top["bureausBelow"]?.integer == 2 && top["hospitalsBelow"]?.integer == 2)
      let id = try #require(top["organization"]?.id)
      let below = try await region.result(
        "organization.list", "{\"belowId\":\"\(id)\",\"kind\":\"hospital\"}", as: .platform)
      #expect(below["items"]?.elements.compactMap { $0["code"]?.string } == ["12345678-8", "12345679-6"])
      let file = try await region.result("organization.export", "{\"belowId\":\"\(id)\"}", as: .platform)
      #expect(file["rows"]?.integer == 4)
      let whole = try await region.result("organization.export", as: .platform)
      #expect(
        counts(try await region.bulk("organization.import", whole["csv"]?.string ?? "", as: .platform))
          == [0, 0, whole["rows"]?.integer])
      let found = try await region.result("organization.list", "{\"text\":\"12345679644010611A1001\"}", as: .platform)
      #expect(found["items"]?.elements.compactMap { $0["code"]?.string } == ["12345679-6"])
    }
  }

  @Test("A hospital moves to another bureau by a row; an empty cell leaves what is there")
  func moves() async throws {
    try await TestRegion.run { region in
      try await region.bulk("organization.import", Self.province, as: .platform)
      let file = "机构代码,机构名称,上级机构代码,登记号\n12345679-6,省立医院,440111,\n"
      let refused = try await region.bulkFailure("organization.import", file, as: .platform)
      #expect(refused?.violations.map(\.rule) == ["regionBelow"])
      let moved = "机构代码,机构名称,上级机构代码,行政区划代码\n12345679-6,省立医院,440111,440111\n"
      #expect(counts(try await region.bulk("organization.import", moved, as: .platform)) == [0, 1, 0])
      let hospital = try await read("12345679-6", region)
      #expect(hospital["organization"]?["level"]?.string == "tertiaryA")
      #expect(hospital["above"]?.elements.first?["code"]?.string == "440111")
    }
  }

  @Test("Everything wrong with a file of organizations is told by row and column, and nothing of it is taken")
  func wrong() async throws {
    try await TestRegion.run { region in
      let csv = """
        机构代码,机构名称,上级机构代码,行政区划代码,医院等级,统一社会信用代码
        990000,某省卫健委,,,,
        440000,某省卫健委,,,三甲,
        450100,某市卫健委,440000,,,
        12345678-9,某医院,440000,,,
        12345678-8,某医院,,,,
        12345679-6,某医院,440000,,四级,12100000123456788R
        440000,又一卫健委,,,,
        """
      let error = try await region.bulkFailure("organization.import", csv, as: .platform)
      let found = Set(error?.violations.map { "\($0.path) \($0.rule)" } ?? [])
      let expected: Set = [
        "csv[2].code regionCode", "csv[3].level hospitalOnly", "csv[4].parent regionBelow",
        "csv[5].code institutionCode", "csv[6].parent required", "csv[7].level enum", "csv[7].unifiedCode unifiedCode",
        "csv[8].code unique",
      ]
      #expect(found.isSuperset(of: expected), "\(found.symmetricDifference(expected))")
      #expect(
        try await region.failure("organization.read", "{\"code\":\"440000\"}", as: .platform) == RPCError(.notFound))
      #expect(try await region.bulkFailure("organization.import", csv)?.code == .forbidden)
    }
  }

  @Test("A bureau reads and exports its own region and nothing of another's")
  func bureau() async throws {
    try await TestRegion.run { region in
      try await region.bulk("organization.import", Self.province, as: .platform)
      let own = try await read("49557184-0", region, as: .bureau)
      #expect(own["above"]?.elements.compactMap { $0["code"]?.string } == ["370800"])
      #expect(
        try await region.failure("organization.read", "{\"code\":\"12345678-8\"}", as: .bureau) == RPCError(.notFound))
      let file = try await region.result("organization.export", as: .bureau)
      #expect(file["rows"]?.integer == 3 && file["csv"]?.string?.contains("440000") == false)
      #expect(
        try await region.failure("organization.read", "{}", as: .bureau)?.violations.first?.rule == "oneOf")
    }
  }

  @Test("Check characters: a slip in an institution code or unified code is refused, another institution's as well")
  func checkCharacters() async throws {
    try await TestRegion.run { region in
      let bureau = try await read("370800", region)["organization"]?.id ?? ""
      func rule(_ code: String, _ more: String = "") async throws -> String? {
        try await region.failure(
          "hospital.create", "{\"code\":\"\(code)\",\"name\":\"某医院\",\"bureauId\":\"\(bureau)\"\(more)}", as: .platform)?
          .violations.first?.rule
      }
      #expect(try await rule("12345678-9") == "institutionCode")
      #expect(try await rule("12345678-8", ",\"unifiedCode\":\"12370800495571840X\"") == "unifiedCodeOfCode")
      #expect(try await rule("12345678-8", ",\"unifiedCode\":\"12370800495571840Y\"") == "unifiedCode")
      #expect(try await rule("PDY12345-1") == nil)
      let first = ",\"registrationNumber\":\"PDY1234537080011A1001\""
      #expect(try await rule("12345678-8", first) == nil)
      #expect(try await rule("12345679-6", first) == "unique")
    }
  }
}
