import FoundationEssentials
import JSONRPC
import Operations
import Testing

@testable import Server

@Suite("Credentials at the door")
struct CredentialTests {
  private static let data = #"{"jsonrpc":"2.0","method":"get_data","id":1}"#

  @Test("What can't be a bearer is answered 401 with WWW-Authenticate, whatever is called")
  func malformed() async throws {
    try await LocalService.run { service async throws in
      for value in [
        "", "Bearer", "Bearer ", "Bearer abc", "Basic dXNlcjpwYXNz", "Bearer \(String(repeating: "A", count: 85))!",
      ] {
        let answer = try await service.call(Self.data, fields: ["Authorization": value])
        #expect(answer.status == 401 && answer.errorCode == "UNAUTHENTICATED", "\(value)")
        #expect(answer.fields["www-authenticate"]?.hasPrefix("Bearer") == true)
      }
    }
  }

  @Test("Two authorizations are none")
  func twice() async throws {
    try await LocalService.run { service async throws in
      let token = BearerToken(tenant: UUID(), session: UUID()).text
      let request =
        "POST /rpc HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(token)\r\n"
        + "Authorization: Bearer \(token)\r\nContent-Length: \(Self.data.utf8.count)\r\n\r\n\(Self.data)"
      #expect(try await Wire(port: service.port).ask(Array(request.utf8)).status == 401)
    }
  }

  @Test("A method that isn't published doesn't exist, with or without a credential")
  func unpublished() async throws {
    try await LocalService.run { service async throws in
      let body = #"{"jsonrpc":"2.0","method":"discharge.import.storePart","params":{},"id":1}"#
      let answer = try await service.call(body)
      #expect(answer.status == 200 && answer.errorCode == "METHOD_NOT_FOUND")
      #expect(try await !service.ask("GET", "/openrpc.json").body.contains("storePart"))
    }
  }

  @Test("Without a credential rpc.discover shows what is open to anybody, and takes no params")
  func discover() async throws {
    try await LocalService.run { service async throws in
      let answer = try await service.call(#"{"jsonrpc":"2.0","method":"rpc.discover","id":1}"#)
      let names = answer.json?["result"]?["methods"]?.elements.compactMap { $0["name"]?.string }
      #expect(names == ["rpc.discover", "session.signIn"])
      let refused = try await service.call(#"{"jsonrpc":"2.0","method":"rpc.discover","params":{"all":true},"id":1}"#)
      #expect(refused.errorCode == "INVALID_PARAMS")
    }
  }
}
