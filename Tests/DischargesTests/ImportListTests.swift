import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

@Suite("Imports listed")
struct ImportListTests {
  @Test("Newest first, page by page, with who, when, hash and counts")
  func list() async throws {
    try await TestRegion.run { region in
      for number in 0..<3 { try await region.importPages([.test(record: "R\(number)"), .test(record: "")]) }
      _ = try await region.importFile(Array("no table".utf8))
      try await region.result("discharge.import.create", "{\"fileName\":\"waiting.csv\"}", as: .manager)
      var items: [JSONValue] = []
      var cursor = ""
      while true {
        let page = try await region.result("discharge.import.list", "{\"page\":{\"limit\":2\(cursor)}}", as: .manager)
        items += page["items"]?.elements ?? []
        guard let next = page["nextCursor"]?.string else { break }
        cursor = ",\"cursor\":\"\(next)\""
      }
      #expect(items.map { $0["status"]?.string } == ["uploading", "failed", "finished", "finished", "finished"])
      #expect(items[1]["problem"]?.string?.contains("header is not recognised") == true)
      #expect(counts(items[2]) == [2, 1, 0, 0, 1] && items[2]["sha256"]?.string?.count == 64)
      #expect(
        items[0]["sha256"] == nil && items[2]["createdBy"]?.string?.isEmpty == false
          && (items[2]["bytes"]?.integer ?? 0) > 0)
      let others = try await region.result("discharge.import.list", as: .of(.maternity, .centreManager))
      #expect(others["items"]?.count == 0)
    }
  }

  @Test("A finished job says the counts in words")
  func words() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([.test(record: "A"), .test(record: "")])
      let job = try await region.result("job.get", "{\"jobId\":\"\(state["jobId"]?.string ?? "")\"}", as: .manager)
      #expect(job["status"]?.string == "succeeded")
      #expect(job["message"]?.string == "共读取 2 行：新增 1，更新 0，未变 0，拒收 1")
    }
  }

  @Test("A cancelled import says so, and keeps what was committed before")
  func cancelled() async throws {
    try await TestRegion.run { region in
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(), to: &bytes)
      let importID = try await region.upload(bytes)
      func state() async throws -> JSONValue {
        try await region.result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: .manager)
      }
      let job = try #require(try await state()["jobId"]?.string)
      try await region.result("job.cancel", "{\"jobId\":\"\(job)\"}", as: .manager)
      _ = try await region.runJobs()
      let end = try await state()
      #expect(end["status"]?.string == "cancelled" && counts(end) == [0, 0, 0, 0, 0])
      let ended = try await region.result("job.get", "{\"jobId\":\"\(job)\"}", as: .manager)
      #expect(ended["status"]?.string == "cancelled")
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
      let end = try await region.result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: .manager)
      #expect(end["status"]?.string == "failed" && end["problem"]?.string?.isEmpty == false)
    }
  }
}
