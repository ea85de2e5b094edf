import EmbeddedPostgres
import Foundation
import Logging
import Postgres
import SQL
import Testing

/// A server that speaks TLS, on addresses of this machine that no other test uses.
@Suite("TLS to the server", .timeLimit(.minutes(20)))
struct EncryptionTests {
  /// The address that the certificate is for, and one that it isn't.
  private let certified = "127.\(Int.random(in: 1...254)).\(Int.random(in: 1...254)).7"
  private var other: String { String(certified.dropLast()) + "8" }

  private func openssl(_ arguments: String..., in folder: URL) throws {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/openssl")
    process.arguments = arguments
    process.currentDirectoryURL = folder
    process.standardError = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "openssl \(arguments.joined(separator: " "))")
  }

  /// Makes an authority of our own: `name.pem` with `name.key`.
  private func makeAuthority(_ name: String, in folder: URL) throws {
    try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1", "-subj",
      "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).pem", in: folder)
  }

  /// The server's certificate, by an authority, for one address.
  private func makeCertificate(by authority: String, in folder: URL) throws {
    try openssl(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=database", "-keyout",
      "server.key", "-out", "server.csr", in: folder)
    try Data("subjectAltName=IP:\(certified)".utf8).write(to: folder.appending(path: "names"))
    try openssl(
      "x509", "-req", "-in", "server.csr", "-CA", "\(authority).pem", "-CAkey", "\(authority).key", "-CAcreateserial",
      "-days", "1", "-extfile", "names", "-out", "server.crt", in: folder)
  }

  /// Puts the certificate where the server looks for it, as the server's user, and switches TLS on; without it nobody signs in.
  private func encrypt(_ cluster: EmbeddedPostgres, with folder: URL) async throws {
    let data = URL(filePath: cluster.dataDirectory)
    let owner = try FileManager.default.attributesOfItem(atPath: data.path)
    for name in ["server.crt", "server.key"] {
      let target = data.appending(path: name).path
      try FileManager.default.copyItem(atPath: folder.appending(path: name).path, toPath: target)
      var attributes: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
      attributes[.ownerAccountID] = owner[.ownerAccountID]
      try FileManager.default.setAttributes(attributes, ofItemAtPath: target)
    }
    let rules = data.appending(path: "pg_hba.conf")
    try Data("local all all scram-sha-256\nhostssl all all 127.0.0.0/8 scram-sha-256\n".utf8).write(to: rules)
    try await withStarted(
      configuration(cluster, host: cluster.socketDirectory, tls: .disable, patience: .seconds(60))
    ) { database in
      _ = try await database.pipelined(["alter system set ssl = on"], on: .list)
      _ = try await database.pipelined(["select pg_reload_conf()"], on: .list)
    }
  }

  private func configuration(
    _ cluster: EmbeddedPostgres, host: String, tls: DatabaseConfiguration.TLS, patience: Duration = .seconds(3)
  ) -> DatabaseConfiguration {
    var configuration = DatabaseConfiguration(
      host: host, port: cluster.port, database: "postgres", user: cluster.superuser,
      password: cluster.superuserPassword)
    configuration.tls = tls
    configuration.startTimeout = patience
    for lane in Lane.allCases { configuration[lane].connections = 1 }
    return configuration
  }

  private func isEncrypted(_ configuration: DatabaseConfiguration) async throws -> Bool {
    var answer = false
    try await withStarted(configuration) { database in
      let rows = try await database.pipelined(
        ["select ssl from pg_stat_ssl where pid = pg_backend_pid()"], on: .list, writes: false)
      answer = try rows[0].single(Bool.self)
    }
    return answer
  }

  @Test("Right authority and right name: encrypted. Another authority, another name, no encryption: no connection")
  func verifyFull() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "huifang-pgtls-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["authority", "stranger"] { try makeAuthority(name, in: folder) }
    try makeCertificate(by: "authority", in: folder)
    let cluster = try await EmbeddedPostgres.start(
      EmbeddedPostgres.Configuration(
        home: folder.appending(path: "home").path, purpose: .throwAway,
        settings: ["listen_addresses": "\(certified),\(other)", "shared_buffers": "16MB", "max_connections": "20"]),
      logger: Logger(label: "test"))
    do {
      try await encrypt(cluster, with: folder)
      let known = DatabaseConfiguration.TLS.verifyFull(
        rootCertificate: folder.appending(path: "authority.pem").path)
      let unknown = DatabaseConfiguration.TLS.verifyFull(rootCertificate: folder.appending(path: "stranger.pem").path)
      // The reload takes a moment to be heard of.
      var isReached = false
      for _ in 0..<20 where !isReached {
        isReached = (try? await isEncrypted(configuration(cluster, host: certified, tls: known))) ?? false
      }
      #expect(isReached)
      for (host, tls) in [(certified, unknown), (other, known), (certified, .disable)] {
        let refused = await failure { try await isEncrypted(configuration(cluster, host: host, tls: tls)) }
        #expect(refused != nil, "\(host) \(tls)")
      }
    } catch {
      try await cluster.stop()
      throw error
    }
    try await cluster.stop()
  }
}
