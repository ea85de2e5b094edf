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
    }
  }

  @Test("The first discharges are read without a rejection, in the hospital's departments, under numbers of their own")
  func discharges() throws {
    let today = try #require(CalendarDay(year: 2026, month: 11, day: 22))
    for hospital in DemoRegion.hospitals {
      let file = hospital.discharges.file(of: hospital, today: today)
      #expect(file == hospital.discharges.file(of: hospital, today: today))
      var reader = FrontPageReader(encoding: .utf8)
      let outcomes = try reader.push(file) + reader.finish()
      let pages = outcomes.compactMap { outcome -> FrontPage? in
        if case .page(let page) = outcome { page } else { nil }
      }
      #expect(pages.count == hospital.discharges.rows && outcomes.count == pages.count)
      #expect(pages.allSatisfy { $0.recordNumber.hasPrefix(DemoDischarges.recordPrefix) })
      #expect(pages.allSatisfy { $0.department.map(hospital.departments.contains) == true })
      #expect(Set(pages.map { "\($0.recordNumber) \($0.stayNumber)" }).count == pages.count)
      let days = pages.map(\.discharged.date.description)
      #expect(days.allSatisfy { ("2026-10-01"..."2026-11-21").contains($0) })
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
