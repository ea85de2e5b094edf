/// A value that can be read from a column in binary format.
public protocol SQLDecodable {
  /// Reads the bytes of a value that is not NULL.
  ///
  /// - Parameter oid: the column's type, by which the width or a header is known.
  init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError)
  /// What NULL is read as; throws unless the type is an optional.
  static func sqlNull() throws(SQLDecodingError) -> Self
  /// Stands for a value while a ``RowShape`` is declared, when there is no row yet. It is never shown to anybody.
  static var sqlBlank: Self { get }
}

extension SQLDecodable {
  /// NULL is an error for everything but optionals.
  public static func sqlNull() throws(SQLDecodingError) -> Self {
    throw SQLDecodingError(.unexpectedNull, type: Self.self)
  }
}

extension SQLDecodable where Self: RawRepresentable, RawValue: SQLDecodable {
  /// Reads the raw value; one that the type doesn't know is an error.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    let raw = try RawValue(sqlBytes: sqlBytes, oid: oid)
    guard let value = Self(rawValue: raw) else { throw SQLDecodingError(.unknownValue, type: Self.self) }
    self = value
  }
}

extension SQLDecodable where Self: RawRepresentable & CaseIterable {
  /// The first case.
  public static var sqlBlank: Self { allCases[allCases.startIndex] }
}

extension Optional: SQLDecodable where Wrapped: SQLDecodable {
  /// Reads the wrapped value.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    self = .some(try Wrapped(sqlBytes: sqlBytes, oid: oid))
  }
  /// NULL is nothing.
  public static func sqlNull() throws(SQLDecodingError) -> Wrapped? { .none }
  /// The wrapped type's blank rather than nothing: what is read behind a value that is there is declared as well.
  public static var sqlBlank: Wrapped? { .some(Wrapped.sqlBlank) }
}

/// Why a column couldn't be read as the type asked for: a mistake in the program or a schema of another version.
/// It never holds the value.
public struct SQLDecodingError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reason.
  public enum Reason: Sendable, Hashable {
    /// The column is NULL and the type is no optional.
    case unexpectedNull
    /// The column's type, given by its object id, can't be read as this one.
    case wrongType(oid: UInt32)
    /// The bytes don't have the format of the column's type.
    case malformed
    /// The number or date doesn't fit.
    case outOfRange
    /// An enum or a typed value doesn't know this raw value.
    case unknownValue
    /// The row has another number of columns than values were asked for.
    case columnCount(found: Int)
    /// There is no row although one was asked for, or more than one.
    case rowCount(found: Int)
  }

  /// The reason.
  public var reason: Reason
  /// The name of the Swift type asked for.
  public var type: String
  /// The index of the column, if it is known.
  public var column: Int?

  /// An error for a type of which the column is not known yet.
  public init(_ reason: Reason, type: Any.Type, column: Int? = nil) {
    self.reason = reason
    self.type = String(describing: type)
    self.column = column
  }

  /// Reason, type and column.
  public var description: String {
    "SQLDecodingError: \(reason) reading \(type)" + (column.map { " from column \($0)" } ?? "")
  }
}

extension Span where Element == UInt8 {
  /// Reads an integer in network byte order that takes all the bytes, or nil if their number is another.
  package func bigEndian<Number: FixedWidthInteger>(as type: Number.Type) -> Number? {
    guard count == Number.bitWidth / 8 else { return nil }
    var number: Number = 0
    for index in indices { number = number << 8 | Number(truncatingIfNeeded: self[index]) }
    return number
  }
}
