import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct MergeTests {
  private static let agent = TestPerson.of(.general, .agent)

  /// Two record numbers of one person: A in the nurse's ward, B in another, with a number each.
  private func pair(_ region: TestRegion) async throws -> (first: String, second: String) {
    var pages: [FrontPage] = [
      .test(record: "A"), .test(record: "B", department: "骨科", daysAgo: 25, phone: "13911112222"),
    ]
    for index in pages.indices { pages[index].birthDate = PlainDate(year: 1960, month: 5, day: 1) }
    try await region.importPages(pages)
    return (try await patient(region, "A"), try await patient(region, "B"))
  }

  private func patient(_ region: TestRegion, _ record: String) async throws -> String {
    let found = try await region.result(
      "patient.find", "{\"by\":\"recordNumber\",\"value\":\"\(record)\"}", as: .manager)
    return try #require(found["items"]?.elements.first?["patientId"]?.string)
  }

  private func merge(_ region: TestRegion, keep: String, merge: String, as person: TestPerson = agent) async throws
    -> RPCError?
  {
    try await region.failure(
      "patient.merge", "{\"keepId\":\"\(keep)\",\"mergeId\":\"\(merge)\",\"reason\":\"身份证号一致\"}", as: person)
  }

  @Test("Two rows of one person are read as one, and taking the merge back restores exactly what was")
  func mergeAndBack() async throws {
    try await TestRegion.run { region in
      let (first, second) = try await pair(region)
      let before = try await snapshot(region)
      #expect(try await merge(region, keep: first, merge: second) == nil)
      let task = try #require(
        try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)["items"]?.elements.first?[
          "taskId"]?
          .string)
      #expect(try await region.detail(task)["contacts"]?.count == 2)
      let found = try await region.result("patient.find", "{\"by\":\"recordNumber\",\"value\":\"B\"}", as: .manager)
      #expect(found["items"]?.elements.map { $0["recordNumber"]?.string } == ["A", "B"])
      #expect(found["items"]?.elements.map { $0["patientId"]?.string } == [first, first])
      let shown = try await region.result(
        "patient.reveal", "{\"patientId\":\"\(second)\",\"reason\":\"患者来电核对\"}", as: .manager)
      #expect(shown["numbers"]?.count == 2)
      let events = try await region.owner.pipelined([
        """
        select e.subject_count, count(d.event_id) from audit.event e left join audit.detail d using (tenant_id, event_id)
          where e.method = 'patient.merge' and e.outcome = 'allowed' group by 1
        """
      ])
      #expect(try events[0].single((Int, Int).self) == (2, 1))
      let back = "{\"mergedId\":\"\(second)\",\"reason\":\"同名同日生的两人\"}"
      #expect(try await region.failure("patient.unmerge", back, as: .nurse)?.code == .ruleViolation)
      try await region.result("patient.unmerge", back, as: Self.agent)
      #expect(try await snapshot(region) == before)
      #expect(try await region.failure("patient.unmerge", back, as: Self.agent)?.violations.first?.rule == "notMerged")
    }
  }

  @Test("No chains and no cycles, by the rules and by the database itself")
  func chains() async throws {
    try await TestRegion.run { region in
      let (first, second) = try await pair(region)
      try await region.importPages([.test(record: "C", phone: "13911113333")])
      let third = try await patient(region, "C")
      #expect(try await merge(region, keep: first, merge: second) == nil)
      #expect(try await merge(region, keep: second, merge: third)?.violations.first?.rule == "isMerged")
      #expect(try await merge(region, keep: third, merge: second)?.violations.first?.rule == "isMerged")
      #expect(try await merge(region, keep: third, merge: first)?.violations.first?.rule == "hasMerged")
      #expect(try await merge(region, keep: first, merge: first)?.violations.first?.path == "mergeId")
      for (row, target) in [(third, second), (first, third), (first, second)] {
        await #expect(throws: DatabaseError.self) {
          try await region.owner.pipelined([
            """
            update discharges.patient set merged_into = \(UUID(uuidString: target)) where patient_id = \(UUID(uuidString: row))
            """
          ])
        }
      }
      #expect(try await merge(region, keep: first, merge: third, as: .nurse)?.code == .ruleViolation)
      #expect(try await merge(region, keep: first, merge: third, as: .of(.maternity, .agent)) == RPCError(.notFound))
    }
  }

  @Test("A hold over one row stands over the person, and a death told of one stops the other's tasks")
  func holdAndDeath() async throws {
    try await TestRegion.run { region in
      let (first, second) = try await pair(region)
      try await region.result("hold.place", "{\"patientId\":\"\(first)\",\"reason\":\"dispute\"}", as: .manager)
      func held() async throws -> Int {
        try await region.owner.pipelined(["select count(*) from followup.task where state = 'held'"])[0].single(
          Int.self)
      }
      #expect(try await held() == 3)
      #expect(try await merge(region, keep: second, merge: first) == nil)
      #expect(try await held() == 6)
      try await region.result("patient.unmerge", "{\"mergedId\":\"\(first)\",\"reason\":\"核实为误合并\"}", as: Self.agent)
      #expect(try await held() == 3)
      #expect(try await merge(region, keep: second, merge: first) == nil)
      let stopped = try await region.result(
        "patient.recordDeath", "{\"patientId\":\"\(first)\",\"source\":\"family\"}", as: .nurse)
      #expect(stopped["stoppedTasks"]?.integer == 6)
    }
  }

  @Test("The living and the dead aren't merged until the other's death is recorded")
  func deathDiffers() async throws {
    try await TestRegion.run { region in
      let (first, second) = try await pair(region)
      try await region.result("patient.recordDeath", "{\"patientId\":\"\(first)\",\"source\":\"family\"}", as: .nurse)
      #expect(try await merge(region, keep: first, merge: second)?.violations.first?.rule == "deathDiffers")
    }
  }

  @Test(
    "Who may be one person is listed with the rule; a number alone says nothing, and what was settled isn't shown again"
  )
  func duplicates() async throws {
    try await TestRegion.run { region in
      func page(_ record: String, born year: Int, phone: String = "13800001234") -> FrontPage {
        var page = FrontPage.test(record: record, phone: phone)
        page.birthDate = PlainDate(year: year, month: 5, day: 1)
        return page
      }
      try await region.importPages([page("A", born: 1960), page("D", born: 1990)])
      try await region.importPages([page("B", born: 1960), page("C", born: 1960, phone: "13911112222")])
      let list = try await region.result("patient.duplicate.list", as: Self.agent)
      let item = try #require(list["items"]?.elements.first)
      #expect(list["items"]?.count == 1)
      #expect(item["rule"]?.string == "nameBirthPhone")
      #expect(Set([item["first"], item["second"]].map { $0?["recordNumber"]?.string }) == ["A", "B"])
      #expect(item["first"]?["patientName"]?.string == "张*丰")
      let other = try await region.result("patient.duplicate.list", as: .of(.general, .wardNurse, department: 1))
      #expect(other["items"]?.count == 0)
      let ids = (item["first"]?["patientId"]?.string ?? "", item["second"]?["patientId"]?.string ?? "")
      let dismiss = "{\"firstId\":\"\(ids.1)\",\"secondId\":\"\(ids.0)\"}"
      #expect(
        try await region.failure("patient.duplicate.dismiss", dismiss, as: .of(.maternity, .agent))
          == RPCError(.notFound))
      try await region.result("patient.duplicate.dismiss", dismiss, as: .nurse)
      #expect(try await region.result("patient.duplicate.list", as: Self.agent)["items"]?.count == 0)
    }
  }

  @Test(
    "An identity number that a whole file shares is a placeholder: each of its patients stands beside five others at most"
  )
  func placeholder() async throws {
    try await TestRegion.run { region in
      try await region.importPages(
        (0..<30).map { number in
          var page = FrontPage.test(record: "P\(number)", name: "张\(number)丰", phone: nil)
          page.identityNumber = IdentityNumber("990102196305141221")
          return page
        })
      let pairs = try await region.owner.pipelined(["select count(*) from discharges.duplicate"])
      #expect((29...150).contains(try pairs[0].single(Int.self)))
    }
  }

  @Test(
    "Who becomes known to be one person later is listed too: by a number given by hand, by the ward's answer, by a file"
  )
  func foundLater() async throws {
    try await TestRegion.run { region in
      func page(_ record: String, phone: String, born year: Int = 1960) -> FrontPage {
        var page = FrontPage.test(record: record, phone: phone)
        page.birthDate = PlainDate(year: year, month: 5, day: 1)
        return page
      }
      try await region.importPages([
        page("A", phone: "13911110001"), page("B", phone: "13911110002"), page("C", phone: "13911110003"),
        page("D", phone: "13911110004", born: 1970),
      ])
      func pairs() async throws -> Int? {
        try await region.result("patient.duplicate.list", as: Self.agent)["items"]?.count
      }
      #expect(try await pairs() == 0)
      let second = try await patient(region, "B")
      try await region.result(
        "patient.contact.add", "{\"patientId\":\"\(second)\",\"phone\":\"13911110001\"}", as: .nurse)
      #expect(try await pairs() == 1)
      try await region.importPages([page("C", phone: "13911110002")])
      #expect(try await pairs() == 2)
      // The birth date was wrong.
      try await region.importPages([page("D", phone: "13911110003"), page("D", phone: "13911110003")])
      #expect(try await pairs() == 3)
      // Whom somebody has merged isn't suggested any more.
      let first = try await patient(region, "A")
      #expect(try await merge(region, keep: first, merge: second) == nil)
      let third = try await patient(region, "C")
      #expect(try await merge(region, keep: first, merge: third) == nil)
      #expect(try await pairs() == 1)
    }
  }

  /// Everything that is stored of the patients.
  private func snapshot(_ region: TestRegion) async throws -> [String] {
    try await region.owner.pipelined([
      "select string_agg(t::text, ' ' order by t.patient_id) from discharges.patient t",
      "select string_agg(t::text, ' ' order by t.contact_id) from discharges.contact t",
      "select string_agg(t::text, ' ' order by t.discharge_id) from discharges.discharge t",
      "select string_agg(t::text, ' ' order by t.task_id) from followup.task t",
    ]).map { try $0.single(String.self) }
  }
}
