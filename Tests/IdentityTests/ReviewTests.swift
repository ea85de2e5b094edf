import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct ReviewTests {
  private let officer = TestPerson.of(.general, .securityOfficer)

  @Test("The matrix is what the dispatcher goes by: everybody's permissions, scopes and roles, page by page")
  func matrix() async throws {
    try await TestRegion.run { region in
      var seen: [String: Set<String>] = [:]
      var cursor = ""
      repeat {
        let page = try await region.result("access.matrix", "{\"page\":{\"limit\":5\(cursor)}}", as: officer)
        for item in page["items"]?.elements ?? [] {
          let name = item["username"]?.string ?? ""
          #expect(seen[name] == nil)
          seen[name] = Set(
            (item["permissions"]?.elements ?? []).map {
              "\($0["permission"]?.string ?? ""):\($0["scope"]?.string ?? "")"
            })
        }
        cursor = page["nextCursor"]?.string.map { ",\"cursor\":\"\($0)\"" } ?? ""
      } while !cursor.isEmpty
      for person in TestPerson.all where person.hospital == .general {
        let expected = Set(person.role.grants.map { "\($0.rawValue):\($1.rawValue)" })
        #expect(seen[person.localName] == expected, "\(person.role)")
      }
    }
  }

  @Test("The matrix of one permission names those who hold it, and no others")
  func onePermission() async throws {
    try await TestRegion.run { region in
      let page = try await region.result(
        "access.matrix", "{\"permission\":\"policy.manage\",\"page\":{\"limit\":100}}", as: .of(.general, .auditor))
      #expect(page["items"]?.elements.map { $0["username"]?.string } == ["centremanager0"])
    }
  }

  @Test("Who held what on a day: ended roles too, own ones with what they permitted then")
  func heldOn() async throws {
    try await TestRegion.run { region in
      try await region.result(
        "role.create",
        "{\"role\":\"own.office\",\"name\":\"医务科\",\"permissions\":[{\"permission\":\"report.read\",\"scope\":\"hospital\"}]}",
        as: officer)
      let person = try await region.newcomer("office")
      let made = try await region.result(
        "assignment.grant", "{\"accountId\":\"\(person.account)\",\"role\":\"own.office\"}", as: officer)
      _ = try await region.owner.pipelined([
        "alter table identity.role_permission disable trigger never_deleted",
        "update identity.role_permission set created_at = created_at - interval '30 days'",
        "update identity.assignment set valid_from = valid_from - interval '20 days' where role = 'own.office'",
      ])
      try await region.result(
        "role.update",
        """
        {"role":"own.office","name":"医务科","permissions":[{"permission":"policy.read","scope":"hospital"}],"expectedVersion":1}
        """, as: officer)
      try await region.result(
        "assignment.revoke", "{\"assignmentId\":\"\(made["assignmentId"]?.string ?? "")\"}", as: officer)
      func permissions(daysAgo: Int) async throws -> [String?]? {
        let day = region.today.adding(days: -daysAgo)
        let page = try await region.result(
          "access.heldOn", "{\"date\":\"\(day)\",\"accountId\":\"\(person.account)\"}", as: .of(.general, .auditor))
        return page["items"]?.elements.map { $0["permissions"]?.elements.first?["permission"]?.string }
      }
      #expect(try await permissions(daysAgo: 25) == [])
      #expect(try await permissions(daysAgo: 10) == ["report.read"])
      #expect(try await permissions(daysAgo: 0) == ["policy.read"])
      #expect(try await permissions(daysAgo: -1) == [])
    }
  }

  @Test("The history goes page by page through the people of the own hospital")
  func pages() async throws {
    try await TestRegion.run { region in
      var names: [String] = []
      var cursor = ""
      repeat {
        let page = try await region.result(
          "access.heldOn", "{\"date\":\"\(region.today)\",\"page\":{\"limit\":5\(cursor)}}", as: officer)
        names += page["items"]?.elements.compactMap { $0["username"]?.string } ?? []
        cursor = page["nextCursor"]?.string.map { ",\"cursor\":\"\($0)\"" } ?? ""
      } while !cursor.isEmpty
      #expect(names.sorted() == TestPerson.all.filter { $0.hospital == .general }.map(\.localName).sorted())
    }
  }
}
