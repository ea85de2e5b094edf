import AsyncHTTPClient
import Foundation
import Gateway
import JSONRPC
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL
import Postgres
import Testing
import Vault

@testable import Server

@Suite("TLS to callers")
struct EncryptionTests {
  private static let data = #"{"jsonrpc":"2.0","method":"get_data","id":1}"#

  /// Makes a certificate for localhost, with its key.
  private static func makeCertificate(in folder: URL, name: String) throws -> CertificateFiles {
    let files = CertificateFiles(
      certificate: folder.appending(path: "\(name).pem").path, privateKey: folder.appending(path: "\(name).key").path)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = [
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj",
      "/CN=\(name)", "-addext", "subjectAltName=DNS:localhost", "-keyout", files.privateKey, "-out", files.certificate,
    ]
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: files.privateKey)
    return files
  }

  private static func withFolder(_ body: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-tls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await body(folder)
  }

  /// Calls by TLS, trusting one certificate alone.
  private static func call(
    _ port: Int, trusting certificate: String, atMost version: TLSVersion? = nil
  ) async throws -> (status: UInt, body: String, transport: String?) {
    var tls = TLSConfiguration.makeClientConfiguration()
    tls.trustRoots = .file(certificate)
    if version != nil { tls.minimumTLSVersion = .tlsv1 }
    tls.maximumTLSVersion = version
    let client = HTTPClient(configuration: HTTPClient.Configuration(tlsConfiguration: tls))
    do {
      var request = HTTPClientRequest(url: "https://localhost:\(port)/rpc")
      request.method = .POST
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(Array(Self.data.utf8))
      let response = try await client.execute(request, timeout: .seconds(20))
      let body = try await response.body.collect(upTo: 1 << 20)
      try await client.shutdown()
      return (response.status.code, String(buffer: body), response.headers.first(name: "Strict-Transport-Security"))
    } catch {
      try await client.shutdown()
      throw error
    }
  }

  @Test("A caller who trusts the certificate is answered; one who doesn't, and one without TLS, get nothing")
  func encrypted() async throws {
    try await Self.withFolder { folder in
      let files = try Self.makeCertificate(in: folder, name: "one")
      let other = try Self.makeCertificate(in: folder, name: "other")
      try await LocalService.run(certificate: files) { service async throws in
        let answer = try await Self.call(service.port, trusting: files.certificate)
        #expect(answer.status == 200 && answer.body.contains("result"))
        #expect(answer.transport == "max-age=31536000")
        await #expect(throws: (any Error).self) { try await Self.call(service.port, trusting: other.certificate) }
        await #expect(throws: (any Error).self) { try await service.call(Self.data) }
        #expect(try await Self.call(service.port, trusting: files.certificate, atMost: .tlsv12).status == 200)
        await #expect(throws: (any Error).self) {
          try await Self.call(service.port, trusting: files.certificate, atMost: .tlsv11)
        }
      }
    }
  }

  @Test("A renewed certificate is taken up without a restart; a damaged one leaves the old one in use")
  func renewed() async throws {
    try await Self.withFolder { folder in
      let files = try Self.makeCertificate(in: folder, name: "one")
      let next = try Self.makeCertificate(in: folder, name: "next")
      let certificate = try ServerCertificate(files)
      let before = certificate.context
      for (new, old) in [(next.certificate, files.certificate), (next.privateKey, files.privateKey)] {
        try FileManager.default.removeItem(atPath: old)
        try FileManager.default.copyItem(atPath: new, toPath: old)
      }
      try certificate.reload()
      let after = certificate.context
      #expect(after !== before)
      try "nonsense".write(toFile: files.certificate, atomically: true, encoding: .utf8)
      #expect(throws: ServiceError.self) { try certificate.reload() }
      #expect(certificate.context === after)
    }
  }

  @Test("Files that are missing, open to others or of two pairs stop the start with one line")
  func unusable() async throws {
    try await Self.withFolder { folder in
      let one = try Self.makeCertificate(in: folder, name: "one")
      let other = try Self.makeCertificate(in: folder, name: "other")
      let mixed = CertificateFiles(certificate: one.certificate, privateKey: other.privateKey)
      let missing = CertificateFiles(certificate: one.certificate, privateKey: "/no/such/file")
      for files in [mixed, missing] { #expect(throws: ServiceError.self) { try ServerCertificate(files) } }
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: one.privateKey)
      #expect(throws: ServiceError.self) { try ServerCertificate(one) }
    }
  }

  @Test("Without a certificate the service listens for other machines only behind a proxy that is named")
  func plain() async throws {
    try await Self.withFolder { folder in
      let key = folder.appending(path: "master.key").path
      try MasterKey.generate().write(to: key)
      let start = { (host: String, proxies: [String], certificate: CertificateFiles?) in
        _ = try HuifangService(
          ServiceConfiguration(
            database: DatabaseConfiguration(host: folder.path, database: "none", user: "none"), masterKeyFile: key,
            host: host, certificate: certificate, trustedProxies: proxies),
          registry: try Composition.registry(), passwordCost: .testing,
          logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
      }
      for host in ["0.0.0.0", "::", "10.0.0.7", "hospital.example"] {
        #expect(throws: ServiceError.unencrypted(host: host)) { try start(host, [], nil) }
        #expect(throws: Never.self) { try start(host, ["10.0.0.2"], nil) }
      }
      for host in ["127.0.0.1", "127.8.8.8", "::1", "localhost"] {
        #expect(throws: Never.self) { try start(host, [], nil) }
      }
      let files = try Self.makeCertificate(in: folder, name: "one")
      #expect(throws: Never.self) { try start("0.0.0.0", [], files) }
    }
  }

  @Test("A request without encryption is looked at from this machine and from trusted proxies alone")
  func peers() throws {
    let proxies = try TrustedProxies(["10.0.0.2"])
    for (address, isPrivate) in [("127.0.0.1", true), ("10.0.0.2", true), ("10.0.0.3", false), ("203.0.113.9", false)] {
      let socket = try SocketAddress(ipAddress: address, port: 1)
      #expect(Peer(socket, proxies, isEncrypted: false).isPrivate == isPrivate, "\(address)")
      #expect(Peer(socket, proxies, isEncrypted: true).isPrivate)
    }
    #expect(Peer(nil as SocketAddress?, proxies, isEncrypted: false).isPrivate)
  }
}
