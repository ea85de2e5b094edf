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
  static func stays(tenant: UUID, discharge: UUID) -> Selection<HistoryState> {
    stay.select(
      from: """
        (
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
        """)
  }

  private static let stay = RowShape { row in
    HistoryState(
      changedAt: try row["s.changed_at"],
      importID: try row["s.import_id"],
      fileName: try row["coalesce(i.file_name, '')"],
      values: [
        Value("department", try row["department.name"]),
        Value("ward", try row["s.ward"]),
        Value("admittedAt", try row["to_char(s.admitted_at, 'YYYY-MM-DD HH24:MI')"]),
        Value("dischargedAt", try row["to_char(s.discharged_at, 'YYYY-MM-DD HH24:MI')"]),
        Value("wayOfLeaving", try row["s.way_of_leaving::text"]),
        Value("diagnosis", try row["nullif(concat_ws(' ', s.diagnosis_code, s.diagnosis_name), '')"]),
        Value(
          "otherDiagnoses",
          try row[
            "(select string_agg(concat_ws(' ', v->>'code', v->>'name'), '; ') from jsonb_array_elements(s.diagnoses) as v)"
          ]),
        Value(
          "operations",
          try row[
            """
            (select string_agg(concat_ws(' ', v->>'code', v->>'name', v->>'date'), '; ')
              from jsonb_array_elements(s.operations) as v)
            """]),
        Value("attending", try row["attending.name"]),
        Value("resident", try row["resident.name"]),
        Value("nurse", try row["nurse.name"]),
      ])
  }

  /// The states of a discharge's patient, likewise.
  static func patients(tenant: UUID, discharge: UUID) -> PersonalSelection<HistoryState> {
    patient.select(
      with: """
        known as (
          select p.*, \(PatientName.alias) as person_alias from discharges.discharge d
            join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = d.patient_id
            where d.tenant_id = \(tenant) and d.discharge_id = \(discharge))
        """,
      from: """
        known join (
          select h.patient_id, h.changed_at, h.import_id, h.name, h.sex, h.birth_date, h.identity_number, h.address, h.deceased
            from discharges.patient_history h where h.tenant_id = \(tenant) and h.patient_id in (select patient_id from known)
          union all
          select patient_id, null, null, name, sex, birth_date, identity_number, address, deceased from known) as s
          on s.patient_id = known.patient_id
        left join discharges.import i on i.tenant_id = \(tenant) and i.import_id = s.import_id
        order by s.changed_at nulls last
        """)
  }

  /// Sealed values are opened to be compared, and shown masked.
  private static let patient = PersonalShape(of: "known.subject_id") { row in
    let alias: String? = try row.masked("known.person_alias", .patientAlias)
    return HistoryState(
      changedAt: try row["s.changed_at"],
      importID: try row["s.import_id"],
      fileName: try row["coalesce(i.file_name, '')"],
      values: [
        // That the name behind an alias has changed may be known, but not even its outline is shown.
        try Value("patientName", sealed: row["s.name"], .patientName, in: row, shown: alias),
        Value("sex", try row["s.sex::text"]),
        Value("birthDate", try row["s.birth_date::text"]),
        try Value("identityNumber", sealed: row["s.identity_number"], .patientIdentityNumber, in: row),
        try Value("address", sealed: row["s.address"], .patientAddress, in: row),
        Value("deceased", try row["s.deceased::text"]),
      ])
  }
}

extension HistoryState.Value {
  fileprivate init(
    _ field: String, sealed: SealedText?, _ column: SealedColumn, in row: PersonalColumns, shown: String? = nil
  ) throws {
    guard let sealed else {
      self.init(field, nil)
      return
    }
    self.init(field, try row.open(sealed, column), shown: try shown ?? row.masked(sealed, column))
  }
}
