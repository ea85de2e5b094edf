import FoundationEssentials
import Postgres
import Server
import Testing

@testable import huifang

@Suite("Settings of a deployment")
struct SettingsTests {
  private let file = """
    database:
      host: /run/postgresql
      name: from_file
      port: 5433
    masterKeyFile: /from/file
    port: 8081
    """

  private func settings(
    arguments: [String] = [], environment: [String: String] = [:], file: String? = nil
  ) async throws -> Settings {
    try await withTemporaryHome { home in
      let path = "\(home.path)/settings.yaml"
      try PrivateFile.write(file ?? self.file, to: path)
      return try await Settings(file: path, arguments: ["huifang"] + arguments, environment: environment)
    }
  }

  @Test("A flag wins over the environment, the environment over the file")
  func precedence() async throws {
    let all = try await settings(
      arguments: ["serve", "--database-name", "from_flag"],
      environment: ["HUIFANG_DATABASE_NAME": "from_environment", "HUIFANG_MASTER_KEY_FILE": "/from/environment"])
    let database = try await all.database()
    #expect(database.database == "from_flag")
    #expect(database.port == 5433)
    #expect(database.user == "huifang_service")
    #expect(try all.masterKeyFile() == "/from/environment")
    #expect(try await all.service().port == 8081)
  }

  @Test("Limits and retention are as the deployment says, and as they were where it says nothing")
  func limits() async throws {
    let none = try await settings().service()
    let defaults = ServiceLimits()
    #expect(none.limits.callsPerSecond == defaults.callsPerSecond && none.limits.callBurst == defaults.callBurst)
    #expect(none.limits.signInsPerMinute == 10 && none.limits.anonymousCallsPerMinute == 120)
    #expect(none.addressRetentionDays == 1096)
    let some = try await settings(
      arguments: ["serve", "--limits-calls-per-second", "80"],
      environment: [
        "HUIFANG_LIMITS_CALL_BURST": "300", "HUIFANG_LIMITS_CALLS_PER_SECOND": "70",
        "HUIFANG_LIMITS_ANONYMOUS_CALLS_PER_MINUTE": "100", "HUIFANG_RETENTION_ADDRESS_DAYS": "400",
      ], file: file + "\nlimits:\n  signInsPerMinute: 6\n"
    ).service()
    #expect(some.limits.callsPerSecond == 80 && some.limits.callBurst == 300)
    #expect(some.limits.signInsPerMinute == 6 && some.limits.anonymousCallsPerMinute == 100)
    #expect(some.addressRetentionDays == 400)
    for name in ["limits.callsPerSecond", "limits.signInsPerMinute", "retention.addressDays"] {
      let flag = "--" + name.replacing(".", with: "-").replacing(/[A-Z]/) { "-" + $0.output.lowercased() }
      await #expect(throws: Problem.self, "\(flag)") { try await settings(arguments: ["serve", flag, "0"]).service() }
    }
  }

  @Test("A password comes from a file, and from nowhere else")
  func password() async throws {
    try await withTemporaryHome { home in
      let path = "\(home.path)/password"
      try PrivateFile.write("secret\nsecond line\n", to: path)
      let named = try await settings(arguments: ["--database-password-file", path])
      #expect(try await named.database().password == "secret")
      let given = try await settings(environment: ["HUIFANG_DATABASE_PASSWORD": "secret"])
      #expect(try await given.database().password == nil)
    }
  }

  @Test("A database on another machine is spoken to encrypted, or somebody says that it isn't")
  func encryption() async throws {
    let remote = ["HUIFANG_DATABASE_HOST": "db.example"]
    await #expect(throws: Problem.self) { try await settings(environment: remote).database() }
    let verified = try await settings(arguments: ["--database-root-certificate", "/root.pem"], environment: remote)
    #expect(try await verified.database().tls == .verifyFull(rootCertificate: "/root.pem"))
    let plain = try await settings(arguments: ["--database-tls", "disable"], environment: remote)
    #expect(try await plain.database().tls == .disable)
    await #expect(throws: Problem.self) { try await settings(arguments: ["--database-tls", "prefer"]).database() }
  }

  @Test("A certificate comes with its key, or not at all")
  func certificate() async throws {
    let database = ["HUIFANG_TLS_CERTIFICATE_FILE": "/c.pem"]
    await #expect(throws: Problem.self) { try await settings(environment: database).service() }
    let both = try await settings(arguments: ["--tls-key-file", "/k.pem"], environment: database)
    #expect(try await both.service().certificate == CertificateFiles(certificate: "/c.pem", privateKey: "/k.pem"))
    #expect(try await settings().service().certificate == nil)
  }

  @Test("What is missing or no number is said in one line")
  func refusals() async throws {
    await #expect(throws: Problem.self) { try await settings(file: "port: 1").database() }
    await #expect(throws: Problem.self) { try await settings(arguments: ["--database-port", "many"]).database() }
    await #expect(throws: Problem.self) { try await settings(arguments: ["--port", "70000"]).service() }
    await #expect(throws: Problem.self) {
      try await Settings(file: "/no/such/file.yaml", arguments: [], environment: [:])
    }
  }
}
