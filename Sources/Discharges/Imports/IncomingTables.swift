import Operations
import SQL

/// The temporary tables that a chunk is streamed into: COPY refuses tables under row security, and a set-based merge is faster anyway.
enum IncomingTables {
  static let creation: [SQL] = [
    """
    create temporary table incoming (
      is_new boolean, discharge_id uuid, patient_id uuid, record_number text, stay_number integer, name bytea,
      name_index bytea, sex smallint, birth_date date, identity_number bytea, identity_index bytea, address bytea,
      department text, ward text, admitted_at timestamp, discharged_at timestamp, hour_known boolean, way_of_leaving smallint,
      diagnosis_code text, diagnosis_name text, diagnoses text, operations text, attending text,
      resident text, nurse text, fingerprint bytea) on commit drop
    """,
    """
    create temporary table incoming_contact (
      record_number text, source text, relation text, name bytea, phone bytea, phone_index bytea,
      last_four_index bytea, usable boolean) on commit drop
    """,
  ]

  static let copyRows: SQL = "copy incoming from stdin (format binary)"
  static let copyContacts: SQL = "copy incoming_contact from stdin (format binary)"

  /// Of what is joined by; sealed values are long and say nothing.
  static let statistics: SQL =
    "analyze incoming (is_new, discharge_id, patient_id, record_number, stay_number, department), incoming_contact (record_number, source)"

  /// Before the chunk's transaction goes on, so that a next one in the same session can make them anew.
  static func drop(_ transaction: borrowing JobTransaction) async throws {
    try await transaction.rows("drop table incoming, incoming_contact")
  }
}
