import EmbeddedPostgres
import FoundationEssentials
import FrontPages
import Postgres
import SQL

/// A round: an import and writers under way, something is killed, and then everything must come to its end.
struct CrashRound: Sendable {
  let number: Int
  let rows: Int
  let scene: Scene
  let cluster: CrashCluster
  let hospital: Hospital
  let tokens: CrashTokens

  /// Small parts, so that an import has many transactions to be killed in.
  private static let partBytes = 128 << 10

  private var watched: CrashImport { CrashImport(scene: scene, cluster: cluster, hospital: hospital) }
  private var victim: CrashVictim { CrashVictim.allCases[number % CrashVictim.allCases.count] }

  func run() async throws -> CrashOutcome {
    var outcome = CrashOutcome(number: number, victim: victim)
    let (file, summary) = CrashImport.file(number, rows: rows)
    let first = number * Crash.writesPerRound
    let writers = CrashWriters(tasks: first..<(first + Crash.writesPerRound), token: tokens.nurse)
    let login = try cluster.login
    let (importID, isSettled) = try await ServiceProcess.run(scene, login, uploadPartBytes: Self.partBytes) { service in
      let client = ImportClient(port: service.port, token: tokens.manager)
      let (importID, _) = try await client.start(file, name: "crash-\(number).csv")
      async let writing: Void = writers.run(port: service.port)
      outcome.rowAtKill = try await watched.waitForRow(Int.random(in: rows / 20...rows * 9 / 10), of: importID).row
      try await strike(service)
      try await Task.sleep(for: .milliseconds(300))
      writers.stop()
      try await writing
      if victim == .service { return (importID, false) }
      try await settle(service, writers, importID, &outcome)
      return (importID, true)
    }
    if !isSettled {
      try await ServiceProcess.run(scene, try cluster.login, uploadPartBytes: Self.partBytes) { service in
        try await settle(service, writers, importID, &outcome)
      }
    }
    let counts = outcome.counts
    outcome.violations += try await scene.withSuperuser(cluster.login) { database in
      try await CrashInvariants(
        database: database, hospital: hospital, log: writers.state, tasks: (first + Crash.writesPerRound),
        importID: importID, counts: counts, expected: summary
      ).violations()
    }
    outcome.acknowledged = writers.state.acknowledged.count
    return outcome
  }

  private func strike(_ service: ServiceProcess) async throws {
    switch victim {
    case .service: service.kill()
    case .backend:
      try await cluster.killBackend()
      try await cluster.waitUntilUp()
    case .postmaster:
      try cluster.killPostmaster()
      try await cluster.start()
    }
  }

  /// What wasn't acknowledged is sent again; the import goes on and ends.
  private func settle(
    _ service: ServiceProcess, _ writers: CrashWriters, _ importID: String, _ outcome: inout CrashOutcome
  ) async throws {
    outcome.repeated = writers.state.open.count
    try await writers.repeatOpen(port: service.port)
    try await watched.freeJob()
    try await watched.waitForEnd(of: importID)
    outcome.counts = try await ImportClient(port: service.port, token: tokens.manager).counts(of: importID)
  }
}
