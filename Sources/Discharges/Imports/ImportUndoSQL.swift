import FoundationEssentials
import SQL

/// The undoing of an import for some of its patients, as sets, in the order in which one needs the other. A patient or number whom a later
/// import has changed since stays as that one left it.
struct ImportUndoSQL {
  let tenant: UUID
  let importID: UUID
  let traces: ImportTraces

  var statements: [SQL] {
    [
      flags, openStays, removal, discharges, history, patients, contacts, suggestions, motherSuggestions,
      Readmission.statement(tenant: tenant, patients: traces.patientsSQL),
    ]
  }

  /// Stays that came back after one that goes: whether they came back after another is decided anew at the end.
  private var flags: SQL {
    """
    update discharges.discharge set readmission_of = null, readmission_days = null
      where tenant_id = \(tenant) and readmission_of = any (\(traces.created))
    """
  }

  /// Open stays that ended with a discharge that goes are open again.
  private var openStays: SQL {
    """
    update discharges.visit set ended_on = null, discharge_id = null, version = version + 1
      where tenant_id = \(tenant) and discharge_id = any (\(traces.created))
    """
  }

  /// Suggestions about patients without a stay any more.
  private var suggestions: SQL {
    """
    delete from discharges.duplicate s where s.tenant_id = \(tenant) and s.status = 'open' and exists (
      select from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id in (s.first_id, s.second_id) and p.patient_id = any (\(traces.patients))
          and not exists (
            select from discharges.discharge d where d.tenant_id = p.tenant_id and d.patient_id = p.patient_id))
    """
  }

  private var motherSuggestions: SQL {
    """
    delete from discharges.mother_suggestion s where s.tenant_id = \(tenant) and s.status <> 'linked' and exists (
      select from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id in (s.child_id, s.mother_id) and p.patient_id = any (\(traces.patients))
          and not exists (
            select from discharges.discharge d where d.tenant_id = p.tenant_id and d.patient_id = p.patient_id))
    """
  }

  private var removal: SQL {
    "delete from discharges.discharge where tenant_id = \(tenant) and discharge_id = any (\(traces.created))"
  }

  private var discharges: SQL {
    """
    update discharges.discharge d set department_id = h.former_department, ward = h.ward, admitted_at = h.admitted_at,
        discharged_at = h.discharged_at, hour_known = h.hour_known, way_of_leaving = h.way_of_leaving,
        diagnosis_code = h.diagnosis_code, diagnosis_name = h.diagnosis_name, diagnoses = h.diagnoses, operations = h.operations,
        attending_staff_id = h.attending_staff_id, resident_staff_id = h.resident_staff_id, nurse_staff_id = h.nurse_staff_id,
        fingerprint = h.fingerprint, import_id = h.former_import_id
      from (
        select distinct on (discharge_id) * from discharges.discharge_history
          where tenant_id = \(tenant) and import_id = \(importID) and discharge_id = any (\(traces.restored))
          order by discharge_id, changed_at) as h
      where d.tenant_id = \(tenant) and d.discharge_id = h.discharge_id
    """
  }

  private var history: SQL {
    """
    update discharges.discharge_history h set department_id = d.department_id
      from discharges.discharge d
      where h.tenant_id = \(tenant) and d.tenant_id = h.tenant_id and h.discharge_id = any (\(traces.restored))
        and d.discharge_id = h.discharge_id and h.department_id <> d.department_id
    """
  }

  private var patients: SQL {
    """
    update discharges.patient p set name = h.name, name_index = h.name_index, sex = h.sex, birth_date = h.birth_date,
        identity_number = h.identity_number, identity_index = h.identity_index, address = h.address,
        -- What somebody has told stays: no undoing takes it back.
        deceased = h.deceased or p.death_source is not null
      from (
        select distinct on (patient_id) * from discharges.patient_history
          where tenant_id = \(tenant) and import_id = \(importID) and patient_id = any (\(traces.patients))
          order by patient_id, changed_at) as h
      where p.tenant_id = \(tenant) and p.patient_id = h.patient_id and not exists (
        select from discharges.patient_history l
          join discharges.import i on i.tenant_id = l.tenant_id and i.import_id = l.import_id and i.status <> 'undone'
          where l.tenant_id = h.tenant_id and l.patient_id = h.patient_id and l.changed_at > h.changed_at
            and l.import_id <> h.import_id)
    """
  }

  private var contacts: SQL {
    """
    update discharges.contact c set relation = h.relation, name = h.name
      from (
        select distinct on (f.contact_id) f.* from discharges.contact_history f
          join discharges.contact known on known.tenant_id = f.tenant_id and known.contact_id = f.contact_id
          where f.tenant_id = \(tenant) and f.import_id = \(importID) and known.patient_id = any (\(traces.patients))
          order by f.contact_id, f.changed_at) as h
      where c.tenant_id = \(tenant) and c.contact_id = h.contact_id and not exists (
        select from discharges.contact_history l
          join discharges.import i on i.tenant_id = l.tenant_id and i.import_id = l.import_id and i.status <> 'undone'
          where l.tenant_id = h.tenant_id and l.contact_id = h.contact_id and l.changed_at > h.changed_at
            and l.import_id <> h.import_id)
    """
  }

  /// Patients without a stay any more, and the numbers that only this import named.
  var forgetUnheld: SQL {
    """
    select discharges.forget_unheld(
      array(select p.patient_id from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id = any (\(traces.patients)) and not exists (
          select from discharges.discharge d where d.tenant_id = p.tenant_id and d.patient_id = p.patient_id)),
      array(select c.contact_id from discharges.contact c
        where c.tenant_id = \(tenant) and c.patient_id = any (\(traces.patients)) and c.import_id = \(importID) and not exists (
          select from discharges.contact_history l
            join discharges.import i on i.tenant_id = l.tenant_id and i.import_id = l.import_id and i.status <> 'undone'
            where l.tenant_id = c.tenant_id and l.contact_id = c.contact_id and l.import_id <> c.import_id)))
    """
  }
}
