import Foundation
import Gateway
import Hummingbird
import JSONRPC
import Logging
import NIOCore
import Postgres
import Testing
import Vault

@testable import Server

@Suite("What every answer owes a browser")
struct HeaderTests {
  /// Every address of the service, with something in the place of its parameters; a new route is in it by itself.
  private static func addresses() throws -> [(method: String, path: String)] {
    let home = FileManager.default.temporaryDirectory.appending(path: "huifang-routes-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let key = home.appending(path: "master.key").path
    try MasterKey.generate().write(to: key)
    let service = try HuifangService(
      ServiceConfiguration(
        database: DatabaseConfiguration(host: home.path, database: "none", user: "none"), masterKeyFile: key, port: 0),
      registry: try Composition.registry(), passwordCost: .testing,
      logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    let routes = service.doors(Metrics(methods: [])).site.router().routes.map { route in
      let path = "\(route.path)".split(separator: "/").map { $0.hasPrefix(":") || $0.hasPrefix("{") ? "0" : String($0) }
      return (route.method.rawValue, "/" + path.joined(separator: "/"))
    }
    return routes + [("POST", "/rpc"), ("GET", "/rpc"), ("GET", "/nothing/here"), ("DELETE", "/openrpc.json")]
  }

  @Test(
    "Each address, good or not: nothing guessed from bytes, no referrer; pages take no script; only what is the same for all is kept"
  )
  func sweep() async throws {
    let addresses = try Self.addresses()
    #expect(addresses.count >= 13 && addresses.contains { $0.path == "/files/exports/0/0" }, "\(addresses)")
    try await LocalService.run { service async throws in
      for (method, path) in addresses {
        let answer = try await service.ask(method, path, fields: ["Authorization": "Bearer nonsense"])
        let fields = answer.fields
        #expect(fields["x-content-type-options"] == "nosniff", "\(method) \(path)")
        #expect(fields["referrer-policy"] == "no-referrer", "\(method) \(path)")
        let isPublic = ["/styles.css", "/openrpc.json"].contains(path) && answer.status == 200
        #expect(isPublic || fields["cache-control"] == "no-store", "\(method) \(path)")
        if path != "/rpc" {
          let policy = fields["content-security-policy"] ?? ""
          #expect(
            policy.hasPrefix("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "\(method) \(path)")
          #expect(!policy.contains("unsafe") && !policy.contains("script"), "\(method) \(path)")
        }
        #expect(!answer.body.contains("<script") && !answer.body.contains("onclick"), "\(method) \(path)")
        #expect(fields["set-cookie"] == nil && fields["access-control-allow-origin"] == nil, "\(method) \(path)")
        #expect(fields["strict-transport-security"] == nil, "\(method) \(path)")
      }
    }
  }

  @Test(
    "Behind a trusted proxy that was spoken to encrypted, every address says to come no other way; a stranger's word isn't taken"
  )
  func behindProxy() async throws {
    let addresses = try Self.addresses()
    for (proxies, isSaid) in [(["127.0.0.0/8"], true), ([], false)] {
      try await LocalService.run(trustedProxies: proxies) { service async throws in
        for (method, path) in addresses {
          let answer = try await service.ask(method, path, fields: ["X-Forwarded-Proto": "https"])
          #expect(
            answer.fields["strict-transport-security"] == (isSaid ? "max-age=31536000" : nil), "\(method) \(path)")
        }
        let plain = try await service.ask("GET", "/", fields: ["X-Forwarded-Proto": "http"])
        #expect(plain.fields["strict-transport-security"] == nil)
      }
    }
  }

  @Test("Who came encrypted: to this process, or to a trusted proxy that says so, and by nobody else's word")
  func encrypted() throws {
    let proxies = try TrustedProxies(["10.0.0.2"])
    let peer = { (address: String, isEncrypted: Bool) throws in
      Peer(try SocketAddress(ipAddress: address, port: 1), proxies, isEncrypted: isEncrypted)
    }
    #expect(try peer("203.0.113.9", true).isEncrypted(forwardedProtocol: nil))
    #expect(try peer("10.0.0.2", false).isEncrypted(forwardedProtocol: "HTTPS"))
    for (address, said) in [("10.0.0.2", "http"), ("10.0.0.2", nil), ("10.0.0.3", "https"), ("127.0.0.1", "https")] {
      #expect(try !peer(address, false).isEncrypted(forwardedProtocol: said), "\(address)")
    }
  }
}
