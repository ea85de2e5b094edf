import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Discharges
@testable import Server

@Suite("Files")
struct UploadTests {
  /// The header of whoever imports, and the path of a new import.
  private static func newImport(_ region: TestRegion) async throws -> (fields: [String: String], path: String) {
    let made = try await region.perform(CreateImport(fileName: "list.csv"), as: .manager)
    let token = try #require(region.people.tokens[.manager]).text
    return (["Authorization": "Bearer \(token)"], made.uploadPath)
  }

  private static var smallParts: ServiceLimits {
    var limits = ServiceLimits.generous
    limits.uploadPartBytes = 1000
    limits.uploadBytes = 10_000
    return limits
  }

  @Test("A file is stored sealed in parts from 0 on, and the answer tells parts, bytes and SHA-256")
  func stored() async throws {
    try await TestRegion.run { region in
      let (fields, path) = try await Self.newImport(region)
      let body = String(repeating: "abcdefghij", count: 250)
      try await LocalService.run(over: region.dispatcher, limits: Self.smallParts) { service async throws in
        for _ in 0..<2 {
          let answer = try await service.ask("PUT", path, body, fields: fields, type: "application/octet-stream")
          let digest = Digest.sha256(body).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
          #expect(answer.status == 200)
          #expect(answer.body == #"{"parts":3,"bytes":2500,"sha256":"\#(digest)"}"#)
        }
      }
      let parts = try await region.owner.pipelined(
        ["select part_number from discharges.import_part order by part_number"], on: .work
      ).first?.map { try $0.column(0, as: Int.self) }
      #expect(parts == [0, 1, 2])
    }
  }

  @Test("A file beyond the limit is answered 413, announced or not")
  func tooLarge() async throws {
    try await TestRegion.run { region in
      let (fields, path) = try await Self.newImport(region)
      let body = String(repeating: "x", count: 10_001)
      try await LocalService.run(over: region.dispatcher, limits: Self.smallParts) { service async throws in
        let announced = try await service.ask("PUT", path, body, fields: fields)
        #expect(announced.status == 413 && announced.errorCode == "QUOTA_EXCEEDED")
        let chunked =
          "PUT \(path) HTTP/1.1\r\nHost: localhost\r\nAuthorization: \(fields["Authorization"] ?? "")\r\n"
          + "Transfer-Encoding: chunked\r\n\r\n2711\r\n\(body)\r\n0\r\n\r\n"
        let answer = try await Wire(port: service.port).ask(Array(chunked.utf8))
        #expect(answer.status == 413)
      }
    }
  }

  @Test("Who may not import is answered 403, an import that isn't there 404, a bearer that isn't good 401")
  func refused() async throws {
    try await TestRegion.run { region in
      let (fields, path) = try await Self.newImport(region)
      let nurse = ["Authorization": "Bearer \(try #require(region.people.tokens[.nurse]).text)"]
      let stranger = ["Authorization": "Bearer \(BearerToken(tenant: UUID(), session: UUID()).text)"]
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let forbidden = try await service.ask("PUT", path, "data", fields: nurse)
        #expect(forbidden.status == 403 && forbidden.errorCode == "FORBIDDEN")
        let missing = "/files/imports/\(UUID().uuidString.lowercased())"
        let absent = try await service.ask("PUT", missing, "data", fields: fields)
        #expect(absent.status == 404 && absent.errorCode == "NOT_FOUND")
        let malformed = try await service.ask("PUT", "/files/imports/nonsense", "data", fields: fields)
        #expect(malformed.status == 404 && malformed.errorCode == "NOT_FOUND")
        let unknown = try await service.ask("PUT", path, "data", fields: stranger)
        #expect(unknown.status == 401 && unknown.errorCode == "CREDENTIAL_EXPIRED")
      }
    }
  }
}
