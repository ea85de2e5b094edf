import FoundationEssentials
import FrontPages
import Postgres
import SQL

/// An import as the superuser sees it while the service is being killed.
struct CrashImport: Sendable {
  let scene: Scene
  let cluster: CrashCluster
  let hospital: Hospital

  /// A file of a month of its own, so that no two rounds bring the same stays.
  static func file(_ number: Int, rows: Int) -> (bytes: [UInt8], summary: SyntheticSummary) {
    let month = number % 72
    let source = SyntheticDischarges(
      seed: UInt64(9000 + number), count: rows, year: 2020 + month / 12, month: 1 + month % 12,
      hospital: .init(code: "49557184-0", name: "泗河市第一人民医院"), dirt: .asSeen)
    guard var file = source?.file(dialect: .n041, encoding: .gb18030) else { return ([], SyntheticSummary()) }
    var bytes: [UInt8] = []
    while let chunk = file.next() { bytes += chunk }
    return (bytes, file.summary)
  }

  /// Waits until the import has committed so many rows, or has ended.
  func waitForRow(_ row: Int, of importID: String) async throws -> (row: Int, isOver: Bool) {
    try await scene.withSuperuser(cluster.login) { database in
      while true {
        let state = try await progress(database, importID)
        if state.row >= row || state.isOver { return state }
        try await Task.sleep(for: .milliseconds(2))
      }
    }
  }

  /// Frees the job of a service that is no more: its lease would run out by itself after half a minute.
  func freeJob() async throws {
    try await scene.withSuperuser(cluster.login) { database in
      _ = try await database.pipelined(
        ["update operations.job set lease_until = now() - interval '1 second' where status = 'running'"], on: .work)
    }
  }

  /// Waits until the job has ended, two minutes at most.
  func waitForEnd(of importID: String) async throws {
    try await scene.withSuperuser(cluster.login) { database in
      for _ in 0..<1200 {
        if try await progress(database, importID).isOver { break }
        try await Task.sleep(for: .milliseconds(100))
      }
    }
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
