import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Directory
@testable import Identity

@Suite struct OrganizationTests {
  private func organization(_ code: String, _ region: TestRegion) async throws -> Organization {
    let list = try await region.perform(ListOrganizations(text: .init(unchecked: code)), as: .platform)
    return try #require(list.items.first { $0.code == code })
  }

  private func bureau(_ code: RegionCode, below parent: UUID?, _ region: TestRegion) async throws -> Organization {
    try await region.perform(
      CreateBureau(regionCode: code, name: Name(unchecked: "\(code.text)卫健委"), parentId: parent), as: .platform)
  }

  @Test("Bureaus stand in a tree by region: province, city, county, each code below the one above")
  func tree() async throws {
    try await TestRegion.run { region in
      let province = try await bureau("370000", below: nil, region)
      let city = try await organization("370800", region)
      let moved = try await region.perform(
        UpdateBureau(bureauId: city.id, expectedVersion: city.version, name: "泗河市卫生健康委员会", parentId: province.id),
        as: .platform)
      #expect(moved.parentId == province.id)
      let county = try await bureau("370811", below: city.id, region)
      for (code, parent) in [("370911", city.id), ("370000", city.id), ("371000", county.id), ("440000", province.id)] {
        let wrong = try await region.failure(
          of: CreateBureau(regionCode: .init(unchecked: code), name: "某卫健委", parentId: parent), as: .platform)
        #expect(wrong?.code == (code == "370000" ? .alreadyExists : .ruleViolation), "\(code)")
      }
      let circle = try await region.failure(
        of: UpdateBureau(
          bureauId: province.id, expectedVersion: province.version, name: "某省卫健委", parentId: county.id),
        as: .platform)
      #expect(circle?.violations.first?.rule == "regionBelow")
      let below = try await region.perform(ListOrganizations(parentId: province.id), as: .platform)
      #expect(below.items.map(\.id) == [city.id])
    }
  }

  @Test("A hospital has level, ownership and a place in its bureau's region; late updates are refused")
  func hospital() async throws {
    try await TestRegion.run { region in
      let hospital = try await organization("49557184-0", region)
      let bureauID = try #require(hospital.parentId)
      let outside = try await region.failure(
        of: UpdateHospital(
          hospitalId: hospital.id, expectedVersion: hospital.version, name: "泗河市人民医院", bureauId: bureauID,
          regionCode: "370900"), as: .platform)
      #expect(outside?.violations.first?.rule == "regionBelow")
      let changed = try await region.perform(
        UpdateHospital(
          hospitalId: hospital.id, expectedVersion: hospital.version, name: "泗河市人民医院", bureauId: bureauID,
          regionCode: "370811", level: .tertiaryA, ownership: .public), as: .platform)
      #expect(changed.level == .tertiaryA && changed.regionCode == "370811")
      #expect(
        try await region.failure(
          of: UpdateHospital(
            hospitalId: hospital.id, expectedVersion: hospital.version, name: "泗河市人民医院", bureauId: bureauID),
          as: .platform)?.code == .versionConflict)
      #expect(
        try await region.failure(
          of: UpdateHospital(
            hospitalId: hospital.id, expectedVersion: hospital.version, name: "泗河市人民医院", bureauId: bureauID),
          as: .administrator)?.code == .forbidden)
    }
  }

  @Test("A bureau sees itself and the hospitals below it, and no other region's")
  func region() async throws {
    try await TestRegion.run { region in
      let other = try await bureau("370900", below: nil, region)
      try await region.perform(CreateHospital(code: "12345679-6", name: "他市医院", bureauId: other.id), as: .platform)
      let city = try await organization("370800", region)
      let county = try await bureau("370811", below: city.id, region)
      try await region.perform(
        CreateHospital(code: "12345678-8", name: "县医院", bureauId: county.id, level: .secondaryA), as: .platform)
      let seen = try await region.perform(ListOrganizations(), as: .bureau)
      #expect(
        seen.items.compactMap { $0.code }
          == ["12345678-8", "370800", "370811", "49557184-0", "49557185-9"])
      let found = try await region.perform(ListOrganizations(kind: .hospital, text: "xyy"), as: .bureau)
      #expect(found.items.first?.level == .secondaryA)
      let page = try await region.perform(ListOrganizations(page: PageRequest(limit: 2)), as: .bureau)
      #expect(page.items.count == 2 && page.nextCursor != nil)
      #expect(try await region.failure(of: ListOrganizations(), as: .administrator)?.code == .forbidden)
    }
  }

  @Test("Whoever is signed in at a deactivated hospital is so no longer, nobody signs in, and all is back when it is")
  func deactivation() async throws {
    try await TestRegion.run { region in
      let hospital = try await organization("49557184-0", region)
      let bureau = try await organization("370800", region)
      let used = try await region.failure(
        of: DeactivateOrganization(organizationId: bureau.id, expectedVersion: bureau.version), as: .platform)
      #expect(used?.code == .inUse)
      try await region.perform(ListDepartments(), as: .nurse)
      let gone = try await region.perform(
        DeactivateOrganization(organizationId: hospital.id, expectedVersion: hospital.version), as: .platform)
      #expect(gone.status == .deactivated)
      let code = try await region.failure(of: ListDepartments(), as: .nurse)?.code
      #expect(code == .credentialExpired || code == .unauthenticated)
      let account = try #require(region.people.accounts[.nurse])
      let signIn = SignIn(username: account.username, password: account.password)
      #expect(try await region.failure(of: signIn, as: nil)?.code == .unauthenticated)
      try await region.perform(ListDepartments(), as: .of(.maternity, .wardNurse))
      try await region.perform(
        ActivateOrganization(organizationId: hospital.id, expectedVersion: gone.version), as: .platform)
      try await region.perform(signIn, as: nil)
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
      let gone = try await region.perform(
        DeactivateOrganization(organizationId: hospital.id, expectedVersion: hospital.version), as: .platform)
      let rows = try await region.owner.pipelined(["select count(*) from operations.job where lease_until > now()"])
      #expect(try rows[0].single(Int.self) == 0)
      #expect(try await region.runJobs() == 0)
      try await region.perform(
        ActivateOrganization(organizationId: hospital.id, expectedVersion: gone.version), as: .platform)
      #expect(try await region.runJobs() == 1)
    }
  }
}
