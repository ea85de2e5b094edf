import FoundationEssentials
import Operations
import SQL
import Vault

/// How a stay or a patient stood until an import changed it, or stands now.
struct HistoryState {
  /// A value: what it is compared by, and how it is shown.
  struct Value {
    let field: String
    let text: String?
    let shown: String?

    init(_ field: String, _ text: String?, shown: String? = nil) {
      self.field = field
      self.text = text
      self.shown = shown ?? text
    }
  }

  /// When it ended; nil when it stands so now.
  let changedAt: Date?
  let importID: UUID?
  let fileName: String
  let values: [Value]

  /// A stay's states, oldest first, the present one last; none when there is no such discharge in the caller's scope.
  static func stays(tenant: UUID, discharge: UUID) -> SQL {
    """
    select s.changed_at, s.import_id, coalesce(i.file_name, ''), department.name, s.ward,
        to_char(s.admitted_at, 'YYYY-MM-DD HH24:MI'), to_char(s.discharged_at, 'YYYY-MM-DD HH24:MI'), s.way_of_leaving::text,
        nullif(concat_ws(' ', s.diagnosis_code, s.diagnosis_name), ''),
        (select string_agg(concat_ws(' ', v->>'code', v->>'name'), '; ') from jsonb_array_elements(s.diagnoses) as v),
        (select string_agg(concat_ws(' ', v->>'code', v->>'name', v->>'date'), '; ') from jsonb_array_elements(s.operations) as v),
        attending.name, resident.name, nurse.name
      from (
        select h.changed_at, h.import_id, h.former_department as department_id, h.ward, h.admitted_at, h.discharged_at,
            h.way_of_leaving, h.diagnosis_code, h.diagnosis_name, h.diagnoses, h.operations, h.attending_staff_id,
            h.resident_staff_id, h.nurse_staff_id
          from discharges.discharge_history h where h.tenant_id = \(tenant) and h.discharge_id = \(discharge)
        union all
        select null, null, d.department_id, d.ward, d.admitted_at, d.discharged_at, d.way_of_leaving, d.diagnosis_code,
            d.diagnosis_name, d.diagnoses, d.operations, d.attending_staff_id, d.resident_staff_id, d.nurse_staff_id
          from discharges.discharge d where d.tenant_id = \(tenant) and d.discharge_id = \(discharge)) as s
      left join discharges.import i on i.tenant_id = \(tenant) and i.import_id = s.import_id
      join directory.department department on department.tenant_id = \(tenant) and department.department_id = s.department_id
      left join directory.staff attending on attending.tenant_id = \(tenant) and attending.staff_id = s.attending_staff_id
      left join directory.staff resident on resident.tenant_id = \(tenant) and resident.staff_id = s.resident_staff_id
      left join directory.staff nurse on nurse.tenant_id = \(tenant) and nurse.staff_id = s.nurse_staff_id
      order by s.changed_at nulls last
    """
  }

  /// A row of ``stays(tenant:discharge:)``.
  init(stay row: Row) throws {
    var reader = RowReader(row)
    changedAt = try reader.next(Date?.self)
    importID = try reader.next(UUID?.self)
    fileName = try reader.next()
    values = try [
      "department", "ward", "admittedAt", "dischargedAt", "wayOfLeaving", "diagnosis", "otherDiagnoses", "operations",
      "attending", "resident", "nurse",
    ].map { Value($0, try reader.next(String?.self)) }
  }

  /// The states of a discharge's patient, likewise.
  static func patients(tenant: UUID, discharge: UUID) -> SQL {
    """
    with known as (
      select p.*, \(PatientName.alias) as person_alias from discharges.discharge d
        join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = d.patient_id
        where d.tenant_id = \(tenant) and d.discharge_id = \(discharge))
    select s.changed_at, s.import_id, coalesce(i.file_name, ''), known.subject_id, known.person_alias, s.name, s.sex::text, s.birth_date::text,
        s.identity_number, s.address, s.deceased::text
      from known join (
        select h.patient_id, h.changed_at, h.import_id, h.name, h.sex, h.birth_date, h.identity_number, h.address, h.deceased
          from discharges.patient_history h where h.tenant_id = \(tenant) and h.patient_id in (select patient_id from known)
        union all
        select patient_id, null, null, name, sex, birth_date, identity_number, address, deceased from known) as s
        on s.patient_id = known.patient_id
      left join discharges.import i on i.tenant_id = \(tenant) and i.import_id = s.import_id
      order by s.changed_at nulls last
    """
  }

  /// A row of ``patients(tenant:discharge:)``; sealed values are opened to be compared, and shown masked.
  init(patient row: Row, _ disclosure: Disclosure) throws {
    var reader = RowReader(row)
    changedAt = try reader.next(Date?.self)
    importID = try reader.next(UUID?.self)
    fileName = try reader.next()
    let subject = try reader.next(UUID.self)
    let alias = try reader.next([UInt8]?.self).map {
      try disclosure.masked(SealedText(bytes: $0), .patientAlias, of: subject)
    }
    func sealed(_ field: String, _ column: SealedColumn, _ bytes: [UInt8]?) throws -> Value {
      guard let bytes else { return Value(field, nil) }
      let text = SealedText(bytes: bytes)
      // That the name behind an alias has changed may be known, but not even its outline is shown.
      let shown = column == .patientName ? alias : nil
      return Value(
        field, try disclosure.open(text, column, of: subject),
        shown: try shown ?? disclosure.masked(text, column, of: subject))
    }
    values = [
      try sealed("patientName", .patientName, reader.next([UInt8].self)), Value("sex", try reader.next()),
      Value("birthDate", try reader.next(String?.self)),
      try sealed("identityNumber", .patientIdentityNumber, reader.next([UInt8]?.self)),
      try sealed("address", .patientAddress, reader.next([UInt8]?.self)), Value("deceased", try reader.next()),
    ]
  }
}
