import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct SearchTests {
  private func names(_ method: String, _ text: String, _ region: TestRegion, as person: TestPerson = .administrator)
    async throws -> [String]
  {
    let found = try await region.result(method, "{\"text\":\"\(text)\"}", as: person)
    return found["items"]?.elements.compactMap { $0["name"]?.string } ?? []
  }

  @Test(
    "Initials of departments' names are those that people would type",
    arguments: [
      ("心血管内科", "xxgnk"), ("呼吸与危重症医学科", "hxywzzyxk"), ("重症医学科", "zzyxk"), ("长期护理病区", "cqhlbq"), ("耳鼻咽喉科", "ebyhk"),
      ("传染科", "crk"), ("CT室", "cts"), ("日间手术中心(东院)", "rjsszxdy"), ("藏医科", "zyk"), ("3 病区", "3bq"), ("脑卒中中心", "nczzx"),
      ("门诊调剂科", "mztjk"), ("行风办公室", "hfbgs"),
      ("音乐治疗室", "yyzls"), ("院长办公室", "yzbgs"), ("长江医院", "cjyy"), ("厦门医院", "xmyy"), ("西藏医院", "xzyy"), ("ＩＣＵ", "icu"),
      ("心內科", "xnk"), ("兒童醫院", "etyy"),
    ])
  func terms(name: String, initials: String) async throws {
    try await TestRegion.run { region in
      let rows = try await region.owner.pipelined(["select directory.initials(\(name))"])
      #expect(try rows[0].single(String.self) == initials)
    }
  }

  @Test("Surnames are read as surnames: one with two readings is found by both")
  func surnames() async throws {
    let readings = [
      "李敏": "lm", "曾丽": "zl", "单红": "sh", "仇英": "qy", "解放": "xf", "查理": "zl", "区大": "od", "任安": "ra", "朴一": "py",
      "尉迟恭": "ycg", "万俟卨": "mqx", "长孙无忌": "zswj", "翟天": "zt", "乐山": "ys ls", "覃明": "qm tm", "缪斯": "ms", "欧阳修": "oyx",
      "单于明": "cym", "秘书": "bs", "王乐": "wl", "單紅": "sh", "尉遲恭": "ycg", "長孫明": "zsm", "樂山": "ys ls", "尉明": "wm ym",
      "区长": "oc",
      "𠮷野": "jy", "王䶮": "wy", "李𬭎": "lh", "王𬬭": "wl",
    ]
    try await TestRegion.run { region in
      let names = Array(readings.keys)
      let rows = try await region.owner.pipelined([
        "select name, directory.person_initials(name) from unnest(\(names)) as name"
      ])
      for row in rows[0] {
        let (name, initials) = try row.decode((String, String).self)
        #expect(readings[name] == initials, "\(name)")
      }
    }
  }

  @Test("Departments are found by part of the name, by initials and by a name of before, the best first")
  func departments() async throws {
    try await TestRegion.run { region in
      for name in ["骨科一病区", "关节骨科", "骨科康复室"] {
        try await region.result("department.create", "{\"name\":\"\(name)\",\"kind\":\"ward\"}", as: .administrator)
      }
      #expect(try await names("department.search", "骨科", region) == ["骨科", "骨科一病区", "骨科康复室", "关节骨科"])
      #expect(try await names("department.search", "GK", region) == ["骨科", "骨科一病区", "骨科康复室"])
      #expect(try await names("department.search", "xxg", region, as: .nurse) == ["心血管内科"])
      #expect(try await names("department.search", "%", region) == [])
      try await region.importPages([.test(department: "心内科")])
      let met = try #require(try await region.department("心内科"))
      let ward = try #require(try await region.department("心血管内科"))
      try await region.result(
        "department.map",
        "{\"departmentId\":\"\(met.id)\",\"toDepartmentId\":\"\(ward.id)\",\"expectedVersion\":\(met.version)}",
        as: .administrator)
      #expect(try await names("department.search", "心内", region) == ["心血管内科"])
      #expect(
        try await names("department.search", "xxg", region, as: .of(.maternity, .hospitalAdministrator)) == [])
    }
  }

  @Test("Staff are found by name, number and initials, also those whom an import met and who were renamed since")
  func staff() async throws {
    try await TestRegion.run { region in
      try await region.makeStaff("曾丽", in: "骨科", ",\"number\":\"N7\"")
      try await region.makeStaff("覃明", in: "骨科")
      try await region.importPages([.test(department: "心血管内科")])
      #expect(try await names("staff.search", "zl", region) == ["曾丽"])
      #expect(try await names("staff.search", "N7", region) == ["曾丽"])
      #expect(try await names("staff.search", "TM", region) == ["覃明"])
      #expect(try await names("staff.search", "qm", region) == ["覃明"])
      #expect(try await names("staff.search", "cl", region) == ["陈莉"])
      let met = try #require(try await region.member("陈莉", in: "心血管内科"))
      try await region.result(
        "staff.update",
        """
        {"staffId":"\(met.id)","expectedVersion":\(met.version),"staff":{"name":"单莉",\
        "departmentId":"\(met["departmentId"]?.string ?? "")"}}
        """, as: .administrator)
      #expect(try await names("staff.search", "sl", region) == ["单莉"])
      #expect(try await names("staff.search", "cl", region) == [])
      #expect(
        try await region.failure("staff.search", "{\"text\":\" \"}", as: .administrator)?.violations.first?.rule
          == "searchText")
    }
  }
}
