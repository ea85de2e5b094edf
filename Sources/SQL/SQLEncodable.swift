/// A value that can be bound: it knows its PostgreSQL type and its binary wire format.
///
/// A `RawRepresentable` type (an enum of strings, a typed id) gets everything from its raw value by conforming.
public protocol SQLEncodable {
  /// The object id of the type that the server is told.
  static var sqlType: UInt32 { get }
  /// Whether the value is NULL; `encode(into:)` is not called then.
  var isSQLNull: Bool { get }
  /// Appends the binary representation, without a length.
  func encode(into bytes: inout [UInt8])
}

extension SQLEncodable {
  /// Only optionals can be NULL.
  public var isSQLNull: Bool { false }
}

extension SQLEncodable where Self: RawRepresentable, RawValue: SQLEncodable {
  /// The raw value's type.
  public static var sqlType: UInt32 { RawValue.sqlType }
  /// Encodes the raw value.
  public func encode(into bytes: inout [UInt8]) { rawValue.encode(into: &bytes) }
}

extension Optional: SQLEncodable where Wrapped: SQLEncodable {
  /// The wrapped type's.
  public static var sqlType: UInt32 { Wrapped.sqlType }
  /// Whether there is nothing, or something that is NULL itself.
  public var isSQLNull: Bool { self?.isSQLNull ?? true }
  /// Encodes the wrapped value.
  public func encode(into bytes: inout [UInt8]) { self?.encode(into: &bytes) }
}

extension Array where Element == UInt8 {
  /// Appends an integer in network byte order.
  package mutating func append<Number: FixedWidthInteger>(bigEndian number: Number) {
    var shift = Number.bitWidth
    while shift > 0 {
      shift -= 8
      append(UInt8(truncatingIfNeeded: number >> Number(truncatingIfNeeded: shift)))
    }
  }
}
