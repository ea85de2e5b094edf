import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("The same record number with another person")
struct OtherPersonTests {
  /// Somebody: name, birth date, identity number, sex and number as far as given.
  private struct Somebody: Sendable, CustomTestStringConvertible {
    var name: String
    var birth: Int?
    var identity: String?
    var sex = Sex.female
    var phone: String?

    func page(stay: Int = 1, daysAgo: Int = 20) -> FrontPage {
      var page = FrontPage.test(record: "A", stay: stay, name: name, daysAgo: daysAgo, phone: phone)
      page.birthDate = birth.flatMap { PlainDate(year: $0, month: 5, day: 14) }
      page.identityNumber = identity.map { IdentityNumber($0) }
      page.sex = sex
      return page
    }

    var testDescription: String { "\(name) \(birth ?? 0) \(identity ?? "-") \(sex) \(phone ?? "-")" }
  }

  private static let ofMay = "990102196305141221"
  private static let ofAnother = "990102196305141248"
  private static let stored = Somebody(name: "欧阳文秀", birth: 1963, identity: ofMay, phone: "16012345678")

  private static let same: [Somebody] = [
    Somebody(name: "欧阳文绣", birth: 1963, identity: ofMay, phone: nil),
    Somebody(name: "王文秀", birth: 1963, identity: nil, phone: nil),
    Somebody(name: "王文秀", birth: 1964, identity: ofMay, sex: .male, phone: nil),
    Somebody(name: "王文秀", birth: nil, identity: nil, sex: .unknown, phone: "16012345678"),
    Somebody(name: "欧阳文秀", birth: 1970, identity: nil, sex: .male, phone: nil),
    Somebody(name: "欧阳 文秀", birth: 1963, identity: ofAnother, phone: nil),
    Somebody(name: "欧阳文秀", birth: 1970, identity: "990102197005141224", phone: "16012345678"),
  ]

  private static let others: [Somebody] = [
    Somebody(name: "李四", birth: 1963, identity: ofAnother, phone: "16012345678"),
    Somebody(name: "李四", birth: 1970, identity: nil, phone: "16012345678"),
    Somebody(name: "李四", birth: 1963, identity: nil, sex: .male, phone: "16012345678"),
    Somebody(name: "李四", birth: nil, identity: nil, sex: .male, phone: "16012345678"),
    Somebody(name: "李四", birth: nil, identity: nil, phone: "16499999999"),
    Somebody(name: "李四", birth: nil, identity: nil, sex: .unknown, phone: nil),
    // A namesake: nothing but the name in common.
    Somebody(name: "欧阳文秀", birth: 1970, identity: "990102197005141224", phone: "16499999999"),
  ]

  @Test("The identity numbers of these tests are valid")
  func identities() {
    #expect(IdentityNumber(Self.ofMay).state == .valid && IdentityNumber(Self.ofAnother).state == .valid)
  }

  @Test("A corrected name is an update of the stay, or a further one of the same patient", arguments: same)
  private func correction(person: Somebody) async throws {
    try await TestRegion.run { region in
      try await region.importPages([Self.stored.page()])
      let updated = try await region.importPages([person.page(), person.page(stay: 2, daysAgo: 9)])
      #expect(counts(updated) == [2, 1, 1, 0, 0])
      let patients = try await region.owner.pipelined(["select count(*) from discharges.patient"])
      #expect(try patients[0].single(Int.self) == 1)
    }
  }

  @Test("Another person is rejected, whether in a later file, a later chunk or the same one", arguments: others)
  private func rejected(person: Somebody) async throws {
    try await TestRegion.run { region in
      let pages = [Self.stored.page(), person.page(), person.page(stay: 2, daysAgo: 9), Self.stored.page(stay: 2)]
      let together = try await region.importPages(pages)
      #expect(counts(together) == [4, 2, 0, 0, 2])
      let again = try await region.importPages(pages, partBytes: 300)
      #expect(counts(again) == [4, 0, 0, 2, 2])
      let later = try await region.importPages([person.page(stay: 3, daysAgo: 3)])
      #expect(counts(later) == [1, 0, 0, 0, 1])
      let list = try await region.result(
        "discharge.import.rejection.list", "{\"importId\":\"\(later["importId"]?.string ?? "")\"}", as: .manager)
      let problem = list["items"]?.elements.first?["problems"]?.elements.first
      #expect(problem?["rule"]?.string == "recordNumber.otherPerson" && problem?["column"]?.string == "BAH")
      let found = try await region.result("patient.find", "{\"by\":\"name\",\"value\":\"李四\"}", as: .manager)
      #expect(found["items"]?.count == 0)
    }
  }

  @Test("An interrupted import counts a rejected stay as not yet come")
  func resumed() async throws {
    try await TestRegion.run { region in
      let wrong = Somebody(name: "李四", birth: 1970, phone: nil)
      try await region.importPages([Self.stored.page(stay: 7, daysAgo: 30)])
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(wrong.page(), to: &bytes)
      let firstPart = bytes.count
      writer.append(Self.stored.page(), to: &bytes)
      let importID = try await region.upload(bytes, partBytes: firstPart)
      let runner = Task { try await region.runJobs() }
      _ = try await runner.value
      // As if the process had died behind the first part: its chunk is committed, the second one's is not.
      _ = try await region.owner.pipelined([
        "delete from followup.task", "delete from followup.exclusion",
        "delete from discharges.discharge where stay_number = 1",
        """
        update discharges.import set next_row = 2, read_count = 1, new_count = 0, rejected_count = 1, status = 'committed'
          where import_id = \(importID)::text::uuid
        """,
        """
        update operations.job set status = 'queued', lease_until = null, finished_at = null
          where subject_id = \(importID)::text::uuid
        """,
      ])
      _ = try await region.runJobs()
      let state = try await region.result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: .manager)
      #expect(counts(state) == [2, 1, 0, 0, 1])
    }
  }
}
