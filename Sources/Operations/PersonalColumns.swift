public import FoundationEssentials
public import JSONRPC
public import SQL
public import Vault

/// A row of a person's data: its columns, named where they are read, and the way to open sealed ones.
///
///     init(_ row: inout PersonalColumns) throws {
///       holdId = try row["h.hold_id"]
///       note = try row.opened("h.note", .holdNote)
///     }
public struct PersonalColumns {
  /// The columns without a way to open them: what a type reads that holds nothing sealed.
  public var columns: RowColumns
  /// Whose data the row holds; nil where it is nobody's.
  let subject: UUID?
  /// Nil while the shape is declared: there is nothing to open then.
  private let disclosure: Disclosure?

  init(_ columns: RowColumns, subject: UUID?, disclosure: Disclosure?) {
    self.columns = columns
    self.subject = subject
    self.disclosure = disclosure
  }

  /// The value of a column that is not sealed, or of any SQL expression.
  public subscript<Value: SQLDecodable>(_ sql: @autoclosure () -> SQL, as type: Value.Type = Value.self) -> Value {
    mutating get throws(SQLDecodingError) { try columns[sql(), as: type] }
  }

  /// The plain text of a sealed column.
  public mutating func opened(_ sql: @autoclosure () -> SQL, _ column: SealedColumn) throws -> String {
    try open(columns[sql(), as: SealedText.self], column)
  }

  /// The plain text of a sealed column that may be empty.
  public mutating func opened(_ sql: @autoclosure () -> SQL, _ column: SealedColumn) throws -> String? {
    try columns[sql(), as: SealedText?.self].map { try open($0, column) }
  }

  /// The text as lists and people who need no more see it: `张*丰`, `138****1234`.
  public mutating func masked(_ sql: @autoclosure () -> SQL, _ column: SealedColumn) throws -> String {
    try masked(columns[sql(), as: SealedText.self], column)
  }

  /// The masked text of a sealed column that may be empty.
  public mutating func masked(_ sql: @autoclosure () -> SQL, _ column: SealedColumn) throws -> String? {
    try columns[sql(), as: SealedText?.self].map { try masked($0, column) }
  }

  /// The bytes of a part of an imported file, or of a row of one that was not taken: nobody's data yet. Nil when they are gone.
  public mutating func openedPart(
    _ sql: @autoclosure () -> SQL, _ column: SealedColumn, row: UUID, part: Int
  ) throws -> [UInt8]? {
    let sealed = try columns[sql(), as: [UInt8]?.self]
    guard let sealed, let disclosure else { return nil }
    return try disclosure.openPart(SealedBytes(bytes: sealed), column, row: row, part: part)
  }

  /// Opens a value that was read as it is, since what it shows depends on other columns.
  public func open(_ sealed: SealedText, _ column: SealedColumn) throws(Failure) -> String {
    guard let disclosure else { return "" }
    guard let subject else { throw Failure(.internalError) }
    return try disclosure.open(sealed, column, of: subject)
  }

  /// Masks a value that was read as it is.
  public func masked(_ sealed: SealedText, _ column: SealedColumn) throws(Failure) -> String {
    guard let disclosure else { return "" }
    guard let subject else { throw Failure(.internalError) }
    return try disclosure.masked(sealed, column, of: subject)
  }

  /// What several columns make together, or nothing when the first of them is NULL: a row of an outer join that has no partner.
  public mutating func optional<Value>(_ read: (inout PersonalColumns) throws -> Value) throws -> Value? {
    try columns.optional { [subject, disclosure] columns in
      var personal = PersonalColumns(columns, subject: subject, disclosure: disclosure)
      defer { columns = personal.columns }
      return try read(&personal)
    }
  }

  /// What is the same in all rows of a join, read from the first alone.
  public mutating func once<Value>(_ read: (inout PersonalColumns) throws -> Value) throws -> Value? {
    try columns.once { [subject, disclosure] columns in
      var personal = PersonalColumns(columns, subject: subject, disclosure: disclosure)
      defer { columns = personal.columns }
      return try read(&personal)
    }
  }

  /// The elements of a JSON array that the statement assembles, as text.
  public mutating func list<Element: Decodable>(
    _ sql: @autoclosure () -> SQL, of type: Element.Type = Element.self
  ) throws -> [Element] {
    try columns.list(sql(), of: type)
  }
}

extension RowColumns {
  /// The elements of a JSON array that the statement assembles, as text.
  public mutating func list<Element: Decodable>(
    _ sql: @autoclosure () -> SQL, of type: Element.Type = Element.self
  ) throws -> [Element] {
    let json = try self[sql(), as: String.self]
    return isBlank ? [] : try JSONDocument(scanning: Array(json.utf8)).root.decode([Element].self)
  }
}

extension SealedText: SQLDecodable {
  /// Reads bytea.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    self.init(bytes: try [UInt8](sqlBytes: sqlBytes, oid: oid))
  }

  /// No bytes, which nothing opens.
  public static var sqlBlank: SealedText { SealedText(bytes: []) }
}
