import FoundationEssentials

/// A set of PostgreSQL server programs on this machine.
struct Installation: Sendable {
  /// The oldest major version that the service's SQL runs on.
  static let oldestVersion = 15
  /// The environment variable that names the one folder to take, whatever else is installed.
  static let variable = "HUIFANG_POSTGRES_BIN"

  let folder: String
  /// As the server tells it, such as `15.18`.
  let version: String

  var majorVersion: Int { Int(version.prefix { $0.isNumber }) ?? 0 }

  /// Finds the newest server, or the one that wrote the cluster's files when there are some.
  static func find(
    forClusterOf clusterVersion: Int?, user: ServerUser, environment: [String: String]
  ) async throws(EmbeddedPostgresError) -> Installation {
    let folders = await candidates(user: user, environment: environment)
    var found: [Installation] = []
    for folder in folders where FileManager.default.isExecutableFile(atPath: "\(folder)/initdb") {
      found.append(Installation(folder: folder, version: try await version(in: folder, user: user)))
    }
    guard let newest = found.max(by: { $0.majorVersion < $1.majorVersion }) else {
      throw .postgresMissing(lookedIn: folders)
    }
    guard newest.majorVersion >= oldestVersion else {
      throw .postgresTooOld(version: newest.version, folder: newest.folder)
    }
    guard let clusterVersion else { return newest }
    guard let matching = found.first(where: { $0.majorVersion == clusterVersion }) else {
      throw .clusterOfOtherVersion(cluster: clusterVersion, found: newest.majorVersion)
    }
    return matching
  }

  /// The folders to look in: the named one alone, or where `pg_config`, Debian, Red Hat and a build from source put it.
  private static func candidates(user: ServerUser, environment: [String: String]) async -> [String] {
    if let named = environment[variable], !named.isEmpty { return [named] }
    var folders: [String] = []
    let configuration = try? await Command(user: user, programs: environment["PATH"] ?? "/usr/local/bin")
      .run(["pg_config", "--bindir"], in: "/")
    if let configuration, configuration.isSuccess {
      folders += configuration.output.split(whereSeparator: \.isNewline).suffix(1).map(String.init)
    }
    for version in (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib/postgresql")) ?? [] {
      folders.append("/usr/lib/postgresql/\(version)/bin")
    }
    for entry in (try? FileManager.default.contentsOfDirectory(atPath: "/usr")) ?? [] where entry.hasPrefix("pgsql-") {
      folders.append("/usr/\(entry)/bin")
    }
    folders += ["/usr/local/pgsql/bin", "/usr/bin"]
    var seen: Set<String> = []
    return folders.filter { seen.insert($0).inserted }
  }

  /// What `postgres --version` says: `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`.
  private static func version(in folder: String, user: ServerUser) async throws(EmbeddedPostgresError) -> String {
    let outcome = try await Command(user: user, programs: folder).run(["\(folder)/postgres", "--version"], in: "/")
    let version = outcome.output.split(separator: "(PostgreSQL) ").last
    guard outcome.isSuccess, let version, version.first?.isNumber == true else {
      throw .postgresUnusable(folder: folder, reason: ServerLog.reason(in: outcome.output) ?? "no version")
    }
    return String(version.prefix { $0.isNumber || $0 == "." })
  }
}
