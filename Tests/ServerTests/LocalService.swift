import Foundation
import Gateway
import JSONRPC
import Logging
import Operations
import Postgres
import ServiceLifecycle
import Vault

@testable import Server

/// The whole service behind a port of its own, with the specification's methods and a database that nobody has: what
/// must work without one, does.
struct LocalService: Sendable {
  let port: Int

  /// Starts a service, runs the body against it and stops it.
  static func run(
    limits: ServiceLimits = .generous, certificate: CertificateFiles? = nil, trustedProxies: [String] = [],
    fixtures: [String: CallRunner.Fixture] = [:], _ body: @escaping @Sendable (LocalService) async throws -> Void
  ) async throws {
    let home = FileManager.default.temporaryDirectory.appending(path: "huifang-server-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: home) }
    let keyFile = home.appending(path: "master.key").path
    try MasterKey.generate().write(to: keyFile)
    var service = try HuifangService(
      ServiceConfiguration(
        database: DatabaseConfiguration(host: home.path, database: "none", user: "none"), masterKeyFile: keyFile,
        port: 0, certificate: certificate, trustedProxies: trustedProxies, jobsEnabled: false, limits: limits),
      registry: try Composition.registry(), passwordCost: .testing, logger: silent)
    service.fixtures = SpecificationMethods.all.merging(fixtures) { $1 }
    try await run(service, body)
  }

  /// Starts a service over a test's region.
  static func run(
    over dispatcher: Dispatcher, limits: ServiceLimits = .generous,
    _ body: @escaping @Sendable (LocalService) async throws -> Void
  ) async throws {
    let configuration = ServiceConfiguration(
      database: DatabaseConfiguration(host: "", database: "", user: ""), masterKeyFile: "", port: 0, jobsEnabled: false,
      limits: limits)
    try await run(try HuifangService(configuration, dispatcher: dispatcher, logger: silent), body)
  }

  private static func run(
    _ service: HuifangService, _ body: @escaping @Sendable (LocalService) async throws -> Void
  ) async throws {
    var service = service
    let (ports, continuation) = AsyncStream<Int>.makeStream()
    service.onReady = { continuation.yield($0) }
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [service.http(Metrics(methods: Array(service.dispatcher.registry.methods.keys)))], logger: silent))
    try await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask { try await group.run() }
      for await port in ports {
        do { try await body(LocalService(port: port)) } catch {
          await group.triggerGracefulShutdown()
          throw error
        }
        break
      }
      await group.triggerGracefulShutdown()
      try await tasks.waitForAll()
    }
  }

  /// Sends a request on a connection of its own.
  func ask(
    _ method: String = "POST", _ path: String = "/rpc", _ body: String = "", fields: [String: String] = [:],
    type: String? = "application/json"
  ) async throws -> HTTPAnswer {
    try await Wire(port: port).ask(
      Self.request(method, path, body, fields: fields, type: type), readsBody: method != "HEAD")
  }

  /// Sends a call.
  func call(_ body: String, fields: [String: String] = [:]) async throws -> HTTPAnswer {
    try await ask("POST", "/rpc", body, fields: fields)
  }

  /// A request as bytes.
  static func request(
    _ method: String, _ path: String, _ body: String, fields: [String: String] = [:],
    type: String? = "application/json"
  ) -> [UInt8] {
    var head = "\(method) \(path) HTTP/1.1\r\nHost: localhost\r\n"
    if let type, method == "POST" || method == "PUT" { head += "Content-Type: \(type)\r\n" }
    if method != "GET", method != "HEAD", fields["Content-Length"] == nil {
      head += "Content-Length: \(body.utf8.count)\r\n"
    }
    for (name, value) in fields { head += "\(name): \(value)\r\n" }
    return Array("\(head)\r\n\(body)".utf8)
  }

  private static let silent = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
}

extension ServiceLimits {
  /// No limit is in the way of tests of something else.
  static var generous: ServiceLimits {
    var limits = ServiceLimits()
    limits.anonymousCallsPerMinute = 1_000_000
    limits.callsPerSecond = 100_000
    limits.callBurst = 1_000_000
    return limits
  }
}

extension HTTPAnswer {
  /// The API's code of an error; nil when it is none.
  var errorCode: String? {
    (try? JSONDocument(scanning: Array(body.utf8)).root)?["error"]?["data"]?["code"]?.string
  }

  /// The body as JSON.
  var json: JSONValue? { try? JSONDocument(scanning: Array(body.utf8)).root }
}
