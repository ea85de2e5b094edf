import FoundationEssentials
import SQL

/// The merge of the temporary tables, as sets, in the order in which one needs the other. What it changes is kept as it was before.
struct ChunkMergeSQL {
  let tenant: UUID
  let importID: UUID

  /// All of it.
  var statements: [SQL] {
    [
      aliases, deactivatedDepartments, departments, staff, patients, changedPatients, people, formerContacts, contacts,
      newDischarges, formerDischarges, changedDischarges, movedHistory, duplicates,
      DuplicateSearch.statement(tenant: tenant, patients: DuplicateSearch.changed(tenant: tenant)), closedStays,
      readmissions,
    ]
  }

  /// What an administrator has mapped, or renamed, goes by its name of today.
  private var aliases: SQL {
    """
    update incoming i set department = d.name
      from directory.department_alias a
      join directory.department d on d.tenant_id = \(tenant) and d.department_id = a.department_id
      where a.tenant_id = \(tenant) and a.name = left(i.department, 60)
    """
  }

  /// Departments that nobody has made yet stand unconfirmed until an administrator confirms them, and so do those out of use that a
  /// file names again: what hangs on them would lie where nobody looks.
  private var departments: SQL {
    """
    insert into directory.department (tenant_id, department_id, name, kind, confirmed, import_id)
    select \(tenant), gen_random_uuid(), name, 'clinical', false, \(importID)
      from (select distinct left(department, 60) as name from incoming) as met
    on conflict (tenant_id, name) do update set status = 'active', confirmed = false, version = department.version + 1
      where department.status = 'deactivated' and department.mapped_to_id is null
    """
  }

  private var staff: SQL {
    """
    insert into directory.staff (tenant_id, staff_id, name, department_id, confirmed, import_id)
    select \(tenant), gen_random_uuid(), met.name, d.department_id, false, \(importID)
      from (
        select distinct left(department, 60) as department, left(person, 60) as name
          from incoming, unnest(array[attending, resident, nurse]) as person where person <> '') as met
      join directory.department d on d.tenant_id = \(tenant) and d.name = met.department
      where not exists (
        select from directory.staff_met known
          where known.tenant_id = \(tenant) and known.department_id = d.department_id and known.name = met.name)
    on conflict (tenant_id, department_id, name) do nothing
    """
  }

  private var patients: SQL {
    """
    insert into discharges.patient (tenant_id, patient_id, subject_id, record_number, name, name_index, sex, birth_date,
      identity_number, identity_index, address, deceased)
    select distinct on (record_number) \(tenant), patient_id, gen_random_uuid(), record_number, name, name_index, sex,
        birth_date, identity_number, identity_index, address, way_of_leaving = 5
      from incoming where is_new order by record_number, stay_number desc
    on conflict (tenant_id, record_number) do nothing
    """
  }

  /// What the newest stay says of a person who was known already. An older stay changes nothing but a death, and what a row leaves
  /// out is not forgotten.
  private var changedPatients: SQL {
    """
    with changed as materialized (
      select p.patient_id as known_id, i.*
        from (
          select distinct on (record_number) *, bool_or(way_of_leaving = 5) over (partition by record_number) as died,
              not exists (
                select from discharges.discharge d
                  where d.tenant_id = \(tenant) and d.record_number = incoming.record_number
                    and d.stay_number > incoming.stay_number) as is_latest
            from incoming order by record_number, stay_number desc) as i
        \(patientOfNumber)
        where (p.patient_id <> i.patient_id or not i.is_new) and (i.is_latest or i.died and not p.deceased)),
    former as (
      insert into discharges.patient_history (tenant_id, history_id, patient_id, import_id, name, name_index, sex, birth_date,
        identity_number, identity_index, address, deceased)
      select p.tenant_id, gen_random_uuid(), p.patient_id, \(importID), p.name, p.name_index, p.sex, p.birth_date,
          p.identity_number, p.identity_index, p.address, p.deceased
        from discharges.patient p join changed on changed.known_id = p.patient_id
        where p.tenant_id = \(tenant))
    update discharges.patient p set
        name = case when i.is_latest then i.name else p.name end,
        name_index = case when i.is_latest then i.name_index else p.name_index end,
        sex = case when i.is_latest then i.sex else p.sex end,
        birth_date = case when i.is_latest then coalesce(i.birth_date, p.birth_date) else p.birth_date end,
        identity_number = case when i.is_latest then coalesce(i.identity_number, p.identity_number) else p.identity_number end,
        identity_index = case when i.is_latest and i.identity_number is not null then i.identity_index else p.identity_index end,
        address = case when i.is_latest then coalesce(i.address, p.address) else p.address end,
        deceased = p.deceased or i.died
      from changed i
      where p.tenant_id = \(tenant) and p.patient_id = i.known_id
    """
  }

  /// From here on the temporary rows name the patients who have the record numbers.
  private var people: SQL {
    """
    update incoming set patient_id = known.patient_id
      from (
        select i.record_number, p.patient_id from (select distinct record_number, patient_id from incoming) as i
          \(patientOfNumber)
          where p.patient_id <> i.patient_id) as known
      where incoming.record_number = known.record_number
    """
  }

