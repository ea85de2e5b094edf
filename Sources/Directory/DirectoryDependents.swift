public import FoundationEssentials
public import SQL

/// What later features hang on departments and staff, told by the composition root: Directory knows neither discharges nor tasks, and
/// still nothing is left behind when an administrator says what an import really met.
///
/// Every statement runs inside the method's transaction, whose reach is the whole hospital.
public protocol DirectoryDependents: Sendable {
  /// Waits for whoever is about to hang something on a department: a chunk of an import, the publishing of a policy.
  static func lock(tenant: UUID) -> SQL
  /// A `select` of one boolean: whether open work hangs on the department.
  static func departmentIsInUse(tenant: UUID, department: UUID) -> SQL
  /// Moves what hangs on one department to another.
  static func moveDepartment(tenant: UUID, from: UUID, to: UUID) -> [SQL]
  /// Moves what hangs on members of staff to others.
  /// - Parameter pairs: a `select` of `from_id` and `to_id`.
  static func moveStaff(tenant: UUID, pairs: SQL) -> [SQL]
  /// Has stays of a department read again when the files come that they came from, though nothing in them has changed.
  static func readAgain(tenant: UUID, department: UUID) -> SQL
  /// Has stays that name a member of staff read again when their files come.
  static func readAgain(tenant: UUID, staff: UUID) -> SQL
  /// Brings the open work of the follow-up centre to the department that is it now.
  static func moveCentre(tenant: UUID, to: UUID) -> [SQL]
}
