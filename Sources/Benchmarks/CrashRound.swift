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

  private var victim: CrashVictim { CrashVictim.allCases[number % CrashVictim.allCases.count] }

  func run() async throws -> CrashOutcome {
    var outcome = CrashOutcome(number: number, victim: victim)
    let (file, summary) = self.file()
    let first = number * Crash.writesPerRound
    let writers = CrashWriters(tasks: first..<(first + Crash.writesPerRound), token: tokens.nurse)
    let login = try cluster.login
    let (importID, isSettled) = try await ServiceProcess.run(scene, login, uploadPartBytes: Self.partBytes) { service in
      let client = ImportClient(port: service.port, token: tokens.manager)
      let (importID, _) = try await client.start(file, name: "crash-\(number).csv")
      async let writing: Void = writers.run(port: service.port)
      outcome.rowAtKill = try await waitForRow(Int.random(in: rows / 20...rows * 9 / 10), of: importID)
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

  /// A month of its own, so that no two rounds bring the same stays.
  private func file() -> (bytes: [UInt8], summary: SyntheticSummary) {
    let month = number % 72
    let source = SyntheticDischarges(
      seed: UInt64(9000 + number), count: rows, year: 2020 + month / 12, month: 1 + month % 12,
      hospital: .init(code: "49557184-0", name: "泗河市第一人民医院"), dirt: .asSeen)
    guard var file = source?.file(dialect: .n041, encoding: .gb18030) else { return ([], SyntheticSummary()) }
    var bytes: [UInt8] = []
    while let chunk = file.next() { bytes += chunk }
    return (bytes, file.summary)
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

  /// Waits until the import has committed so many rows, or has ended.
  private func waitForRow(_ row: Int, of importID: String) async throws -> Int {
    try await scene.withSuperuser(cluster.login) { database in
      while true {
        let state = try await progress(database, importID)
        if state.row >= row || state.isOver { return state.row }
        try await Task.sleep(for: .milliseconds(2))
      }
    }
  }

  /// What wasn't acknowledged is sent again; the import goes on and ends.
  private func settle(
    _ service: ServiceProcess, _ writers: CrashWriters, _ importID: String, _ outcome: inout CrashOutcome
  ) async throws {
    outcome.repeated = writers.state.open.count
    try await writers.repeatOpen(port: service.port)
    try await scene.withSuperuser(cluster.login) { database in
      // The job's lease would run out by itself after half a minute; nobody holds the job any more.
      _ = try await database.pipelined(
        ["update operations.job set lease_until = now() - interval '1 second' where status = 'running'"], on: .work)
      for _ in 0..<1200 {
        if try await progress(database, importID).isOver { break }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
    outcome.counts = try await ImportClient(port: service.port, token: tokens.manager).counts(of: importID)
  }

  private func progress(_ database: Database, _ importID: String) async throws -> (row: Int, isOver: Bool) {
    let rows = try await database.pipelined(
      [
        """
        select i.next_row, coalesce(j.status in ('succeeded', 'failed', 'cancelled'), false)
          from discharges.import i left join operations.job j on j.tenant_id = i.tenant_id and j.job_id = i.job_id
          where i.tenant_id = \(hospital.tenant) and i.import_id = \(importID)::text::uuid
        """
      ], on: .work)
    return try rows[0].single((Int, Bool).self)
  }
}