  private var formerContacts: SQL {
    """
    insert into discharges.contact_history (tenant_id, history_id, contact_id, import_id, relation, name)
    select distinct on (c.contact_id) c.tenant_id, gen_random_uuid(), c.contact_id, \(importID), c.relation, c.name
      from incoming_contact i
      \(Self.personOfContact)
      cross join lateral (
        select * from discharges.contact c
          where c.tenant_id = \(tenant) and c.patient_id = p.patient_id and c.source = i.source
            and c.phone_index = coalesce(i.phone_index, '') offset 0) as c
      where c.relation is distinct from i.relation or i.name is not null
    """
  }

  private var contacts: SQL {
    """
    insert into discharges.contact (tenant_id, contact_id, patient_id, source, relation, name, phone, phone_index,
      last_four_index, state, import_id)
    select distinct on (p.patient_id, i.source, coalesce(i.phone_index, '')) \(tenant), \(TimeOrderedID.each), p.patient_id, i.source, i.relation,
        i.name, i.phone, coalesce(i.phone_index, ''), coalesce(i.last_four_index, ''),
        case when i.usable then 'unverified' else 'unusable' end, \(importID)
      from incoming_contact i
      \(Self.personOfContact)
    on conflict (tenant_id, patient_id, source, phone_index) do update set relation = excluded.relation, name = coalesce(excluded.name, contact.name)
    """
  }

  private var newDischarges: SQL {
    """
    insert into discharges.discharge (tenant_id, discharge_id, patient_id, record_number, stay_number, department_id, ward,
      admitted_at, discharged_at, hour_known, way_of_leaving, diagnosis_code, diagnosis_name, diagnoses, operations,
      attending_staff_id, resident_staff_id, nurse_staff_id, fingerprint, import_id)
    select \(tenant), i.discharge_id, i.patient_id, i.record_number, i.stay_number, \(Self.resolved), i.fingerprint, \(importID)
      from incoming i
      \(joins)
      where i.is_new
    """
  }

  private var formerDischarges: SQL {
    """
    insert into discharges.discharge_history (tenant_id, history_id, discharge_id, department_id, import_id, former_department, ward,
      admitted_at, discharged_at, hour_known, way_of_leaving, diagnosis_code, diagnosis_name, diagnoses, operations,
      attending_staff_id, resident_staff_id, nurse_staff_id, fingerprint, former_import_id)
    select d.tenant_id, gen_random_uuid(), d.discharge_id, d.department_id, \(importID), d.department_id, d.ward, d.admitted_at,
        d.discharged_at, d.hour_known, d.way_of_leaving, d.diagnosis_code, d.diagnosis_name, d.diagnoses, d.operations,
        d.attending_staff_id, d.resident_staff_id, d.nurse_staff_id, d.fingerprint, d.import_id
      from discharges.discharge d
      where d.tenant_id = \(tenant) and d.discharge_id = any (array(\(Self.changed)))
    """
  }

  private var changedDischarges: SQL {
    """
    update discharges.discharge d set (department_id, ward, admitted_at, discharged_at, hour_known, way_of_leaving,
        diagnosis_code, diagnosis_name, diagnoses, operations, attending_staff_id, resident_staff_id, nurse_staff_id) =
        (select \(Self.resolved)
          from incoming i
          \(joins)
          where i.discharge_id = d.discharge_id),
        fingerprint = changed.fingerprint, import_id = \(importID)
      from incoming changed
      where d.tenant_id = \(tenant) and d.discharge_id = any (array(\(Self.changed)))
        and changed.discharge_id = d.discharge_id
    """
  }

  /// Whoever may read the stay now may read what became of it.
  private var movedHistory: SQL {
    """
    update discharges.discharge_history h set department_id = d.department_id
      from discharges.discharge d
      where h.tenant_id = \(tenant) and h.discharge_id = any (array(\(Self.changed)))
        and d.tenant_id = h.tenant_id and d.discharge_id = h.discharge_id and h.department_id <> d.department_id
    """
  }

  /// The patient `p` of a temporary row `i`. A look-up by key for each row, which the planner may not turn into reading the whole table: what
  /// a chunk costs must not grow with the hospital.
  private var patientOfNumber: SQL {
    """
    cross join lateral (
      select * from discharges.patient p where p.tenant_id = \(tenant) and p.record_number = i.record_number offset 0) as p
    """
  }

  private static let changed: SQL = "select discharge_id from incoming where not is_new"

  /// The patient `p` of a temporary number `i`.
  private static let personOfContact: SQL =
    "join (select distinct record_number, patient_id from incoming) as p on p.record_number = i.record_number"

  /// A stay's columns from the temporary row `i` and what its names stand for.
  private static let resolved: SQL = """
    department.department_id, i.ward, i.admitted_at, i.discharged_at, i.hour_known, i.way_of_leaving, i.diagnosis_code,
    i.diagnosis_name, i.diagnoses::jsonb, i.operations::jsonb, attending.staff_id, resident.staff_id, nurse.staff_id
    """

  private var joins: SQL {
    """
    join directory.department department on department.tenant_id = \(tenant) and department.name = left(i.department, 60)
    left join directory.staff_met attending on attending.tenant_id = \(tenant)
      and attending.department_id = department.department_id and attending.name = left(i.attending, 60)
    left join directory.staff_met resident on resident.tenant_id = \(tenant)
      and resident.department_id = department.department_id and resident.name = left(i.resident, 60)
    left join directory.staff_met nurse on nurse.tenant_id = \(tenant)
      and nurse.department_id = department.department_id and nurse.name = left(i.nurse, 60)
    """
  }
}
