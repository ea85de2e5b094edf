import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("Rejected rows as a file")
struct RejectedRowsTests {
  private static func rejected(_ region: TestRegion) async throws -> String {
    let state = try await region.importPages([
      .test(record: "A"), .test(record: "", name: "独孤求败"), .test(record: "C", stayDays: -3),
    ])
    return try #require(state["importId"]?.string)
  }

  private static func token(_ region: TestRegion, _ importID: String) async throws -> String {
    let address = try await region.perform(DownloadRejections(importId: UUID(importID)), as: .manager)
    return try #require(address.path.split(separator: "/").last.map(String.init))
  }

  @Test("They come back as they stood, with the reasons, and corrected they are taken")
  func correct() async throws {
    try await TestRegion.run { region in
      let importID = try await Self.rejected(region)
      let opened = try await region.perform(
        OpenDownload(token: try await Self.token(region, importID)), as: .manager)
      #expect(opened.importId == UUID(uuidString: importID) && opened.fileName == "rejected-test.csv")
      #expect(opened.head.hasPrefix("\u{FEFF}拒绝原因,USERNAME,"))
      let first = try await region.perform(ReadRejectedRows(importId: opened.importId, after: 0), as: .manager)
      #expect(first.last == 3 && first.lines.contains("独孤求败") && first.lines.contains("No record number"))
      let rest = try await region.perform(ReadRejectedRows(importId: opened.importId, after: 3), as: .manager)
      #expect(rest.last == nil && rest.lines.isEmpty)
      let mended = (opened.head + first.lines).replacing(",独孤求败,", with: "B,独孤求败,")
      let again = try await region.importFile(Array(mended.utf8))
      #expect(counts(again) == [2, 1, 0, 0, 1] && again["unknownColumns"]?.count == 0)
    }
  }

  @Test("The address is good once, for the person whom it was given to, and for five minutes")
  func address() async throws {
    try await TestRegion.run { region in
      let importID = try await Self.rejected(region)
      func open(_ token: String, as person: TestPerson = .manager) async throws -> RPCError? {
        try await region.failure(of: OpenDownload(token: token), as: person)
      }
      let token = try await Self.token(region, importID)
      #expect(try await open(token, as: .of(.maternity, .centreManager)) == RPCError(.notFound))
      #expect(try await open(token, as: .nurse)?.code == .forbidden)
      #expect(try await open(token) == nil)
      #expect(try await open(token) == RPCError(.notFound))
      #expect(try await open("nonsense") == RPCError(.notFound))
      let late = try await Self.token(region, importID)
      _ = try await region.owner.pipelined(["update discharges.download set expires_at = now() - interval '1 second'"])
      #expect(try await open(late) == RPCError(.notFound))
      #expect(
        try await region.failure(of: DownloadRejections(importId: UUID(importID)), as: .of(.maternity, .centreManager))
          == RPCError(.notFound))
    }
  }

  @Test("The rows are stored sealed for their place, and every look at them is an event of personal data")
  func sealed() async throws {
    try await TestRegion.run { region in
      let importID = try await Self.rejected(region)
      let found = try await region.owner.pipelined([
        """
        select count(*) filter (where position(convert_to('独孤', 'UTF8') in cells) > 0), count(cells)
          from discharges.import_rejection
        """
      ])
      let (plain, stored) = try found[0].single((Int, Int).self)
      #expect(plain == 0 && stored == 2)
      _ = try await region.owner.pipelined([
        """
        update discharges.import_rejection r set cells = o.cells from discharges.import_rejection o
          where r.row_number = 2 and o.row_number = 3
        """
      ])
      let id = try #require(UUID(uuidString: importID))
      let moved = try await region.failure(of: ReadRejectedRows(importId: id, after: 0), as: .manager)
      #expect(moved?.code == .internalError)
      try await region.perform(ReadRejectedRows(importId: id, after: 2), as: .manager)
      let events = try await region.owner.pipelined([
        """
        select purpose, result_count from audit.event
          where method = 'discharge.import.rejection.rows' and outcome = 'allowed' order by at desc limit 1
        """
      ])
      let (purpose, count) = try events[0].single((String, Int).self)
      #expect(purpose == "export" && count == 1)
    }
  }
}
