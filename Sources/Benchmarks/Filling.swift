import EmbeddedPostgres
import FollowUp
import FoundationEssentials
import Operations
import Postgres
import SQL
import Vault

/// Fills a hospital by sets, as the superuser: what years of use leave behind, without the years.
///
/// Identifiers are numbers written as uuids (``FilledID``), so that a load generator that knows only numbers can name rows.
struct Filling: Sendable {
  let hospital: Hospital
  /// Three a discharge, as the county pack makes them.
  let tasks: Int
  /// Further due tasks of the ward's nurses, for writes to use up.
  let writableTasks: Int

  var discharges: Int { max(21, tasks / 3) }
  /// The ward's discharges, twice any other department's; they and their tasks have the lowest numbers.
  var wardDischarges: Int { discharges * 2 / 21 }
  /// The ward's tasks are those with the numbers from 1 to this one.
  var wardTasks: Int { wardDischarges * 3 }
  /// How many of the writable tasks there can be: one a discharge and round, up to round 20.
  var writable: Int { min(writableTasks, wardDischarges * 17) }

  init(hospital: Hospital, tasks: Int, writableTasks: Int) {
    self.hospital = hospital
    self.tasks = tasks
    self.writableTasks = writableTasks
  }

  /// Fills, and gathers statistics.
  func run(_ scene: Scene, _ login: EmbeddedPostgres.Login) async throws {
    let key = try await tenantKey(scene, login)
    try await scene.withSuperuser(login) { database in
      try await database.transaction { transaction in
        // Triggers check foreign keys row by row, which these rows don't need.
        _ = try await transaction.run("set local session_replication_role = replica")
        _ = try await transaction.run("set local synchronous_commit = off")
        for statement in SealedSamples(key: key).statements + statements { _ = try await transaction.run(statement) }
      }
      for table in Self.tables { _ = try await database.pipelined(["vacuum (analyze) \(unsafeSQL: table)"], on: .work) }
      _ = try await database.pipelined(["checkpoint"], on: .work)
    }
  }

  /// Makes the writable tasks due again, and forgets what was written to them.
  func resetWritable(_ database: Database) async throws {
    let (first, last): (SQL, SQL) = (
      FilledID.sql(FilledID.firstWritable), FilledID.sql(FilledID.firstWritable + writable)
    )
    let range: SQL = "tenant_id = \(hospital.tenant) and task_id between \(first) and \(last)"
    _ = try await database.pipelined(
      [
        "delete from followup.record where \(range)", "delete from followup.attempt where \(range)",
        "delete from operations.idempotency where tenant_id = \(hospital.tenant)",
        TaskSeeding.update(TaskSeeding.untouched, where: "\(range) and attempts > 0"),
      ], on: .work)
    for table in Self.written { _ = try await database.pipelined(["vacuum (analyze) \(unsafeSQL: table)"], on: .work) }
  }

  private static let tables: [StaticString] = [
    "discharges.patient", "discharges.contact", "discharges.discharge", "followup.task", "followup.attempt",
    "followup.record", "followup.exclusion", "directory.organization", "directory.department", "identity.account",
    "identity.session",
  ]
  private static let written: [StaticString] = [
    "followup.task", "followup.attempt", "followup.record", "operations.idempotency",
  ]

  private var statements: [SQL] {
    let rows = FilledRows(hospital: hospital, discharges: discharges, wardDischarges: wardDischarges)
    return Neighbours(hospital: hospital).statements + [
      rows.patients, rows.contacts, rows.discharged, rows.exclusions, rows.tasks, rows.closedTasks, rows.openTasks,
      rows.attempts, rows.writableTasks(writable),
    ]
  }

  private func tenantKey(_ scene: Scene, _ login: EmbeddedPostgres.Login) async throws -> TenantKey {
    try await Scene.withDatabase(scene.serviceConfiguration(login), logger: scene.logger) { database in
      try await KeyStore(master: MasterKey(file: scene.masterKeyFile), database: database).key(of: hospital.tenant)
    }
  }
}

/// A number as a uuid: its decimal digits, which are hexadecimal ones too, behind zeros.
enum FilledID {
  /// The number of the first writable task.
  static let firstWritable = 900_000_001

  /// The uuid's text.
  static func text(_ number: Int) -> String {
    let digits = String(number)
    let tail = String(repeating: "0", count: 12 - digits.count) + digits
    return "00000000-0000-0000-0000-\(tail)"
  }

  /// The uuid in SQL.
  static func sql(_ number: SQL) -> SQL { "lpad((\(number))::text, 32, '0')::uuid" }

  /// The uuid of a number that is known here.
  static func sql(_ number: Int) -> SQL { sql("\(number)") }
}
