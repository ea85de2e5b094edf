import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct OrganizationTests {
  private func organization(_ code: String, _ region: TestRegion) async throws -> JSONValue {
    let list = try await region.result("organization.list", "{\"text\":\"\(code)\"}", as: .platform)
    return try #require(list["items"]?.elements.first { $0["code"]?.string == code })
  }

  private func bureau(_ code: String, below parent: String?, _ region: TestRegion) async throws -> JSONValue {
    try await region.result(
      "bureau.create",
      "{\"regionCode\":\"\(code)\",\"name\":\"\(code)卫健委\"\(parent.map { ",\"parentId\":\"\($0)\"" } ?? "")}",
      as: .platform)
  }

  @Test("Bureaus stand in a tree by region: province, city, county, each code below the one above")
  func tree() async throws {
    try await TestRegion.run { region in
      let province = try await bureau("370000", below: nil, region)
      let city = try await organization("370800", region)
      let moved = try await region.result(
        "bureau.update",
        """
        {"bureauId":"\(city.id)","expectedVersion":\(city.version),"name":"泗河市卫生健康委员会","parentId":"\(province.id)"}
        """, as: .platform)
      #expect(moved["parentId"]?.string == province.id)
      let county = try await bureau("370811", below: city.id, region)
      for (code, parent) in [("370911", city.id), ("370000", city.id), ("371000", county.id), ("440000", province.id)] {
        let wrong = try await region.failure(
          "bureau.create", "{\"regionCode\":\"\(code)\",\"name\":\"某卫健委\",\"parentId\":\"\(parent)\"}", as: .platform)
        #expect(wrong?.code == (code == "370000" ? .alreadyExists : .ruleViolation), "\(code)")
      }
      let circle = try await region.failure(
        "bureau.update",
        """
        {"bureauId":"\(province.id)","expectedVersion":\(province.version),"name":"某省卫健委","parentId":"\(county.id)"}
        """, as: .platform)
      #expect(circle?.violations.first?.rule == "regionBelow")
      let below = try await region.result("organization.list", "{\"parentId\":\"\(province.id)\"}", as: .platform)
      #expect(below["items"]?.elements.map(\.id) == [city.id])
    }
  }

  @Test("A hospital has level, ownership and a place in its bureau's region; late updates are refused")
  func hospital() async throws {
    try await TestRegion.run { region in
      let hospital = try await organization("49557184-0", region)
      let bureauID = hospital["parentId"]?.string ?? ""
      func update(_ more: String) -> String {
        """
        {"hospitalId":"\(hospital.id)","expectedVersion":\(hospital.version),"name":"泗河市人民医院","bureauId":"\(bureauID)"\(more)}
        """
      }
      let outside = try await region.failure("hospital.update", update(",\"regionCode\":\"370900\""), as: .platform)
      #expect(outside?.violations.first?.rule == "regionBelow")
      let changed = try await region.result(
        "hospital.update", update(",\"regionCode\":\"370811\",\"level\":\"tertiaryA\",\"ownership\":\"public\""),
        as: .platform)
      #expect(changed["level"]?.string == "tertiaryA" && changed["regionCode"]?.string == "370811")
      #expect(try await region.failure("hospital.update", update(""), as: .platform)?.code == .versionConflict)
      #expect(
        try await region.failure("hospital.update", update(""), as: .administrator)?.code == .forbidden)
    }
  }

  @Test("A bureau sees itself and the hospitals below it, and no other region's")
  func region() async throws {
    try await TestRegion.run { region in
      let other = try await bureau("370900", below: nil, region)
      try await region.result(
        "hospital.create", "{\"code\":\"12345679-6\",\"name\":\"他市医院\",\"bureauId\":\"\(other.id)\"}", as: .platform)
      let city = try await organization("370800", region)
      let county = try await bureau("370811", below: city.id, region)
      try await region.result(
        "hospital.create",
        "{\"code\":\"12345678-8\",\"name\":\"县医院\",\"bureauId\":\"\(county.id)\",\"level\":\"secondaryA\"}",
        as: .platform)
      let seen = try await region.result("organization.list", as: .bureau)
      #expect(
        seen["items"]?.elements.compactMap { $0["code"]?.string }
          == ["12345678-8", "370800", "370811", "49557184-0", "49557185-9"])
      let found = try await region.result("organization.list", "{\"text\":\"xyy\",\"kind\":\"hospital\"}", as: .bureau)
      #expect(found["items"]?.elements.first?["level"]?.string == "secondaryA")
      let page = try await region.result("organization.list", "{\"page\":{\"limit\":2}}", as: .bureau)
      #expect(page["items"]?.count == 2 && page["nextCursor"] != nil)
      #expect(try await region.failure("organization.list", as: .administrator)?.code == .forbidden)
    }
  }

  @Test("Whoever is signed in at a deactivated hospital is so no longer, nobody signs in, and all is back when it is")
  func deactivation() async throws {
    try await TestRegion.run { region in
      let hospital = try await organization("49557184-0", region)
      let bureau = try await organization("370800", region)
      let used = try await region.failure(
        "organization.deactivate", "{\"organizationId\":\"\(bureau.id)\",\"expectedVersion\":\(bureau.version)}",
        as: .platform)
      #expect(used?.code == .inUse)
      try await region.result("department.list", as: .nurse)
      let gone = try await region.result(
        "organization.deactivate", "{\"organizationId\":\"\(hospital.id)\",\"expectedVersion\":\(hospital.version)}",
        as: .platform)
      #expect(gone["status"]?.string == "deactivated")
      let code = try await region.failure("department.list", as: .nurse)?.code
      #expect(code == .credentialExpired || code == .unauthenticated)
      let account = try #require(region.people.accounts[.nurse])
      let signIn = "{\"username\":\"\(account.username)\",\"password\":\"\(account.password)\"}"
      #expect(try await region.failure("session.signIn", signIn, as: nil)?.code == .unauthenticated)
      try await region.result("department.list", as: .of(.maternity, .wardNurse))
      try await region.result(
        "organization.activate", "{\"organizationId\":\"\(hospital.id)\",\"expectedVersion\":\(gone.version)}",
        as: .platform)
      try await region.result("session.signIn", signIn, as: nil)
    }
  }

  @Test("An import of a deactivated hospital stops, and goes on when the hospital is activated again")
  func jobs() async throws {
    try await TestRegion.run { region in
      let hospital = try await organization("49557184-0", region)
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(), to: &bytes)
      _ = try await region.upload(bytes)
      _ = try await region.owner.pipelined([
        "update operations.job set status = 'running', attempts = 1, lease_until = now() + interval '1 hour'"
      ])
      let gone = try await region.result(
        "organization.deactivate", "{\"organizationId\":\"\(hospital.id)\",\"expectedVersion\":\(hospital.version)}",
        as: .platform)
      let rows = try await region.owner.pipelined(["select count(*) from operations.job where lease_until > now()"])
      #expect(try rows[0].single(Int.self) == 0)
      #expect(try await region.runJobs() == 0)
      try await region.result(
        "organization.activate", "{\"organizationId\":\"\(hospital.id)\",\"expectedVersion\":\(gone.version)}",
        as: .platform)
      #expect(try await region.runJobs() == 1)
    }
  }
}
