import FoundationEssentials
import Operations
import SQL

/// What an import has left in the tables of some patients, all of what it left of them: each patient is put right once.
struct ImportTraces: Sendable {
  /// Discharges that it brought.
  let created: [UUID]
  /// Discharges that it changed.
  let restored: [UUID]
  /// The patients of both.
  let patients: [UUID]
  /// By what the audit trail names them.
  let subjects: [UUID]
  /// When its transactions were, as PostgreSQL writes it.
  let moments: [String]

  var createdSQL: SQL { "select unnest(\(created)::uuid[]) as discharge_id" }
  var restoredSQL: SQL { "select unnest(\(restored)::uuid[]) as discharge_id" }
  var patientsSQL: SQL { "select unnest(\(patients)::uuid[]) as patient_id" }
  var momentsSQL: SQL { "select unnest(\(moments)::timestamptz[])" }

  /// All discharges that the import brought or changed and that no undoing has reached yet: a `select` of `discharge_id`.
  static func discharges(of importID: UUID, tenant: UUID) -> SQL {
    "select discharge_id from discharges.discharge where tenant_id = \(tenant) and import_id = \(importID)"
  }

  /// How many of its discharges later imports have changed that stand.
  static func changedLater(of importID: UUID, tenant: UUID) -> SQL {
    """
    select count(*) from discharges.discharge_history h
      join discharges.import i on i.tenant_id = h.tenant_id and i.import_id = h.import_id
      where h.tenant_id = \(tenant) and h.former_import_id = \(importID) and i.status <> 'undone'
    """
  }

  /// Of the next patients; empty when nothing is left.
  static func next(
    of importID: UUID, patients atMost: Int, _ transaction: borrowing JobTransaction
  ) async throws -> ImportTraces {
    let tenant = transaction.tenant
    let rows = try await transaction.rows(
      """
      with chosen as materialized (
        select distinct patient_id from (
          select patient_id from discharges.discharge
            where tenant_id = \(tenant) and import_id = \(importID) limit \(atMost)) as part)
      select d.discharge_id, p.patient_id, p.subject_id, coalesce(h.changed_at, d.created_at)::text, h.changed_at is not null
        from chosen
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = chosen.patient_id
        join discharges.discharge d on d.tenant_id = \(tenant) and d.patient_id = chosen.patient_id and d.import_id = \(importID)
        left join lateral (
          select min(h.changed_at) as changed_at from discharges.discharge_history h
            where h.tenant_id = \(tenant) and h.discharge_id = d.discharge_id and h.import_id = \(importID)) as h on true
      """)
    var created: [UUID] = []
    var restored: [UUID] = []
    var people: [UUID: UUID] = [:]
    var moments: Set<String> = []
    for row in rows {
      let (discharge, patient, subject, moment, isRestored) = try row.decode((UUID, UUID, UUID, String, Bool).self)
      if isRestored { restored.append(discharge) } else { created.append(discharge) }
      people[patient] = subject
      moments.insert(moment)
    }
    return ImportTraces(
      created: created, restored: restored, patients: Array(people.keys), subjects: Array(people.values),
      moments: Array(moments))
  }
}
