public import JSONRPC
public import Operations
public import SQL
import Vault

/// What a patient is called in lists and details: the alias where there is one, else the name. The name behind an alias is shown by
/// `patient.reveal` alone.
public struct PatientName {
  private let alias: SealedText?
  private let name: SealedText

  /// Reads the columns that the name is made of, both sealed; the patient's table is named `p`. The alias is looked for once a row.
  public init(_ row: inout PersonalColumns) throws {
    alias = try row["\(Self.alias) as alias"]
    name = try row["p.name"]
  }

  /// The name masked; an alias as it is.
  public static func masked(_ row: inout PersonalColumns) throws -> String {
    try PatientName(&row).masked(in: row)
  }

  /// The name masked; an alias as it is.
  public func masked(in row: PersonalColumns) throws(Failure) -> String {
    try row.masked(alias ?? name, alias == nil ? .patientName : .patientAlias)
  }

  /// The name in plain text.
  public func plain(in row: PersonalColumns) throws(Failure) -> String {
    try row.open(alias ?? name, alias == nil ? .patientName : .patientAlias)
  }

  /// The alias of the person of the row `p`: of several record numbers that are one person, one alias hides all names.
  public static let alias: SQL = """
    coalesce(p.alias, case when p.shares_person then discharges.alias_of_person(p.person_id) end)
    """
}
