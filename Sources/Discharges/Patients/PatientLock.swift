public import FoundationEssentials
public import JSONRPC
public import Operations
public import SQL

/// Whoever changes what concerns a person as a whole holds the person's rows first: numbers, corrections, holds, merges, a death. Two who
/// do so wait for one another here instead of stopping each other half-way.
public enum PatientLock {
  /// The statement that waits for the rows, always in the same order.
  /// - Parameter patient: a `select` of one `patient_id`.
  public static func statement(tenant: UUID, patient: SQL) -> SQL {
    """
    select p.subject_id from discharges.patient p
      where p.tenant_id = \(tenant) and p.person_id = (
        select self.person_id from discharges.patient self where self.tenant_id = \(tenant) and self.patient_id = (\(patient)))
      order by p.patient_id for no key update
    """
  }

  /// The same for several persons at once.
  /// - Parameter patients: a `select` of `patient_id`.
  public static func statement(tenant: UUID, patients: SQL) -> SQL {
    """
    select p.subject_id from discharges.patient p
      where p.tenant_id = \(tenant) and p.person_id = any (array(
        select self.person_id from discharges.patient self
          where self.tenant_id = \(tenant) and self.patient_id = any (array(\(patients)))))
      order by p.patient_id for no key update
    """
  }

  /// Holds the rows of a person with a discharge or an open stay that the caller's scope covers: the row of the person alone belongs to no
  /// department. The event names the person.
  /// - Throws: `NOT_FOUND` when there is none, or none for this caller.
  public static func take(_ patient: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    let lock = statement(tenant: tenant, patient: "select \(patient)::uuid")
    var rows = try await transaction.rows(lock)
    // Whom a merge has made part of another person while this waited is looked for once more.
    if rows.isEmpty { rows = try await transaction.rows(lock) }
    let visible = try await transaction.rows(
      "select 1 where \(isInScope(tenant: tenant, kin: Person.rows(tenant: tenant, of: "select \(patient)::uuid")))")
    guard !rows.isEmpty, !visible.isEmpty else { throw Failure(.notFound) }
    try concern(rows, transaction)
  }

  /// The same for two persons, whose rows are held by one statement: whichever of their record numbers somebody else names, the order is
  /// the same.
  public static func take(
    both patients: [UUID], _ transaction: borrowing WriteTransaction
  ) async throws(Failure) {
    try await transaction.rows(
      """
      select 1 from discharges.patient p
        where p.tenant_id = \(transaction.call.tenant) and p.patient_id = any (array(
          \(Person.rows(tenant: transaction.call.tenant, of: "select unnest(\(patients))"))))
        order by p.patient_id for no key update
      """)
    for patient in patients { try await take(patient, transaction) }
  }

  /// Whether the caller's scope covers a discharge of a person, or the stay in which the person is in hospital now.
  /// - Parameter kin: a `select` of the person's `patient_id`s.
  public static func isInScope(tenant: UUID, kin: SQL) -> SQL {
    """
    (exists (
        select from discharges.discharge seen where seen.tenant_id = \(tenant) and seen.patient_id = any (array(\(kin))))
      or exists (
        select from discharges.visit inside
          where inside.tenant_id = \(tenant) and inside.patient_id = any (array(\(kin))) and inside.ended_on is null))
    """
  }

  /// Has the event name the persons whose `subject_id` the rows hold.
  public static func concern(_ rows: Rows, _ transaction: borrowing WriteTransaction) throws(Failure) {
    for subject in try rows.values(UUID.self) { try transaction.disclosure.concerns(subject) }
  }
}
