import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct SpecialDiseaseTests {
  private let entries = """
    [{"kind":"diagnosis","codeFrom":"I20","codeTo":"I25"},{"kind":"diagnosis","codeFrom":"I63","label":"脑梗死"},\
    {"kind":"operation","codeFrom":"36.0"}]
    """

  @Test(
    "Codes match by prefix or range, the range's last one included",
    arguments: [
      ("diagnosis", "I20", true), ("diagnosis", "I25.900", true), ("diagnosis", "I26", false),
      ("diagnosis", "I63.9", true),
      ("diagnosis", "I6", false), ("operation", "36.06", true), ("operation", "I63", false),
      ("diagnosis", "36.06", false),
    ])
  func match(kind: String, code: String, isHeld: Bool) async throws {
    try await TestRegion.run { region in
      try await region.result(
        "specialDiseaseList.create", "{\"name\":\"心脑血管\",\"entries\":\(entries)}", as: .manager)
      let call = "{\"kind\":\"\(kind)\",\"code\":\"\(code)\"}"
      let found = try await region.result("specialDiseaseList.match", call, as: .nurse)
      #expect(found["items"]?.count == (isHeld ? 1 : 0))
      let other = try await region.result("specialDiseaseList.match", call, as: .of(.maternity, .wardNurse))
      #expect(other["items"]?.count == 0)
    }
  }

  @Test("A change is a new version; the one of before stays readable, and a late change is refused")
  func versions() async throws {
    try await TestRegion.run { region in
      let made = try await region.result(
        "specialDiseaseList.create", "{\"name\":\"心脑血管\",\"entries\":\(entries)}", as: .manager)
      let update = """
        {"listId":"\(made.id)","expectedVersion":1,"name":"脑血管","status":"active",\
        "entries":[{"kind":"diagnosis","codeFrom":"I60","codeTo":"I69"}]}
        """
      let next = try await region.result("specialDiseaseList.update", update, as: .manager)
      #expect(next.version == 2)
      #expect(try await region.failure("specialDiseaseList.update", update, as: .manager)?.code == .versionConflict)
      let before = try await region.result(
        "specialDiseaseList.read", "{\"listId\":\"\(made.id)\",\"version\":1}", as: .nurse)
      #expect(before["entries"]?.count == 3)
      let now = try await region.result("specialDiseaseList.read", "{\"listId\":\"\(made.id)\"}", as: .nurse)
      #expect(now["entries"]?.count == 1 && now["name"]?.string == "脑血管")
      #expect(
        try await region.failure(
          "specialDiseaseList.read", "{\"listId\":\"\(made.id)\"}", as: .of(.maternity, .wardNurse))
          == RPCError(.notFound))
      let list = try await region.result("specialDiseaseList.list", as: .nurse)
      #expect(list["items"]?.elements.first?["entries"]?.integer == 1)
    }
  }

  @Test("A range that ends before it begins, an empty list and a name twice are refused by field")
  func refused() async throws {
    try await TestRegion.run { region in
      func path(_ name: String, _ entries: String) async throws -> String? {
        try await region.failure(
          "specialDiseaseList.create", "{\"name\":\"\(name)\",\"entries\":\(entries)}", as: .manager)?
          .violations.first?.path
      }
      let backwards = "[{\"kind\":\"diagnosis\",\"codeFrom\":\"I63\",\"codeTo\":\"I60\"}]"
      var paths: [String?] = []
      for list in [
        backwards, "[]", "[{\"kind\":\"diagnosis\",\"codeFrom\":\"i63\"}]", entries, entries,
      ] {
        paths.append(try await path("甲目录", list))
      }
      #expect(paths == ["entries[0].codeTo", "entries", "entries[0].codeFrom", nil, "name"])
    }
  }

  @Test("Lists load from a spreadsheet, leave as one, and are found by initials")
  func bulk() async throws {
    try await TestRegion.run { region in
      let csv = """
        病种,编码类别,编码,终止编码,疾病名称
        心脑血管,疾病,I20-I25,,缺血性心脏病
        心脑血管,手术操作,36.0,,冠状动脉介入
        脑卒中,诊断,I63.-,,脑梗死
        脑卒中,诊断,I60,I62,
        """
      func counts(_ outcome: JSONValue) -> [Int?] { ["created", "updated", "unchanged"].map { outcome[$0]?.integer } }
      #expect(counts(try await region.bulk("specialDiseaseList.import", csv, as: .manager)) == [2, 0, 0])
      #expect(counts(try await region.bulk("specialDiseaseList.import", csv, as: .manager)) == [0, 0, 2])
      let found = try await region.result("specialDiseaseList.list", "{\"text\":\"NCZ\"}", as: .manager)
      #expect(found["items"]?.elements.compactMap { $0["name"]?.string } == ["脑卒中"])
      let matches = try await region.result(
        "specialDiseaseList.match", "{\"kind\":\"diagnosis\",\"code\":\"I63.900\"}", as: .manager)
      #expect(matches["items"]?.elements.compactMap { $0["name"]?.string } == ["脑卒中"])
      let file = try await region.result("specialDiseaseList.export", as: .manager)["csv"]?.string ?? ""
      #expect(counts(try await region.bulk("specialDiseaseList.import", file, as: .manager)) == [0, 0, 2])
      let more = file + "脑卒中,诊断,I64,,\r\n"
      #expect(counts(try await region.bulk("specialDiseaseList.import", more, as: .manager)) == [0, 1, 1])
      let wrong = try await region.bulkFailure(
        "specialDiseaseList.import", "目录名称,类别,起始编码,终止编码\n甲类,诊断,I30,I20\n甲类,中医,b01,\n", as: .manager)
      #expect(
        wrong?.violations.map { "\($0.path) \($0.rule)" } == [
          "csv[2].codeTo afterCodeFrom", "csv[3].kind enum", "csv[3].codeFrom clinicalCode",
        ])
      #expect(try await region.bulkFailure("specialDiseaseList.import", csv)?.code == .forbidden)
    }
  }
}
