import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges
@testable import Operations

@Suite("Imports listed")
struct ImportListTests {
  @Test("Newest first, page by page, with who, when, hash and counts")
  func list() async throws {
    try await TestRegion.run { region in
      for number in 0..<3 { try await region.importPages([.test(record: "R\(number)"), .test(record: "")]) }
      _ = try await region.importFile(Array("no table".utf8))
      try await region.perform(CreateImport(fileName: "waiting.csv"), as: .manager)
      var items: [ListImports.Item] = []
      var cursor: String?
      repeat {
        let page = try await region.perform(ListImports(page: PageRequest(limit: 2, cursor: cursor)), as: .manager)
        items += page.items
        cursor = page.nextCursor
      } while cursor != nil
      #expect(items.map(\.status) == ["uploading", "failed", "finished", "finished", "finished"])
      #expect(items[1].problem?.contains("header is not recognised") == true)
      let finished = items[2]
      #expect(
        [finished.read, finished.new, finished.updated, finished.unchanged, finished.rejected] == [2, 1, 0, 0, 1])
      #expect(finished.sha256?.count == 64 && !finished.createdBy.isEmpty && finished.bytes > 0)
      #expect(items[0].sha256 == nil)
      let others = try await region.perform(ListImports(), as: .of(.maternity, .centreManager))
      #expect(others.items.count == 0)
    }
  }

  @Test("A finished job says the counts in words")
  func words() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test(record: "A"), .test(record: "")])
      let job = try await region.perform(ReadJob(jobId: UUID(state["jobId"]?.string ?? "")), as: .manager)
      #expect(job.status == .succeeded)
      #expect(job.message == "共读取 2 行：新增 1，更新 0，未变 0，拒收 1")
    }
  }

  @Test("A cancelled import says so, and keeps what was committed before")
  func cancelled() async throws {
    try await TestRegion.run { region in
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(), to: &bytes)
      let importID = try await region.upload(bytes)
      func state() async throws -> ReadImport.Output {
        try await region.perform(ReadImport(importId: UUID(importID)), as: .manager)
      }
      let job = try #require(try await state().jobId)
      try await region.perform(CancelJob(jobId: job), as: .manager)
      _ = try await region.runJobs()
      let end = try await state()
      #expect(end.status == "cancelled" && counts(end) == [0, 0, 0, 0, 0])
      let ended = try await region.perform(ReadJob(jobId: job), as: .manager)
      #expect(ended.status == .cancelled)
    }
  }

  @Test("An import whose job fails for a reason of its own is failed too, not under way for ever")
  func failed() async throws {
    try await TestRegion.run { region in
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(), to: &bytes)
      let importID = try await region.upload(bytes)
      _ = try await region.owner.pipelined(["update discharges.import_part set sealed = sealed || '\\x00'::bytea"])
      _ = try await region.runJobs()
      let end = try await region.perform(ReadImport(importId: UUID(importID)), as: .manager)
      #expect(end.status == "failed" && end.problem?.isEmpty == false)
    }
  }
}
