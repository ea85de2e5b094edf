import FoundationEssentials
import JSONRPC
import Operations
import TestSupport
import Testing

@testable import Identity
@testable import Server

@Suite("A hospital's own system at the door")
struct KeyHolderTests {
  private static let list = #"{"jsonrpc":"2.0","method":"department.list","id":1}"#

  private func key(_ region: TestRegion, _ name: String, from addresses: String) async throws -> [String: String] {
    let end = Date().addingTimeInterval(86_400)
    let made = try await region.perform(
      CreateIntegrationKey(
        name: .init(unchecked: name), permissions: [.dischargeImport, .departmentRead], allowedAddresses: [addresses],
        expiresAt: end), as: .of(.general, .securityOfficer))
    return ["Authorization": "Bearer \(made.token)"]
  }

  @Test(
    "What a key has been allowed from one address it isn't from another: not even what tells its methods, nor a body of a mebibyte"
  )
  func elsewhere() async throws {
    try await TestRegion.run { region in
      let fields = try await key(region, "集成平台", from: "10.20.0.0/16")
      let token = try #require(BearerToken(String(fields["Authorization"]?.dropFirst(7) ?? "")))
      // Good and remembered, from inside.
      _ = try await region.call("department.list", bearer: token, from: "10.20.3.4").get()
      #expect(region.dispatcher.knownCredential(for: token, from: "10.20.3.4") != nil)
      #expect(region.dispatcher.knownCredential(for: token, from: "10.20.3.5") == nil)
      try await LocalService.run(over: region.dispatcher) { service async throws in
        for body in [#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#, Self.list] {
          let refused = try await service.call(body, fields: fields)
          #expect(refused.status == 401 && refused.errorCode == "CREDENTIAL_EXPIRED")
        }
        let upload = try await service.ask("PUT", "/files/imports/\(UUID())", "data", fields: fields)
        #expect(upload.status == 401)
      }
      #expect(try await region.call("department.list", bearer: token, from: "10.20.3.4").get().bytes.isEmpty == false)
    }
  }

  @Test("A key is taken from its addresses and answered 401 from others; it discovers what it may call")
  func addresses() async throws {
    try await TestRegion.run { region in
      let near = try await key(region, "集成平台", from: "127.0.0.0/8")
      let far = try await key(region, "HIS", from: "10.20.0.0/16")
      try await LocalService.run(over: region.dispatcher) { service async throws in
        let answer = try await service.call(Self.list, fields: near)
        #expect(answer.status == 200 && answer.json?["result"]?["items"]?.count == 3)
        let refused = try await service.call(Self.list, fields: far)
        #expect(refused.status == 401 && refused.errorCode == "CREDENTIAL_EXPIRED")
        let discovered = try await service.call(
          #"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#, fields: near)
        let names = discovered.json?["result"]?["methods"]?.elements.compactMap { $0["name"]?.string } ?? []
        #expect(names.contains("discharge.import.create") && names.contains("job.wait"))
        #expect(!names.contains("session.current") && !names.contains("discharge.list"))
      }
    }
  }
}
