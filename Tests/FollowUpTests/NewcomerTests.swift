import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@Suite("Somebody is in hospital before any file tells of it")
struct NewcomerTests {
  private static let surgeon = TestPerson.of(.general, .wardNurse, department: 1)

  private func stay(
    _ region: TestRegion, _ record: String, name: String? = "张三丰", sex: Int = 1, birthDate: String? = "1960-05-01",
    phone: String? = "13800001234", department: Int = 0, daysAgo: Int = 4
  ) -> String {
    let id = region.people.departments[.general]?[department].uuidString ?? ""
    let day = region.today.adding(days: -daysAgo)
    let born = birthDate.map { ",\"birthDate\":\"\($0)\"" } ?? ""
    let number = phone.map { ",\"phone\":\"\($0)\"" } ?? ""
    let patient = name.map { ",\"patient\":{\"name\":\"\($0)\",\"sex\":\(sex)\(born)\(number)}" } ?? ""
    return "{\"recordNumber\":\"\(record)\",\"departmentId\":\"\(id)\",\"admittedOn\":\"\(day)\"\(patient)}"
  }

  private func open(_ region: TestRegion, _ stays: String..., as person: TestPerson = .nurse) async throws -> JSONValue
  {
    try await region.result("stay.open", "{\"stays\":[\(stays.joined(separator: ","))]}", as: person)
  }

  private func page(
    _ record: String, name: String = "张三丰", phone: String? = "13800001234", daysAgo: Int = 0, stay: Int = 1
  )
    -> FrontPage
  {
    var page = FrontPage.test(record: record, stay: stay, name: name, daysAgo: daysAgo, stayDays: 4, phone: phone)
    page.birthDate = PlainDate(year: 1960, month: 5, day: 1)
    return page
  }

  @Test("Who isn't known is registered and seen by the ward, and the discharge's file lands on the same person")
  func registered() async throws {
    try await TestRegion.run { region in
      let outcome = try await open(region, stay(region, "N1"), stay(region, "N2", name: nil))
      #expect(outcome["opened"]?.integer == 1 && outcome["registered"]?.integer == 1)
      #expect(outcome["unknown"]?.elements.map(\.string) == ["N2"])
      let inside = try #require(try await region.result("stay.list", as: .nurse)["items"]?.elements.first)
      #expect(inside["patientName"]?.string == "张*丰" && inside["recordNumber"]?.string == "N1")
      #expect(try await region.result("stay.list", as: Self.surgeon)["items"]?.count == 0)
      let patient = inside["patientId"]?.string ?? ""
      // The ward may note what it hears of the patient, another one not.
      let update = "{\"patientId\":\"\(patient)\",\"knowledgeOfDiagnosis\":\"family\",\"knowledgeSource\":\"ward\"}"
      #expect(try await region.failure("patient.update", update, as: Self.surgeon) == RPCError(.notFound))
      try await region.result("patient.update", update, as: .nurse)
      try await region.result(
        "patient.contact.add", "{\"patientId\":\"\(patient)\",\"phone\":\"13911112222\",\"relation\":\"2\"}", as: .nurse
      )
      let file = try await region.importPages([page("N1")])
      #expect(file["new"]?.integer == 1)
      let rows = try await region.owner.pipelined([
        "select count(*) from discharges.patient", "select count(*) from discharges.contact",
        "select ended_on is not null and discharge_id is not null from discharges.visit",
        "select knowledge_of_diagnosis from discharges.patient",
      ])
      #expect(try rows[0].single(Int.self) == 1)
      #expect(try rows[1].single(Int.self) == 2)
      #expect(try rows[2].single(Bool.self))
      #expect(try rows[3].single(String.self) == "family")
      #expect(try await region.result("stay.list", as: .nurse)["items"]?.count == 0)
    }
  }

  @Test(
    "A file that gives the number to another person is refused as ever, and a wrong file taken back leaves the newcomer"
  )
  func files() async throws {
    try await TestRegion.run { region in
      _ = try await open(region, stay(region, "N1"))
      let other = try await region.importPages([page("N1", name: "李四光", phone: "13700000000").born(1980)])
      #expect(other["rejected"]?.integer == 1)
      let file = try await region.importPages([page("N1")])
      try await region.undoImport(file["importId"]?.string ?? "")
      let inside = try await region.result("stay.list", as: .nurse)["items"]?.elements.first
      #expect(inside?["patientName"]?.string == "张*丰")
    }
  }

