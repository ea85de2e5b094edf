public import FoundationEssentials
public import Operations
public import SQL

/// A death that somebody tells of. The person is marked in all rows, what was planned stops in all departments, and who told it stays written
/// down, also when it is taken back.
public enum ToldDeath {
  /// Why the caller's scope doesn't bound it.
  static let reason: StaticString = "a death heard by one department stops what all of them had planned"

  /// The statements for a call whose statements are all known before. The person's rows must be held.
  /// - Parameters:
  ///   - patient: a `select` of one `patient_id`.
  ///   - record: the record in which it was told, which its own feature ends.
  public static func statements(_ call: CallContext, patient: SQL, toldIn record: UUID) throws(Failure) -> [SQL] {
    try AcrossDepartments.statements(
      call, reason: reason,
      told(tenant: call.tenant, effects: call.effects((any PatientEffects).self), patient, nil, "attempt", record))
  }

  /// Marks, stops and writes down.
  /// - Returns: how much work was stopped.
  public static func record(
    _ transaction: borrowing SharedTransaction, patient: UUID, on day: CalendarDay?, source: String
  ) async throws -> Int {
    try await transaction.acrossDepartments(reason: reason) { wide in
      let statements = told(
        tenant: wide.tenant, effects: wide.effects((any PatientEffects).self), "select \(patient)::uuid", day, source,
        nil)
      return try await wide.pipelined(statements).reduce(0) { $0 + $1.count }
    }
  }

  private static func told(
    tenant: UUID, effects: [any PatientEffects], _ patient: SQL, _ day: CalendarDay?, _ source: String, _ record: UUID?
  ) -> [SQL] {
    let kin = Person.rows(tenant: tenant, of: patient)
    return [
      """
      update discharges.patient p set deceased = true, died_on = coalesce(\(day), p.died_on),
          death_source = coalesce(p.death_source, \(source))
        where p.tenant_id = \(tenant) and p.patient_id = any (array(\(kin)))
      """,
      """
      insert into followup.death (tenant_id, death_id, patient_id, source, died_on, recorded_by)
      select \(tenant), gen_random_uuid(), told.patient_id, \(source), \(day), app.actor() from (\(kin)) as told
      on conflict (tenant_id, patient_id) where withdrawn_at is null
        do update set died_on = coalesce(excluded.died_on, death.died_on)
      """,
    ] + effects.flatMap { $0.died(tenant: tenant, patients: kin, toldIn: record) }
  }
}
