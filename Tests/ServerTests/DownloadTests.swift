import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import TestSupport
import Testing

@testable import Discharges
@testable import Server

@Suite("Downloads")
struct DownloadTests {
  @Test("Rejected rows come once from an address that needs the bearer besides")
  func once() async throws {
    try await TestRegion.run { region in
      let pages = (0..<130).map { FrontPage.test(record: "", name: "张\($0)丰") }
      let state = try await region.importPages(pages + [.test()])
      let importID = try #require(state["importId"]?.string)
      func address() async throws -> String {
        let made = try await region.perform(DownloadRejections(importId: UUID(importID)), as: .manager)
        return made.path
      }
      let path = try await address()
      let bearer = ["Authorization": "Bearer \(try #require(region.people.tokens[.manager]).text)"]
      let nurse = ["Authorization": "Bearer \(try #require(region.people.tokens[.nurse]).text)"]
      try await LocalService.run(over: region.dispatcher) { service async throws in
        #expect(try await service.ask("GET", path).status == 401)
        #expect(try await service.ask("GET", path, fields: nurse).status == 403)
        #expect(try await service.ask("HEAD", path, fields: bearer).status == 400)
        let answer = try await service.ask("GET", path, fields: bearer)
        #expect(answer.status == 200)
        #expect(
          answer.fields["content-type"] == "text/csv; charset=utf-8" && answer.fields["cache-control"] == "no-store")
        #expect(answer.fields["content-disposition"] == "attachment; filename*=UTF-8''rejected-test.csv")
        let lines = answer.body.split(separator: "\r\n")
        #expect(lines.count == 131 && lines[0].contains("拒绝原因,USERNAME") && lines[130].contains("张129丰"))
        #expect(try await service.ask("GET", path, fields: bearer).status == 404)
        #expect(try await service.ask("GET", "/files/downloads/x", fields: bearer).status == 404)
      }
    }
  }
}
