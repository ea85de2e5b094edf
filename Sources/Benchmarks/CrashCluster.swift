import EmbeddedPostgres
import FoundationEssentials
import Glibc
import Operations
import Postgres
import SQL
import Synchronization
import Vault

/// A durable cluster that is killed and started again.
final class CrashCluster: Sendable {
  let scene: Scene
  private let running = Mutex<EmbeddedPostgres?>(nil)

  init(scene: Scene) { self.scene = scene }

  /// The login of the running cluster.
  var login: EmbeddedPostgres.Login {
    get throws {
      guard let cluster = running.withLock({ $0 }) else { throw Finding("no cluster runs") }
      return cluster.login
    }
  }

  /// Starts the cluster, also after it was killed: then PostgreSQL recovers.
  @discardableResult
  func start() async throws -> EmbeddedPostgres.Login {
    let old = running.withLock { $0 }
    try await old?.stop()
    let cluster = try await EmbeddedPostgres.start(
      EmbeddedPostgres.Configuration(home: scene.home, purpose: .service, durable: true), logger: scene.logger)
    running.withLock { $0 = cluster }
    return cluster.login
  }

  /// Makes what lies beside the cluster.
  func prepare() throws { try MasterKey.generate().write(to: scene.masterKeyFile) }

  /// Kills the server's first process.
  func killPostmaster() throws {
    guard let cluster = running.withLock({ $0 }) else { throw Finding("no cluster runs") }
    kill(cluster.processIdentifier, SIGKILL)
  }

  /// Kills one process that works for the service, a busy one when there is one.
  func killBackend() async throws {
    let pid = try await scene.withSuperuser(login) { database in
      let rows = try await database.pipelined(
        [
          """
          select pid from pg_stat_activity where usename = 'huifang_service' order by state = 'active' desc, random() limit 1
          """
        ], on: .work)
      return try rows[0].single(Int32.self)
    }
    kill(pid, SIGKILL)
  }

  /// Waits until the server answers again by itself.
  func waitUntilUp() async throws {
    for _ in 0..<600 {
      let answer = try? await scene.withSuperuser(login) { try await $0.pipelined(["select 1"], on: .work) }
      if answer != nil { return }
      try await Task.sleep(for: .milliseconds(100))
    }
    throw Finding("the server didn't come back")
  }

  /// Ends it for good and removes its files.
  func remove() async throws {
    try await running.withLock { $0 }?.stop()
    _ = try await EmbeddedPostgres.remove(home: scene.home)
    try? FileManager.default.removeItem(atPath: scene.home)
  }
}

/// The tokens of those who work while things are killed.
struct CrashTokens: Sendable {
  let nurse: String
  let manager: String

  static func signIn(_ scene: Scene, _ login: EmbeddedPostgres.Login, _ hospital: Hospital) async throws -> CrashTokens
  {
    try await Scene.withDatabase(scene.serviceConfiguration(login), logger: scene.logger) { database in
      let dispatcher = try Founding.dispatcher(database, masterKeyFile: scene.masterKeyFile, logger: scene.logger)
      return CrashTokens(
        nurse: try await Person(hospital.nurse, dispatcher).token,
        manager: try await Person(hospital.manager, dispatcher).token)
    }
  }
}
