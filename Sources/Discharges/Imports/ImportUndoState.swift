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

  /// `i` is the import; nothing of it is there until somebody has asked for an undoing.
  init(_ row: inout RowColumns) throws {
    jobId = try row["i.undo_job_id"]
    removed = try row["i.removed_count"]
    restored = try row["i.restored_count"]
    patientsRemoved = try row["i.removed_patient_count"]
    departmentsRemoved = try row["i.removed_department_count"]
    departmentsLeft = try row["i.kept_department_count"]
    staffRemoved = try row["i.removed_staff_count"]
    staffLeft = try row["i.kept_staff_count"]
  }
}
