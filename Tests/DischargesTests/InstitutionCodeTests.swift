import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("The institution that a file names")
struct InstitutionCodeTests {
  private static func pages(_ code: String?, count: Int = 3) -> [FrontPage] {
    (0..<count).map { number in
      var page = FrontPage.test(record: "R\(number)")
      page.institutionCode = code
      return page
    }
  }

  @Test(
    "The hospital's own code is taken however it is written, and none at all",
    arguments: ["49557184-0", "495571840", " 49557184-0 ", "４９５５７１８４－０", ""], [FrontPageDialect.hqmsP, .hqmsABCD, .tcm])
  func own(code: String, dialect: FrontPageDialect) async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages(Self.pages(code, count: 1), dialect: dialect)
      #expect(state["status"]?.string == "finished" && counts(state) == [1, 1, 0, 0, 0])
    }
  }

  @Test("Another institution's file is refused as a whole, with both codes and the way to override")
  func foreign() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages(Self.pages("49557185-9"), dialect: .hqmsP)
      #expect(state["status"]?.string == "failed" && counts(state) == [0, 0, 0, 0, 0])
      let problem = try #require(state["problem"]?.string)
      for part in ["49557185-9", "49557184-0", "acceptInstitutionCode"] { #expect(problem.contains(part)) }
      let patients = try await region.owner.pipelined(["select count(*) from discharges.patient"])
      #expect(try patients[0].single(Int.self) == 0)
      let accepted = try await region.importPages(Self.pages("49557185-9"), dialect: .hqmsP, accepting: "49557185-9")
      #expect(counts(accepted) == [3, 3, 0, 0, 0])
      let third = try await region.importPages(Self.pages("49557186-7"), dialect: .hqmsP, accepting: "49557185-9")
      #expect(third["status"]?.string == "failed")
    }
  }

  @Test("A foreign row behind rows that were taken is rejected by itself")
  func mixed() async throws {
    try await TestRegion.run { region in
      var pages = Self.pages("49557184-0", count: 40)
      pages[39].institutionCode = "49557185-9"
      let state = try await region.importPages(pages, dialect: .hqmsP, partBytes: 9000)
      #expect(state["status"]?.string == "finished" && counts(state) == [40, 39, 0, 0, 1])
    }
  }

  @Test("A code of no length is refused when the import is announced")
  func length() async throws {
    try await TestRegion.run { region in
      let error = try await region.failure(of: CreateImport(fileName: "a.csv", acceptInstitutionCode: ""), as: .manager)
      #expect(error?.code == .invalidParams && error?.violations.first?.path == "acceptInstitutionCode")
    }
  }
}
