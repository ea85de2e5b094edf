import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct MotherAndChildTests {
  private static let agent = TestPerson.of(.general, .agent)

  private static func day(_ daysAgo: Int) -> PlainDate? {
    PlainDate(daysSince1970: TestDay.today.daysSince1970 - daysAgo)
  }

  private static func mother(
    record: String = "M", name: String = "李秀英", phone: String? = "13900000001", daysAgo: Int = 20,
    code: String = "O82.000"
  ) -> FrontPage {
    var page = FrontPage.test(record: record, name: name, daysAgo: daysAgo, phone: phone)
    page.sex = .female
    page.birthDate = PlainDate(year: 1995, month: 3, day: 8)
    page.mainDiagnosis = FrontPage.Diagnosis(code: code, name: "剖宫产分娩")
    return page
  }

  /// Born on the day after the mother's admission, and in hospital from then on.
  private static func child(
    record: String = "C", name: String = "李秀英之女", phone: String? = nil, contact: String? = nil, daysAgo: Int = 18,
    stayDays: Int = 6
  ) -> FrontPage {
    var page = FrontPage.test(
      record: record, name: name, department: "骨科", daysAgo: daysAgo, stayDays: stayDays, phone: phone)
    page.sex = .female
    page.birthDate = day(24)
    page.mainDiagnosis = FrontPage.Diagnosis(code: "P59.900", name: "新生儿黄疸")
    page.contact.name = contact
    return page
  }

  private func patient(_ region: TestRegion, _ record: String) async throws -> String {
    try await region.owner.pipelined([
      "select patient_id from discharges.patient where record_number = \(record)"
    ])[0].single(UUID.self).uuidString
  }

  private func suggestions(_ region: TestRegion, as person: TestPerson = agent) async throws -> [String] {
    try await region.result("patient.motherSuggestion.list", as: person)["items"]?.elements.map {
      "\($0["child"]?["recordNumber"]?.string ?? "")-\($0["mother"]?["recordNumber"]?.string ?? ""):\($0["rule"]?.string ?? "")"
    } ?? []
  }

  @Test("A child's death ends the child's tasks only, and who calls the mother is warned; the mother's likewise")
  func childDied() async throws {
    try await TestRegion.run { region in
      var child = Self.child()
      child.department = "心血管内科"
      try await region.importPages([Self.mother(), child])
      let (motherID, childID) = (try await patient(region, "M"), try await patient(region, "C"))
      let wrong = "{\"motherId\":\"\(childID)\",\"childId\":\"\(motherID)\"}"
      #expect(try await region.failure("patient.link", wrong, as: .nurse)?.code == .ruleViolation)
      let link = "{\"motherId\":\"\(motherID)\",\"childId\":\"\(childID)\"}"
      #expect(try await region.failure("patient.link", link, as: .of(.maternity, .agent)) == RPCError(.notFound))
      try await region.result("patient.link", link, as: .nurse)
      #expect(try await region.failure("patient.link", link, as: .nurse)?.code == .alreadyExists)
      func warnings(_ record: String) async throws -> [String]? {
        let tasks = try await region.owner.pipelined([
          """
          select t.task_id from followup.task t join discharges.patient p using (tenant_id, patient_id)
            where p.record_number = \(record) and t.responsible_role = 'wardNurse'
          """
        ])
        return try await region.detail(try tasks[0].single(UUID.self).uuidString)["warnings"]?.elements.compactMap(
          \.string)
      }
      try await region.result("patient.recordDeath", "{\"patientId\":\"\(childID)\",\"source\":\"ward\"}", as: .nurse)
      let list =
        try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)["items"]?.elements ?? []
      #expect(list.count == 1)
      #expect(try await warnings("M")?.contains("childDied") == true)
      try await region.result(
        "patient.withdrawDeath", "{\"patientId\":\"\(childID)\",\"reason\":\"登记在同名患儿名下\"}", as: Self.agent)
      #expect(try await warnings("M")?.contains("childDied") == false)
      try await region.result("patient.recordDeath", "{\"patientId\":\"\(motherID)\",\"source\":\"ward\"}", as: .nurse)
      #expect(try await warnings("C")?.contains("motherDied") == true)
    }
  }

  @Test(
    "A newborn's mother is suggested, whichever file comes first, by what the files have in common",
    arguments: [true, false], [true, false])
  func suggested(isMotherFirst: Bool, inOneFile: Bool) async throws {
    try await TestRegion.run { region in
      let mothers = [Self.mother(), Self.mother(record: "N", name: "王芳", phone: "13900000002")]
      let children = [
        Self.child(phone: "139 0000 0001"), Self.child(record: "D", name: "赵小宝", contact: "王芳"),
        Self.child(record: "E", name: "孙小宝", phone: "13900000002"),
      ]
      let files = isMotherFirst ? [mothers, children] : [children, mothers]
      for file in inOneFile ? [files[0] + files[1]] : files { try await region.importPages(file) }
      #expect(try await Set(suggestions(region)) == ["C-M:nameAndPhone", "D-N:name", "E-N:phone"])
      // Seen by whom both concern, and once only.
      #expect(try await suggestions(region, as: .nurse).isEmpty)
      try await region.importPages([Self.child(phone: "13900000001", daysAgo: 17, stayDays: 7)])
      #expect(try await suggestions(region).count == 3)
    }
  }

  @Test("Not suggested: no birth, no stay around it, a man, an older child, a girl, whoever is linked already")
  func notSuggested() async throws {
    try await TestRegion.run { region in
      var man = Self.mother(record: "1")
      man.sex = .male
      var girl = Self.mother(record: "2")
      girl.birthDate = PlainDate(year: 2018, month: 1, day: 1)
      var infant = Self.child(record: "D", phone: "13900000001")
      infant.birthDate = Self.day(60)
      try await region.importPages([
        man, girl, Self.mother(record: "3", code: "J18.900"), Self.mother(record: "4", daysAgo: 60), infant,
        Self.child(phone: "13900000001"),
      ])
      #expect(try await suggestions(region).isEmpty)
      try await region.importPages([Self.mother()])
      #expect(try await suggestions(region) == ["C-M:nameAndPhone"])
    }
  }

  @Test("A suggestion is confirmed by linking or dismissed, and what was settled doesn't come back")
  func settled() async throws {
    try await TestRegion.run { region in
      let namesake = Self.mother(record: "N", phone: "13900000009")
      try await region.importPages([Self.mother(), namesake, Self.child(phone: "13900000001")])
      #expect(try await Set(suggestions(region)) == ["C-M:nameAndPhone", "C-N:name"])
      let (mother, other, child) = (
        try await patient(region, "M"), try await patient(region, "N"), try await patient(region, "C")
      )
      let page = try await region.result(
        "patient.motherSuggestion.list", "{\"page\":{\"limit\":1}}", as: Self.agent)
      let next = try await region.result(
        "patient.motherSuggestion.list", "{\"page\":{\"cursor\":\"\(page["nextCursor"]?.string ?? "")\"}}",
        as: Self.agent)
      #expect(page["items"]?.count == 1 && next["items"]?.count == 1 && next["nextCursor"] == nil)
      let dismiss = "{\"childId\":\"\(child)\",\"motherId\":\"\(other)\"}"
      #expect(try await region.failure("patient.motherSuggestion.dismiss", dismiss, as: .nurse) == RPCError(.notFound))
      let link = "{\"motherId\":\"\(mother)\",\"childId\":\"\(child)\"}"
      #expect(try await region.failure("patient.link", link, as: .nurse) == RPCError(.notFound))
      try await region.result("patient.link", link, as: Self.agent)
      #expect(try await suggestions(region).isEmpty)
      #expect(
        try await region.failure("patient.motherSuggestion.dismiss", dismiss, as: Self.agent) == RPCError(.notFound))
      let unlink = "{\"childId\":\"\(child)\",\"reason\":\"同病房新生儿误关联\"}"
      for stranger in [TestPerson.nurse, .of(.maternity, .agent)] {
        #expect(try await region.failure("patient.unlink", unlink, as: stranger) == RPCError(.notFound))
      }
      try await region.result("patient.unlink", unlink, as: Self.agent)
      #expect(try await region.failure("patient.unlink", unlink, as: Self.agent) == RPCError(.notFound))
      try await region.importPages([Self.child(phone: "13900000001", daysAgo: 17, stayDays: 7)])
      #expect(try await suggestions(region).isEmpty)
      // A wrong link that was taken back can be made with the right woman.
      let right = "{\"motherId\":\"\(other)\",\"childId\":\"\(child)\"}"
      try await region.result("patient.link", right, as: Self.agent)
    }
  }

  @Test("Who reads the mother's task sees the child's open ones within the scope, and the other way round")
  func linkedTasks() async throws {
    try await TestRegion.run { region in
      var child = Self.child()
      child.department = "心血管内科"
      try await region.importPages([Self.mother(), child, Self.child(record: "D", name: "李秀英之子")])
      let mother = try await patient(region, "M")
      for record in ["C", "D"] {
        try await region.result(
          "patient.link", "{\"motherId\":\"\(mother)\",\"childId\":\"\(try await patient(region, record))\"}",
          as: Self.agent)
      }
      func linked(_ record: String, as person: TestPerson) async throws -> [JSONValue] {
        let tasks = try await region.owner.pipelined([
          """
          select t.task_id from followup.task t join discharges.patient p using (tenant_id, patient_id)
            where p.record_number = \(record) and t.responsible_role = 'wardNurse'
          """
        ])
        let task = try tasks[0].single(UUID.self)
        return try await region.result("followup.task.read", "{\"taskId\":\"\(task)\"}", as: person)["linkedTasks"]?
          .elements
          ?? []
      }
      #expect(try await linked("M", as: .nurse).count == 3)
      #expect(
        try await linked("M", as: Self.agent).map { $0["relation"]?.string } == Array(repeating: "child", count: 6))
      #expect(try await linked("C", as: .nurse).map { $0["relation"]?.string } == Array(repeating: "mother", count: 3))
      #expect(try await linked("D", as: .of(.general, .wardNurse, department: 1)).isEmpty)
    }
  }

  @Test("A child who has a mother gets no second one under another record number")
  func secondMother() async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        Self.mother(), Self.mother(record: "N"), Self.child(), Self.child(record: "D", name: "李小花"),
      ])
      let (child, other) = (try await patient(region, "C"), try await patient(region, "D"))
      try await region.result(
        "patient.link", "{\"motherId\":\"\(try await patient(region, "M"))\",\"childId\":\"\(child)\"}", as: Self.agent)
      try await region.result(
        "patient.merge", "{\"keepId\":\"\(other)\",\"mergeId\":\"\(child)\",\"reason\":\"出生证编号一致\"}", as: Self.agent)
      let second = "{\"motherId\":\"\(try await patient(region, "N"))\",\"childId\":\"\(other)\"}"
      #expect(try await region.failure("patient.link", second, as: Self.agent)?.code == .alreadyExists)
      try await region.result(
        "patient.unlink", "{\"childId\":\"\(other)\",\"reason\":\"同病房新生儿误关联\"}", as: Self.agent)
      #expect(try await region.failure("patient.link", second, as: Self.agent) == nil)
    }
  }

  @Test("The import undone, its suggestions go with it")
  func undone() async throws {
    try await TestRegion.run { region in
      try await region.importPages([Self.mother()])
      let file = try await region.importPages([Self.child(phone: "13900000001")])
      try await region.result(
        "patient.motherSuggestion.dismiss",
        "{\"childId\":\"\(try await patient(region, "C"))\",\"motherId\":\"\(try await patient(region, "M"))\"}",
        as: Self.agent)
      let undone = try await region.undoImport(file["importId"]?.string ?? "")
      #expect(undone["undo"]?["patientsRemoved"]?.integer == 1)
      let left = try await region.owner.pipelined(["select count(*) from discharges.mother_suggestion"])
      #expect(try left[0].single(Int.self) == 0)
    }
  }
}
