import FoundationEssentials
import Logging
import Testing

@testable import EmbeddedPostgres

/// A home of its own for one test, and what tests do with the cluster in it.
struct TestHome: Sendable {
  let path: String

  /// Runs a test in a home that doesn't exist yet, and leaves nothing behind.
  @discardableResult
  static func with<R>(_ body: (TestHome) async throws -> R) async throws -> R {
    try await with(below: "", body)
  }

  /// The same with the home some folders below.
  @discardableResult
  static func with<R>(below folders: String, _ body: (TestHome) async throws -> R) async throws -> R {
    let parent = "\(FileManager.default.temporaryDirectory.path)/huifang-\(UUID().uuidString.prefix(8))"
    try FileManager.default.createDirectory(
      atPath: parent + folders, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
    let home = TestHome(path: "\(parent)\(folders)/home")
    let result: Result<R, any Error>
    do { result = .success(try await body(home)) } catch { result = .failure(error) }
    try await EmbeddedPostgres.remove(home: home.path)
    try? FileManager.default.removeItem(atPath: parent)
    return try result.get()
  }

  /// A configuration for this home that doesn't wait for the disk.
  func configuration(_ purpose: EmbeddedPostgres.Configuration.Purpose) -> EmbeddedPostgres.Configuration {
    EmbeddedPostgres.Configuration(
      home: path, purpose: purpose, durable: false, settings: ["shared_buffers": "16MB", "max_connections": "20"])
  }

  func start(_ purpose: EmbeddedPostgres.Configuration.Purpose = .service) async throws -> EmbeddedPostgres {
    try await EmbeddedPostgres.start(configuration(purpose), logger: Logger(label: "test"))
  }

  var exists: Bool { FileManager.default.fileExists(atPath: path) }
}

extension EmbeddedPostgres {
  /// What `psql` prints for a statement, or its complaint.
  func query(_ sql: String, password: String? = nil) async throws -> String {
    let user = try ServerUser.choose(forDataIn: dataDirectory)
    let installation = try await Installation.find(forClusterOf: nil, user: user, environment: [:])
    let host = socketDirectory.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : "\($0)" }.joined()
    let database =
      "host='\(host)' port=\(port) user=\(superuser) password='\(password ?? superuserPassword)' "
      + "dbname=postgres connect_timeout=10"
    let outcome = try await Command(user: user, programs: installation.folder)
      .run(["psql", "--no-psqlrc", "-Atqc", sql, database], in: "/")
    return String(outcome.output.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}

/// Waits, for a minute at most, until something has come about that another process brings about.
func eventually(_ condition: () -> Bool) async throws -> Bool {
  for _ in 0..<600 where !condition() { try await Task.sleep(for: .milliseconds(100)) }
  return condition()
}
