import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite struct WarningTests {
  @Test("It isn't told what the patient isn't recorded to know")
  func knowledge() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let before = try await region.detail(task)
      #expect(before["knowledgeOfDiagnosis"]?.string == "unknown")
      #expect(before["warnings"]?.elements.map(\.string) == ["diagnosisNotToBeTold"])
      let patient = before["patientId"]?.string ?? ""
      #expect(
        try await region.failure(
          "patient.update", "{\"patientId\":\"\(patient)\",\"knowledgeOfDiagnosis\":\"patient\"}", as: .nurse)?
          .violations
          .first?.path == "knowledgeSource")
      let call =
        "{\"patientId\":\"\(patient)\",\"knowledgeOfDiagnosis\":\"patient\",\"knowledgeSource\":\"ward\",\"expectedVersion\":1}"
      #expect(try await region.failure("patient.update", call, as: .of(.maternity, .agent)) == RPCError(.notFound))
      try await region.result("patient.update", call, as: .nurse)
      #expect(try await region.failure("patient.update", call, as: .nurse)?.code == .versionConflict)
      let after = try await region.detail(task)
      #expect(after["knowledgeOfDiagnosis"]?.string == "patient" && after["warnings"]?.count == 0)
    }
  }

  @Test("A minor's guardian is called first, and it is said when none is known", arguments: [true, false])
  func guardian(isMinor: Bool) async throws {
    try await TestRegion.run { region in
      var page = FrontPage.test()
      if isMinor { page.birthDate = PlainDate(year: 2020, month: 2, day: 29) }
      if !isMinor { page.mainDiagnosis = FrontPage.Diagnosis(code: "F20.900", name: "精神分裂症") }
      try await region.importPages([page])
      let list = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
      let task = list["items"]?.elements.first?["taskId"]?.string ?? ""
      let before = try await region.detail(task)
      #expect(before["warnings"]?.elements.compactMap(\.string).contains("guardianMissing") == true)
      let patient = before["patientId"]?.string ?? ""
      let own = before["contacts"]?.elements.first?["contactId"]?.string ?? ""
      let added = try await region.result(
        "patient.contact.add",
        "{\"patientId\":\"\(patient)\",\"phone\":\"13911112222\",\"relation\":\"5\",\"isGuardian\":true}",
        as: .nurse)
      try await region.result("patient.contact.update", "{\"contactId\":\"\(own)\",\"place\":1}", as: .nurse)
      let after = try await region.detail(task)
      #expect(after["warnings"]?.elements.compactMap(\.string).contains("guardianFirst") == true)
      #expect(after["contacts"]?.elements.first?["isGuardian"]?.boolean == true)
      try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"noAnswer\"}", as: .nurse)
      let tried = try await region.owner.pipelined(["select contact_id from followup.attempt"])
      #expect(try tried[0].single(UUID.self) == UUID(uuidString: added["contactId"]?.string ?? ""))
    }
  }

  @Test("An alias stands in lists and details; the name behind it only by reveal, whose event stands out")
  func alias() async throws {
    try await TestRegion.run { region in
      let task = try await region.dueTask()
      let patient = try await region.detail(task)["patientId"]?.string ?? ""
      try await region.result("patient.update", "{\"patientId\":\"\(patient)\",\"alias\":\"贵宾甲\"}", as: .nurse)
      let list = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
      #expect(list["items"]?.elements.first?["patientName"]?.string == "贵宾甲")
      let claimed = try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
      #expect(claimed["isPlain"]?.boolean == true && claimed["patientName"]?.string == "贵宾甲")
      func found(_ name: String) async throws -> [JSONValue] {
        try await region.result("patient.find", "{\"by\":\"name\",\"value\":\"\(name)\"}", as: .nurse)["items"]?
          .elements ?? []
      }
      #expect(try await found("张三丰").isEmpty)
      #expect(try await found("贵宾甲").first?["patientName"]?.string == "贵宾甲")
      let call = "{\"patientId\":\"\(patient)\",\"reason\":\"患者来电核对\"}"
      #expect(try await region.result("patient.reveal", call, as: .nurse)["name"]?.string == "张三丰")
      let events = try await region.owner.pipelined([
        "select purpose from audit.event where method = 'patient.reveal' and outcome = 'allowed'",
        "select position('贵宾'::bytea in alias) = 0 from discharges.patient",
      ])
      #expect(try events[0].single(String.self) == "revealAliased")
      #expect(try events[1].single(Bool.self))
      try await region.result("patient.update", "{\"patientId\":\"\(patient)\",\"alias\":\"\"}", as: .nurse)
      #expect(try await found("张三丰").count == 1)
    }
  }

  @Test("Under an alias the patient's own name isn't shown as the contact person's either, somebody else's is")
  func aliasOfContact() async throws {
    try await TestRegion.run { region in
      for (relation, shown) in [(ContactRelation.patient, nil), (nil, nil), (.son, "王刚")]
        as [(ContactRelation?, String?)]
      {
        var page = FrontPage.test()
        page.contact = FrontPage.Contact(
          name: shown ?? "张三丰", relation: relation, phone: PhoneNumber(text: "13900001234", usability: .usable))
        try await region.importPages([page])
        let list = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
        let task = list["items"]?.elements.first?["taskId"]?.string ?? ""
        let patient = try await region.detail(task)["patientId"]?.string ?? ""
        try await region.result("patient.update", "{\"patientId\":\"\(patient)\",\"alias\":\"贵宾甲\"}", as: .nurse)
        let claimed = try await region.result("followup.task.claim", "{\"taskId\":\"\(task)\"}", as: .nurse)
        let contact = claimed["contacts"]?.elements.first { $0["source"]?.string == "contact" }
        #expect(contact?["phone"]?.string == "13900001234" && contact?["name"]?.string == shown)
        try await region.result("followup.task.release", "{\"taskId\":\"\(task)\"}", as: .nurse)
      }
    }
  }

  @Test("One alias hides the names of all record numbers of a person, whichever of them has it", arguments: ["A", "B"])
  func aliasOfMerged(aliased: String) async throws {
    try await TestRegion.run { region in
      try await region.importPages([
        .test(record: "A", name: "张三丰", daysAgo: 18, stayDays: 9), .test(record: "B", name: "张三峰", daysAgo: 20),
      ])
      var ids: [String: String] = [:]
      for record in ["A", "B"] {
        let found = try await region.result(
          "patient.find", "{\"by\":\"recordNumber\",\"value\":\"\(record)\"}", as: .manager)
        ids[record] = found["items"]?.elements.first?["patientId"]?.string
      }
      let (first, second) = (ids["A"] ?? "", ids["B"] ?? "")
      try await region.result(
        "patient.update", "{\"patientId\":\"\(ids[aliased] ?? "")\",\"alias\":\"贵宾甲\"}", as: .nurse)
      try await region.result(
        "patient.merge", "{\"keepId\":\"\(first)\",\"mergeId\":\"\(second)\",\"reason\":\"身份证号一致\"}",
        as: .of(.general, .agent))
      let list = try await region.result("followup.task.list", "{\"view\":\"due\"}", as: .nurse)
      #expect(list["items"]?.elements.map { $0["patientName"]?.string } == ["贵宾甲", "贵宾甲"])
      for name in ["张三丰", "张三峰"] {
        let found = try await region.result("patient.find", "{\"by\":\"name\",\"value\":\"\(name)\"}", as: .manager)
        #expect(found["items"]?.count == 0)
      }
      try await region.result("patient.reveal", "{\"patientId\":\"\(second)\",\"reason\":\"患者来电核对\"}", as: .manager)
      let events = try await region.owner.pipelined([
        "select purpose from audit.event where method = 'patient.reveal' and outcome = 'allowed'"
      ])
      #expect(try events[0].single(String.self) == "revealAliased")
    }
  }
}
