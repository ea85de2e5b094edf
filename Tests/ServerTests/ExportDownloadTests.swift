import FoundationEssentials
import JSONRPC
import Operations
import TestSupport
import Testing
import Vault

@testable import Handover
@testable import Server

@Suite("Archives")
struct ExportDownloadTests {
  private static let leader = TestPerson.of(.general, .leader)

  private static func bearer(_ person: TestPerson, _ region: TestRegion) throws -> [String: String] {
    ["Authorization": "Bearer \(try #require(region.people.tokens[person]).text)"]
  }

  /// The address of a finished archive.
  private static func prepared(_ region: TestRegion) async throws -> (path: String, bytes: Int) {
    let made = try await region.perform(CreateExport(reason: "合同到期"), as: leader)
    try await region.perform(ApproveExport(exportId: made.exportId), as: .of(.general, .securityOfficer))
    #expect(try await region.runJobs() == 1)
    let address = try await region.perform(PrepareDownload(exportId: made.exportId), as: leader)
    return (address.path, address.bytes)
  }

  @Test("An address hands the whole file out once, to its bearer")
  func once() async throws {
    try await TestRegion.run { region in
      let (path, bytes) = try await Self.prepared(region)
      let fields = try Self.bearer(Self.leader, region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let answer = try await service.ask("GET", path, fields: fields)
        #expect(answer.status == 200)
        #expect(answer.fields["content-length"] == "\(bytes)")
        #expect(answer.fields["content-type"] == "application/octet-stream")
        #expect(answer.fields["cache-control"] == "no-store")
        let again = try await service.ask("GET", path, fields: fields)
        #expect(again.status == 404 && again.errorCode == "NOT_FOUND")
      }
    }
  }

  @Test("Without the right to export it is answered 403, without a bearer 401, at an address that nobody was given 404")
  func refused() async throws {
    try await TestRegion.run { region in
      let (path, _) = try await Self.prepared(region)
      let leader = try Self.bearer(Self.leader, region)
      let manager = try Self.bearer(.manager, region)
      let other = try Self.bearer(.of(.maternity, .leader), region)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        #expect(try await service.ask("GET", path).status == 401)
        let forbidden = try await service.ask("GET", path, fields: manager)
        #expect(forbidden.status == 403 && forbidden.errorCode == "FORBIDDEN")
        #expect(try await service.ask("GET", path, fields: other).status == 404)
        let folder = path.split(separator: "/").dropLast().joined(separator: "/")
        #expect(try await service.ask("GET", "/\(folder)/guessed", fields: leader).status == 404)
        #expect(try await service.ask("GET", "/files/exports/nonsense/guessed", fields: leader).status == 404)
        #expect(try await service.ask("HEAD", path, fields: leader).status == 400)
        // None of that has used the address up.
        #expect(try await service.ask("GET", path, fields: leader).status == 200)
      }
    }
  }
}
