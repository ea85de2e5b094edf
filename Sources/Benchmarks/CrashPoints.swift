import EmbeddedPostgres
import FoundationEssentials
import FrontPages
import Postgres
import SQL

/// One import whose service is killed again and again at random points; after each death, and at the end, the sums must hold.
struct CrashPoints: Sendable {
  let points: Int
  let rows: Int
  let scene: Scene
  let cluster: CrashCluster
  let hospital: Hospital
  let tokens: CrashTokens

  /// So small that there are several transactions between two points.
  private static let partBytes = 64 << 10
  private var watched: CrashImport { CrashImport(scene: scene, cluster: cluster, hospital: hospital) }

  /// - Returns: what doesn't hold, in words.
  func run() async throws -> [String] {
    let (file, summary) = CrashImport.file(0, rows: rows)
    let importID = try await service { service in
      try await ImportClient(port: service.port, token: tokens.manager).start(file, name: "points.csv").importID
    }
    var violations: [String] = []
    for (number, point) in (0..<points).map({ _ in Int.random(in: 1..<max(2, rows)) }).sorted().enumerated() {
      try await watched.freeJob()
      let reached = try await service { _ in
        let state = try await watched.waitForRow(point, of: importID)
        // Into the middle of what comes next.
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...40)))
        return state
      }
      let found = try await sums(importID)
      Progress.result(
        "point \(number + 1): row \(point), killed at \(reached.row), \(found.isEmpty ? "holds" : "VIOLATED")")
      violations += found
    }
    try await watched.freeJob()
    let counts = try await service { service in
      try await watched.waitForEnd(of: importID)
      return try await ImportClient(port: service.port, token: tokens.manager).counts(of: importID)
    }
    let wanted = ImportClient.Counts(
      read: summary.rows, new: summary.rows - summary.duplicates - summary.rejectedRows, updated: 0,
      unchanged: summary.duplicates, rejected: summary.rejectedRows)
    if counts != wanted { violations.append("the import came to \(counts), not to \(wanted)") }
    return violations + (try await sums(importID))
  }

  /// Runs a service, and kills it when the body has ended.
  private func service<Result: Sendable>(
    _ body: @Sendable (ServiceProcess) async throws -> Result
  ) async throws -> Result {
    try await ServiceProcess.run(scene, try cluster.login, uploadPartBytes: Self.partBytes) { service in
      let result = try await body(service)
      service.kill()
      return result
    }
  }

  /// What the import says of itself against what is there.
  private func sums(_ importID: String) async throws -> [String] {
    try await scene.withSuperuser(cluster.login) { database in
      let rows = try await database.pipelined(
        [
          """
          select i.read_count, i.new_count + i.updated_count + i.unchanged_count + i.rejected_count, greatest(i.next_row - 1, 0),
              i.new_count, (select count(*) from discharges.discharge d where d.import_id = i.import_id),
              i.rejected_count, (select count(*) from discharges.import_rejection r where r.import_id = i.import_id),
              (select count(*) from audit.open)
            from discharges.import i where i.import_id = \(importID)::text::uuid
          """
        ], on: .work)
      let (read, sum, taken, new, stays, rejected, rejections, open) = try rows[0].single(
        (Int, Int, Int, Int, Int, Int, Int, Int).self)
      let pairs = [
        ("rows read and their sum", read, sum), ("rows read and rows taken", read, taken),
        ("new stays counted and there", new, stays), ("rejections counted and there", rejected, rejections),
        ("requests left open", 0, open),
      ]
      return pairs.compactMap { $0.1 == $0.2 ? nil : "\($0.0): \($0.1), \($0.2)" }
    }
  }
}
