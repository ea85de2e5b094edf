public import FoundationEssentials

extension Bool: SQLArrayElement {
  /// boolean[]
  public static var sqlArrayType: UInt32 { SQLType.boolArray }
}

extension Int: SQLArrayElement {
  /// bigint[]
  public static var sqlArrayType: UInt32 { SQLType.int8Array }
}

extension Int32: SQLArrayElement {
  /// integer[]
  public static var sqlArrayType: UInt32 { SQLType.int4Array }
}

extension Int16: SQLArrayElement {
  /// smallint[]
  public static var sqlArrayType: UInt32 { SQLType.int2Array }
}

extension Double: SQLArrayElement {
  /// double precision[]
  public static var sqlArrayType: UInt32 { SQLType.float8Array }
}

extension String: SQLArrayElement {
  /// text[]
  public static var sqlArrayType: UInt32 { SQLType.textArray }
}

extension UUID: SQLArrayElement {
  /// uuid[]
  public static var sqlArrayType: UInt32 { SQLType.uuidArray }
}

extension Date: SQLArrayElement {
  /// timestamp with time zone[]
  public static var sqlArrayType: UInt32 { SQLType.timestamptzArray }
}

extension CalendarDay: SQLArrayElement {
  /// date[]
  public static var sqlArrayType: UInt32 { SQLType.dateArray }
}

extension Optional: SQLArrayElement where Wrapped: SQLArrayElement & SQLEncodable & SQLDecodable {
  /// The wrapped type's array, which may hold NULLs.
  public static var sqlArrayType: UInt32 { Wrapped.sqlArrayType }
}

extension SQLArrayElement where Self: RawRepresentable, RawValue: SQLArrayElement {
  /// The raw value's array type.
  public static var sqlArrayType: UInt32 { RawValue.sqlArrayType }
}

/// An array of bytes is bytea, not an array of numbers.
extension UInt8: SQLArrayElement {
  /// bytea
  public static var sqlArrayType: UInt32 { SQLType.bytea }

  /// The bytes as they are.
  public static func encodeArray(_ elements: [UInt8], into bytes: inout [UInt8]) { bytes.append(contentsOf: elements) }

  /// The bytes as they are.
  public static func decodeArray(_ bytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) -> [UInt8] {
    guard oid == SQLType.bytea else { throw SQLDecodingError(.wrongType(oid: oid), type: [UInt8].self) }
    return unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}

/// Several byte strings are bytea[].
extension Array: SQLArrayElement where Element == UInt8 {
  /// bytea[]
  public static var sqlArrayType: UInt32 { SQLType.byteaArray }
}
