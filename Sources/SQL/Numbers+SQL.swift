extension Bool: SQLEncodable, SQLDecodable {
  /// boolean
  public static var sqlType: UInt32 { SQLType.bool }
  /// One byte.
  public func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
  /// Reads one byte.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    guard oid == SQLType.bool else { throw SQLDecodingError(.wrongType(oid: oid), type: Self.self) }
    guard sqlBytes.count == 1 else { throw SQLDecodingError(.malformed, type: Self.self) }
    self = sqlBytes[0] != 0
  }
  /// False.
  public static var sqlBlank: Bool { false }
}

extension Int: SQLEncodable, SQLDecodable {
  /// bigint
  public static var sqlType: UInt32 { SQLType.int8 }
  /// Eight bytes.
  public func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: Int64(self)) }
  /// Reads bigint, integer, smallint or an object id.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    self = try decodeInteger(sqlBytes, oid: oid)
  }
  /// Zero.
  public static var sqlBlank: Int { 0 }
}

extension Int32: SQLEncodable, SQLDecodable {
  /// integer
  public static var sqlType: UInt32 { SQLType.int4 }
  /// Four bytes.
  public func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  /// Reads any integer that fits.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    self = try decodeInteger(sqlBytes, oid: oid)
  }
  /// Zero.
  public static var sqlBlank: Int32 { 0 }
}

extension Int16: SQLEncodable, SQLDecodable {
  /// smallint
  public static var sqlType: UInt32 { SQLType.int2 }
  /// Two bytes.
  public func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: self) }
  /// Reads any integer that fits.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    self = try decodeInteger(sqlBytes, oid: oid)
  }
  /// Zero.
  public static var sqlBlank: Int16 { 0 }
}

extension Double: SQLEncodable, SQLDecodable {
  /// double precision
  public static var sqlType: UInt32 { SQLType.float8 }
  /// Eight bytes, IEEE 754.
  public func encode(into bytes: inout [UInt8]) { bytes.append(bigEndian: bitPattern) }
  /// Reads double precision or real. `numeric` must be cast in the statement, as it may hold more than a Double.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    switch oid {
    case SQLType.float8:
      guard let bits = sqlBytes.bigEndian(as: UInt64.self) else {
        throw SQLDecodingError(.malformed, type: Self.self)
      }
      self.init(bitPattern: bits)
    case SQLType.float4:
      guard let bits = sqlBytes.bigEndian(as: UInt32.self) else {
        throw SQLDecodingError(.malformed, type: Self.self)
      }
      self.init(Float(bitPattern: bits))
    default:
      throw SQLDecodingError(.wrongType(oid: oid), type: Self.self)
    }
  }
  /// Zero.
  public static var sqlBlank: Double { 0 }
}

/// Reads an integer of whatever width the column has and narrows it if it fits.
private func decodeInteger<Number: FixedWidthInteger>(
  _ bytes: Span<UInt8>, oid: UInt32
) throws(SQLDecodingError) -> Number {
  let wide: Int64?
  switch oid {
  case SQLType.int8: wide = bytes.bigEndian(as: Int64.self)
  case SQLType.int4: wide = bytes.bigEndian(as: Int32.self).map { Int64($0) }
  case SQLType.int2: wide = bytes.bigEndian(as: Int16.self).map { Int64($0) }
  case SQLType.oid: wide = bytes.bigEndian(as: UInt32.self).map { Int64($0) }
  default: throw SQLDecodingError(.wrongType(oid: oid), type: Number.self)
  }
  guard let wide else { throw SQLDecodingError(.malformed, type: Number.self) }
  guard let number = Number(exactly: wide) else { throw SQLDecodingError(.outOfRange, type: Number.self) }
  return number
}
