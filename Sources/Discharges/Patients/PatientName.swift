public import FoundationEssentials
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

  /// The two columns that the name is read from, both sealed; the patient's table is named `p`. The alias is looked for once a row.
  public static let columns: SQL = "\(alias) as alias, p.name"

  /// The name from the reader's next two columns, masked; an alias as it is.
  public static func masked(_ reader: inout RowReader, _ disclosure: Disclosure, of subject: UUID) throws -> String {
    let alias = try reader.next([UInt8]?.self)
    let name = try reader.next([UInt8].self)
    return try disclosure.masked(SealedText(bytes: alias ?? name), column(alias), of: subject)
  }

  /// The name from two columns of a row, in plain text.
  public static func plain(_ row: Row, at column: Int, _ disclosure: Disclosure, of subject: UUID) throws -> String {
    let alias = try row.column(column, as: [UInt8]?.self)
    let name = try row.column(column + 1, as: [UInt8].self)
    return try disclosure.open(SealedText(bytes: alias ?? name), Self.column(alias), of: subject)
  }

  private static func column(_ alias: [UInt8]?) -> SealedColumn {
    alias == nil ? .patientName : .patientAlias
  }
}
