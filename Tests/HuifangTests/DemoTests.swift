import ArgumentParser
import FrontPages
import Operations
import SQL
import Testing

@testable import huifang

@Suite("The demo region")
struct DemoTests {
  @Test("Every role has an account in each hospital, and nobody holds two")
  func people() throws {
    let hospitalRoles = Set(Role.allCases.filter { $0.organizationKind == .hospital })
    for hospital in DemoRegion.hospitals {
      #expect(Set(hospital.people.map(\.role)) == hospitalRoles)
      #expect(Set(hospital.people.map(\.username)).count == hospital.people.count)
      #expect(Set(hospital.people.map(\.displayName)).count == hospital.people.count)
    }
    #expect(DemoRegion.supervisor.role == .bureauSupervisor)
  }

  @Test("Whoever works in a ward works in one of the hospital's departments, agents in the follow-up centre")
  func departments() {
    for hospital in DemoRegion.hospitals {
      #expect(hospital.departments.contains(hospital.ward))
      #expect(hospital.department(of: .wardNurse) == hospital.ward)
      #expect(hospital.department(of: .agent) == DemoHospital.centre)
      #expect(hospital.department(of: .leader) == nil)
      #expect(
        hospital.people.allSatisfy {
          $0.department.map { (hospital.departments + [DemoHospital.centre]).contains($0) } ?? true
        })
      #expect(hospital.people.allSatisfy { !$0.role.needsDepartment || $0.department != nil })
    }
  }

  @Test("The hospitals are of different kind, under the codes that everything else names")
  func kinds() {
    #expect(DemoRegion.hospitals.map(\.code) == ["49557184-0", "49557185-9", "49557186-7"])
    #expect(DemoRegion.hospitals.map(\.name) == ["泗河市第一人民医院", "泗河市妇幼保健院", "泗河市第三人民医院"])
    let departments = DemoRegion.hospitals.map { Set($0.departments) }
    #expect(departments[0] == Set(SyntheticDepartment.all(seed: 1).map(\.name)) && departments[0].count == 23)
    #expect(departments[1] == ["产科", "妇科", "儿科", "新生儿科"])
    #expect(departments[2].isSuperset(of: ["精神科", "感染性疾病科", "呼吸与危重症医学科", "职业病科"]))
  }

  @Test("A year of discharges is read without a rejection, in the hospital's departments, under numbers of their own")
  func discharges() throws {
    let today = try #require(CalendarDay(year: 2026, month: 11, day: 22))
    for hospital in DemoRegion.hospitals {
      var discharges = hospital.discharges
      discharges.rows = 700
      let file = discharges.file(of: hospital, today: today)
      #expect(file == discharges.file(of: hospital, today: today))
      var reader = FrontPageReader(encoding: .utf8)
      let outcomes = try reader.push(file) + reader.finish()
      let pages = outcomes.compactMap { outcome -> FrontPage? in
        if case .page(let page) = outcome { page } else { nil }
      }
      #expect(pages.count == 700 && outcomes.count == pages.count)
      #expect(pages.allSatisfy { $0.recordNumber.hasPrefix(DemoDischarges.recordPrefix) })
      #expect(pages.allSatisfy { $0.department.map(hospital.departments.contains) == true })
      #expect(Set(pages.compactMap(\.department)).count >= hospital.departments.count - 1)
      #expect(Set(pages.map { "\($0.recordNumber) \($0.stayNumber)" }).count == pages.count)
      let days = pages.map(\.discharged.date.description)
      #expect(days.allSatisfy { ("2025-11-22"..."2026-11-21").contains($0) })
      #expect(Set(days.map { $0.prefix(7) }).count == 13)
      // Some newborns of the last weeks have their mothers among the patients.
      let mothers = Set(pages.filter { $0.department == "产科" }.map(\.name))
      let children = pages.filter { $0.department == "新生儿科" && mothers.contains(String($0.name.dropLast(2))) }
      #expect(children.isEmpty == !hospital.departments.contains("新生儿科"))
    }
  }

  @Test("Whom a patient names fits the age: nobody young names children, and a newborn's family is a parent")
  func families() throws {
    let today = try #require(CalendarDay(year: 2026, month: 11, day: 22))
    for hospital in DemoRegion.hospitals {
      var discharges = hospital.discharges
      discharges.rows = 700
      var reader = FrontPageReader(encoding: .utf8)
      let outcomes = try reader.push(discharges.file(of: hospital, today: today)) + reader.finish()
      for case .page(let page) in outcomes {
        let age = page.age.map { $0.unit == .years ? $0.value : 0 } ?? 0
        let relation = page.contact.relation
        #expect(
          age >= 46 || ![.son, .daughter, .grandchild].contains(relation), "\(age) \(String(describing: relation))")
        #expect(age >= 16 || relation == .parent)
        #expect(age < 68 || relation != .parent)
        if page.name.hasSuffix("之子"), let mother = page.contact.name, page.name.hasPrefix(mother) {
          #expect(page.name == mother + "之子")
        }
      }
    }
  }

  @Test("demo-accounts.json is a list of plain objects, secret, and replaced whole")
  func accounts() async throws {
    try await withTemporaryHome { home in
      let nurse = DemoAccount(
        organization: "泗河市第一人民医院", hospitalCode: "49557184-0", role: "wardNurse", username: "nurse@49557184-0",
        password: "one", totpSecret: nil)
      var changed = nurse
      changed.password = "two"
      try DemoAccounts.add(nurse, in: home)
      try DemoAccounts.add(changed, in: home)
      #expect(try DemoAccounts.read(in: home) == [changed])
      #expect(permissions(of: home.demoAccounts) == 0o600)
      #expect(
        PrivateFile.text(at: home.demoAccounts) == """
          [
            {
              "organization": "泗河市第一人民医院",
              "hospitalCode": "49557184-0",
              "role": "wardNurse",
              "username": "nurse@49557184-0",
              "password": "two"
            }
          ]

          """)
    }
  }

  @Test("A file is asked for by month, and nonsense is refused before anything is written")
  func generate() throws {
    #expect(throws: Never.self) { try DemoGenerate.parse(["--rows", "10", "--month", "2026-10"]) }
    for month in ["2026-13", "2026", "10-2026", "2026-1-1"] {
      #expect(throws: (any Error).self) { try DemoGenerate.parse(["--rows", "10", "--month", month]) }
    }
  }
}
