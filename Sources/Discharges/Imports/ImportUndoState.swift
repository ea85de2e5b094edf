import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What the undoing of an import has come to.
struct ImportUndoState: Codable, Sendable, Described {
  let jobId: UUID
  let removed: Int
  let restored: Int
  let patientsRemoved: Int
  let departmentsRemoved: Int
  let departmentsLeft: Int
  let staffRemoved: Int
  let staffLeft: Int

  static let descriptions = [
    "jobId": "The job that takes it back, or has taken it",
    "removed": "Discharges that only this import had brought, gone so far",
    "restored": "Discharges that are again as before it, so far",
    "patientsRemoved": "Patients whom nothing else held, gone so far",
    "departmentsRemoved": "Departments that it had met and nobody had confirmed, gone with it",
    "departmentsLeft":
      "Departments that it had met and that stay: confirmed or changed since, or something else refers to them",
    "staffRemoved": "Staff that it had met, likewise", "staffLeft": "Staff that it had met and that stay, likewise",
  ]

  static let columns: SQL = """
    undo_job_id, removed_count, restored_count, removed_patient_count, removed_department_count, kept_department_count,
    removed_staff_count, kept_staff_count
    """

  /// From ``columns``; nil when nobody has asked for an undoing.
  init?(_ reader: inout RowReader) throws {
    let job = try reader.next(UUID?.self)
    removed = try reader.next()
    restored = try reader.next()
    patientsRemoved = try reader.next()
    departmentsRemoved = try reader.next()
    departmentsLeft = try reader.next()
    staffRemoved = try reader.next()
    staffLeft = try reader.next()
    guard let job else { return nil }
    jobId = job
  }
}
