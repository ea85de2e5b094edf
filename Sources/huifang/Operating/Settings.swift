import Configuration
import FoundationEssentials
import Logging
import Postgres
import Server

/// What a deployment with a database of its own decides: flags before environment (HUIFANG_…) before the YAML file. Secrets stand in
/// files of their own, named here.
struct Settings: Sendable {
  private let reader: ConfigReader

  /// Reads the sources.
  /// - Parameter file: a YAML file; nil when there is none.
  init(
    file: String?, arguments: [String] = CommandLine.arguments,
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws(Problem) {
    var providers: [any ConfigProvider] = [
      CommandLineArgumentsProvider(arguments: arguments),
      EnvironmentVariablesProvider(environmentVariables: environment).prefixKeys(with: "huifang"),
    ]
    if let file {
      let name = InMemoryProvider(values: ["filePath": ConfigValue(.string(file), isSecret: false)])
      do {
        providers.append(try await FileProvider<YAMLSnapshot>(config: ConfigReader(provider: name)))
      } catch {
        throw Problem("\(file) can't be read as YAML: \(Problem(explaining: error))")
      }
    }
    reader = ConfigReader(providers: providers)
  }

  /// The text of a setting; nil when nobody says it.
  func text(_ key: String) -> String? {
    reader.string(forKey: ConfigKey(key)).flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Whether a database is named anywhere.
  var namesDatabase: Bool { text("database.host") != nil }

  /// How to reach the database as the service, or as another login.
  func database(user: String = "huifang_service") async throws(Problem) -> DatabaseConfiguration {
    guard let host = text("database.host") else {
      throw Problem("no database is named: give --database-host, HUIFANG_DATABASE_HOST or a file with --config")
    }
    var configuration = DatabaseConfiguration(
      host: host, port: try await number("database.port", 1...65535) ?? 5432,
      database: text("database.name") ?? "huifang",
      user: text("database.user") ?? user)
    if let file = text("database.passwordFile") { configuration.password = try PrivateFile.secret(at: file) }
    configuration.tls = try tls(host: host)
    return configuration
  }

  /// The master key's file.
  func masterKeyFile() throws(Problem) -> String {
    guard let file = text("masterKeyFile") else {
      throw Problem(
        "no master key is named: give --master-key-file, HUIFANG_MASTER_KEY_FILE or masterKeyFile in the file")
    }
    return file
  }

  /// Everything that the service needs.
  func service() async throws(Problem) -> ServiceConfiguration {
    var configuration = ServiceConfiguration(
      database: try await database(), masterKeyFile: try masterKeyFile(), host: text("host") ?? "127.0.0.1",
      port: try await number("port", 0...65535) ?? 8080, certificate: try certificate(),
      trustedProxies: reader.stringArray(forKey: "trustedProxies", default: []),
      jobsEnabled: reader.bool(forKey: "jobs", default: true), limits: try await limits())
    if let open = try await number("openJobs", 1...64) { configuration.openJobs = open }
    // 网络安全法 §21: six months at least.
    if let days = try await number("retention.addressDays", 184...3660) { configuration.addressRetentionDays = days }
    return configuration
  }

  /// How much callers may ask for; what isn't named stays as it is.
  private func limits() async throws(Problem) -> ServiceLimits {
    var limits = ServiceLimits()
    if let rate = try await number("limits.callsPerSecond", 1...100_000) { limits.callsPerSecond = rate }
    if let burst = try await number("limits.callBurst", 1...1_000_000) { limits.callBurst = burst }
    if let rate = try await number("limits.signInsPerMinute", 1...10_000) { limits.signInsPerMinute = rate }
    if let rate = try await number("limits.anonymousCallsPerMinute", 1...1_000_000) {
      limits.anonymousCallsPerMinute = rate
    }
    return limits
  }

  /// The certificate that callers are shown; nil when TLS ends at a proxy in front.
  private func certificate() throws(Problem) -> CertificateFiles? {
    switch (text("tls.certificateFile"), text("tls.keyFile")) {
    case (nil, nil): return nil
    case (let certificate?, let key?): return CertificateFiles(certificate: certificate, privateKey: key)
    default: throw Problem("TLS needs both files: --tls-certificate-file and --tls-key-file")
    }
  }

  /// A remote database is spoken to encrypted, or the operator says explicitly that it isn't.
  private func tls(host: String) throws(Problem) -> DatabaseConfiguration.TLS {
    switch text("database.tls") ?? (Self.isLocal(host) ? "disable" : "verify-full") {
    case "disable": return .disable
    case "verify-full":
      guard let certificate = text("database.rootCertificate") else {
        throw Problem(
          "the database at \(host) is spoken to encrypted: name the file of its root certificate with "
            + "--database-root-certificate, or say --database-tls disable on a network that nobody else can read")
      }
      return .verifyFull(rootCertificate: certificate)
    case let mode: throw Problem("database.tls is \(mode): say disable or verify-full")
    }
  }

  /// Whether a database is on this machine: a socket's folder, or the loopback.
  static func isLocal(_ host: String) -> Bool {
    host.hasPrefix("/") || ["localhost", "127.0.0.1", "::1"].contains(host)
  }

  private func number(_ key: String, _ range: ClosedRange<Int>) async throws(Problem) -> Int? {
    let value: Int?
    do { value = try await reader.fetchInt(forKey: ConfigKey(key)) } catch { throw Problem("\(key) is not a number") }
    guard let value else { return nil }
    guard range.contains(value) else {
      throw Problem("\(key) is \(value): it must be \(range.lowerBound) to \(range.upperBound)")
    }
    return value
  }
}
