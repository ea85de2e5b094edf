import FoundationEssentials
import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("How long files are kept")
struct FileRetentionTests {
  private static func maintain(_ region: TestRegion) async throws {
    let maintenance = Maintenance(
      dispatcher: region.dispatcher, logger: Logger(label: "test"), further: Discharges.maintenance)
    try await maintenance.runOnce()
  }

  private static func age(_ region: TestRegion, _ importID: UUID, days: Int) async throws {
    _ = try await region.owner.pipelined([
      """
      update discharges.import set created_at = now() - make_interval(days => \(Int32(days)))
        where import_id = \(importID)
      """
    ])
  }

  private static func kept(_ region: TestRegion, _ importID: UUID) async throws -> [Int] {
    let rows = try await region.owner.pipelined([
      """
      select (select count(*) from discharges.import_part where import_id = i.import_id),
          (select count(cells) from discharges.import_rejection where import_id = i.import_id), count(i.sha256)
        from discharges.import i where i.import_id = \(importID) group by i.import_id
      """
    ])
    let (parts, cells, hash) = try rows[0].single((Int, Int, Int).self)
    return [parts, cells, hash]
  }

  @Test("A file goes after the hospital's days, with its rejected rows' cells; the import and its hash stay")
  func retention() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test(), .test(record: "")])
      let importID = UUID(try #require(state["importId"]?.string))
      let other = try await region.importPages([.test()], as: .of(.maternity, .centreManager))
      let otherID = UUID(try #require(other["importId"]?.string))
      for id in [importID, otherID] { try await Self.age(region, id, days: 31) }
      try await Self.maintain(region)
      #expect(try await Self.kept(region, importID) == [1, 1, 1])
      try await region.perform(UpdateDischargeSetting(importRetentionDays: 30), as: .manager)
      let setting = try await region.perform(ReadDischargeSetting(), as: .manager)
      #expect(setting.importRetentionDays == 30)
      try await Self.maintain(region)
      #expect(try await Self.kept(region, importID) == [0, 0, 1])
      #expect(try await Self.kept(region, otherID) == [1, 0, 1])
      try await Self.maintain(region)
      let events = try await region.owner.pipelined([
        "select result_count from audit.event where method = 'discharge.import.forgetFiles'"
      ])
      #expect(try events[0].single(Int.self) == 1)
      let read = try await region.perform(ReadImport(importId: importID), as: .manager)
      #expect(read.status == "finished" && counts(read) == [2, 1, 0, 0, 1])
      let list = try await region.perform(ListImports(), as: .manager)
      #expect(list.items.first?.isFileKept == false)
      let download = try await region.failure(of: DownloadRejections(importId: importID), as: .manager)
      #expect(download?.code == .invalidState && download?.violations.first?.rule == "fileDeleted")
    }
  }

  @Test("What was never committed goes after a week")
  func abandoned() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(CreateImport(fileName: "x.csv"), as: .manager)
      let importID = made.importId
      try await region.storePart(Array("BAH".utf8), 0, of: importID)
      try await Self.age(region, importID, days: 6)
      try await Self.maintain(region)
      #expect(try await Self.kept(region, importID) == [1, 0, 0])
      try await Self.age(region, importID, days: 8)
      try await Self.maintain(region)
      #expect(try await Self.kept(region, importID) == [0, 0, 0])
      let read = try await region.perform(ReadImport(importId: importID), as: .manager)
      #expect(read.status == "cancelled")
    }
  }

  @Test("Between a day and ten years", arguments: [0, 3651, -1])
  func range(days: Int) async throws {
    try await TestRegion.run { region in
      let error = try await region.failure(of: UpdateDischargeSetting(importRetentionDays: days), as: .manager)
      #expect(error?.code == .invalidParams && error?.violations.first?.path == "importRetentionDays")
    }
  }
}