  @Test("Another ward's patient is opened only by the exact name; a number of somebody else is a conflict")
  func otherWard() async throws {
    try await TestRegion.run { region in
      try await region.importPages([page("A", daysAgo: 20), page("B", daysAgo: 20), page("C", daysAgo: 20)])
      func opened(_ stays: String..., by person: TestPerson = Self.surgeon) async throws -> JSONValue {
        try await region.result("stay.open", "{\"stays\":[\(stays.joined(separator: ","))]}", as: person)
      }
      let found = try await region.result("patient.find", "{\"by\":\"recordNumber\",\"value\":\"C\"}", as: .manager)
      let aliased = found["items"]?.elements.first?["patientId"]?.string ?? ""
      try await region.result("patient.update", "{\"patientId\":\"\(aliased)\",\"alias\":\"甲先生\"}", as: .nurse)
      #expect(try await opened(stay(region, "A", name: nil, department: 1))["unknown"]?.count == 1)
      for wrong in [
        stay(region, "A", name: "张三", department: 1), stay(region, "A", sex: 2, department: 1),
        stay(region, "A", birthDate: "1961-05-01", department: 1), stay(region, "C", department: 1),
      ] {
        #expect(try await opened(wrong)["conflicts"]?.count == 1)
      }
      let right = try await opened(stay(region, "A", birthDate: nil, phone: nil, department: 1))
      #expect(right["opened"]?.integer == 1 && right["registered"]?.integer == 0)
      // In the own ward too the name tells a mistyped number.
      let mistyped = stay(region, "B", name: "李四光", sex: 2, birthDate: nil, phone: nil)
      #expect(try await opened(mistyped, by: .nurse)["conflicts"]?.elements.map(\.string) == ["B"])
      let again = try await opened(stay(region, "A"), by: .nurse)
      #expect(again["opened"]?.integer == 0 && again["elsewhere"]?.elements.map(\.string) == ["A"])
      // Where the patient lies a death is heard of first.
      let death = "{\"patientId\":\"\(try await patient(region, "A"))\",\"source\":\"ward\"}"
      #expect(try await region.result("patient.recordDeath", death, as: Self.surgeon)["stoppedTasks"]?.integer == 3)
      #expect(try await opened(stay(region, "A", department: 1))["deceased"]?.elements.map(\.string) == ["A"])
    }
  }

  @Test(
    "What can't be a person, or stands in the list twice, is refused by name, and a possible duplicate is suggested")
  func checked() async throws {
    try await TestRegion.run { region in
      func path(_ stays: String...) async throws -> String? {
        try await region.failure("stay.open", "{\"stays\":[\(stays.joined(separator: ","))]}", as: .nurse)?.violations
          .first?.path
      }
      #expect(try await path(stay(region, "N1", name: " ")) == "stays[0].patient.name")
      #expect(try await path(stay(region, "N1", sex: 3)) == "stays[0].patient.sex")
      #expect(try await path(stay(region, "N1", birthDate: "2999-01-01")) == "stays[0].patient.birthDate")
      #expect(try await path(stay(region, "N1", phone: "12345")) == "stays[0].patient.phone")
      #expect(try await path(stay(region, "N1"), stay(region, "N1")) == "stays[1]")
      try await region.importPages([page("A", daysAgo: 20)])
      _ = try await open(region, stay(region, "N1"))
      let pairs = try await region.result("patient.duplicate.list", as: .manager)
      #expect(pairs["items"]?.elements.map { $0["rule"]?.string } == ["nameBirthPhone"])
    }
  }

  private func patient(_ region: TestRegion, _ record: String) async throws -> UUID {
    try await region.owner.pipelined([
      "select patient_id from discharges.patient where record_number = \(record)"
    ])[0].single(UUID.self)
  }
}

extension FrontPage {
  fileprivate func born(_ year: Int) -> FrontPage {
    var page = self
    page.birthDate = PlainDate(year: year, month: 5, day: 1)
    return page
  }
}
