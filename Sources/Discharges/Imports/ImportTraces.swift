import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What an import has left in the tables.
struct ImportTraces: Sendable {
  /// Discharges that it brought.
  let created: [UUID]
  /// Discharges that it changed.
  let restored: [UUID]
  /// Patients of both, and those whose data it changed.
  let patients: [UUID]
  /// By what the audit trail names them.
  let subjects: [UUID]
  /// When its transactions were, as PostgreSQL writes it.
  let moments: [String]

  var createdSQL: SQL { "select unnest(\(created)::uuid[]) as discharge_id" }
  var restoredSQL: SQL { "select unnest(\(restored)::uuid[]) as discharge_id" }
  var affectedSQL: SQL { "select unnest(\(created + restored)::uuid[]) as discharge_id" }
  var patientsSQL: SQL { "select unnest(\(patients)::uuid[]) as patient_id" }
  var momentsSQL: SQL { "select unnest(\(moments)::timestamptz[])" }

  static func find(_ importID: UUID, _ transaction: borrowing WriteTransaction) async throws(Failure) -> ImportTraces {
    let tenant = transaction.call.tenant
    let stays = try await transaction.rows(
      """
      select d.discharge_id, d.patient_id, d.created_at::text, false
        from discharges.discharge d
        where d.tenant_id = \(tenant) and d.import_id = \(importID) and not exists (
          select from discharges.discharge_history h
            where h.tenant_id = d.tenant_id and h.discharge_id = d.discharge_id and h.import_id = d.import_id)
      union all
      select d.discharge_id, d.patient_id, h.changed_at::text, true
        from discharges.discharge_history h
        join discharges.discharge d on d.tenant_id = h.tenant_id and d.discharge_id = h.discharge_id
        where h.tenant_id = \(tenant) and h.import_id = \(importID)
      """)
    var created: Set<UUID> = []
    var restored: Set<UUID> = []
    var patients: Set<UUID> = []
    var moments: Set<String> = []
    do {
      for row in stays {
        let (discharge, patient, moment, isRestored) = try row.decode((UUID, UUID, String, Bool).self)
        if isRestored { restored.insert(discharge) } else { created.insert(discharge) }
        patients.insert(patient)
        moments.insert(moment)
      }
      let people = try await transaction.rows(
        """
        select p.patient_id, p.subject_id from discharges.patient p
          where p.tenant_id = \(tenant) and (p.patient_id = any (\(Array(patients))) or p.patient_id in (
            select h.patient_id from discharges.patient_history h where h.tenant_id = \(tenant) and h.import_id = \(importID)))
        """)
      let pairs = try people.map { try $0.decode((UUID, UUID).self) }
      return ImportTraces(
        created: Array(created), restored: Array(restored), patients: pairs.map { $0.0 }, subjects: pairs.map { $0.1 },
        moments: Array(moments))
    } catch let failure as Failure {
      throw failure
    } catch {
      throw Failure(.internalError)
    }
  }
}
