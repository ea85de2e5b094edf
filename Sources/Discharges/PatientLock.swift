public import FoundationEssentials
public import JSONRPC
public import Operations
public import SQL

/// Whoever changes what concerns a person as a whole holds the person's row first: numbers, corrections, holds, a death. Two who do so
/// wait for one another here instead of stopping each other half-way.
public enum PatientLock {
  /// The statement that waits for the row.
  /// - Parameter patient: a `select` of one `patient_id`.
  public static func statement(tenant: UUID, patient: SQL) -> SQL {
    """
    select p.subject_id from discharges.patient p
      where p.tenant_id = \(tenant) and p.patient_id = (\(patient)) for no key update
    """
  }

  /// Holds the row of a patient with a discharge that the caller's scope covers: the row of the person alone belongs to no department.
  /// The event names the person.
  /// - Throws: `NOT_FOUND` when there is none, or none for this caller.
  public static func take(_ patient: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) {
    let tenant = transaction.call.tenant
    let rows = try await transaction.rows(
      """
      select p.subject_id from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id = \(patient) and exists (
          select from discharges.discharge d where d.tenant_id = \(tenant) and d.patient_id = p.patient_id)
        for no key update
      """)
    guard let subject = try? rows.first?.column(0, as: UUID.self) else { throw Failure(.notFound) }
    try transaction.disclosure.concerns(subject)
  }
}
