/// What the elements of an array may be. Types with `SQLEncodable` and `SQLDecodable` need to name the array's type
/// only.
public protocol SQLArrayElement {
  /// The object id of the array type.
  static var sqlArrayType: UInt32 { get }
  /// Appends the binary representation of the whole array.
  static func encodeArray(_ elements: [Self], into bytes: inout [UInt8])
  /// Reads a whole array.
  static func decodeArray(_ bytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) -> [Self]
}

extension Array: SQLEncodable where Element: SQLArrayElement {
  /// The array type of the elements; bytea for bytes.
  public static var sqlType: UInt32 { Element.sqlArrayType }
  /// Appends a one-dimensional array, or plain bytes.
  public func encode(into bytes: inout [UInt8]) { Element.encodeArray(self, into: &bytes) }
}

extension Array: SQLDecodable where Element: SQLArrayElement {
  /// Reads a one-dimensional array, or plain bytes.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    self = try Element.decodeArray(sqlBytes, oid: oid)
  }

  /// No elements.
  public static var sqlBlank: [Element] { [] }
}

extension SQLArrayElement where Self: SQLEncodable & SQLDecodable {
  /// Appends the header (dimensions, NULLs, element type, length, lower bound), then each element behind its length.
  public static func encodeArray(_ elements: [Self], into bytes: inout [UInt8]) {
    bytes.append(bigEndian: Int32(elements.isEmpty ? 0 : 1))
    bytes.append(bigEndian: Int32(elements.contains { $0.isSQLNull } ? 1 : 0))
    bytes.append(bigEndian: sqlType)
    guard !elements.isEmpty else { return }
    bytes.append(bigEndian: Int32(truncatingIfNeeded: elements.count))
    bytes.append(bigEndian: Int32(1))
    for element in elements { bytes.appendField(element) }
  }

  /// Reads the header and each element; arrays of more than one dimension are refused.
  public static func decodeArray(_ bytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) -> [Self] {
    var position = 0
    let dimensions = try takeInteger(bytes, at: &position)
    _ = try takeInteger(bytes, at: &position)
    let elementType = UInt32(truncatingIfNeeded: try takeInteger(bytes, at: &position))
    if dimensions == 0 { return [] }
    guard dimensions == 1 else { throw SQLDecodingError(.wrongType(oid: oid), type: [Self].self) }
    let count = try takeInteger(bytes, at: &position)
    _ = try takeInteger(bytes, at: &position)
    guard count >= 0, count <= bytes.count / 4 else { throw SQLDecodingError(.malformed, type: [Self].self) }
    var elements: [Self] = []
    elements.reserveCapacity(count)
    for _ in 0..<count {
      let length = try takeInteger(bytes, at: &position)
      if length < 0 {
        elements.append(try sqlNull())
      } else {
        let range = try takeRange(length, of: bytes, at: &position)
        elements.append(try Self(sqlBytes: bytes.extracting(range), oid: elementType))
      }
    }
    return elements
  }
}

extension Array where Element == UInt8 {
  /// Appends a value behind its length in four bytes, −1 for NULL, as arrays and COPY have it.
  package mutating func appendField<Value: SQLEncodable>(_ value: Value) {
    guard !value.isSQLNull else { return append(bigEndian: Int32(-1)) }
    let start = count
    append(bigEndian: Int32(0))
    value.encode(into: &self)
    let length = UInt32(truncatingIfNeeded: count - start - 4)
    for index in 0..<4 { self[start + index] = UInt8(truncatingIfNeeded: length >> UInt32(24 - 8 * index)) }
  }
}

/// Takes the four-byte integer at a position and moves past it; never reads past the end.
private func takeInteger(_ bytes: Span<UInt8>, at position: inout Int) throws(SQLDecodingError) -> Int {
  let range = try takeRange(4, of: bytes, at: &position)
  return Int(bytes.extracting(range).bigEndian(as: Int32.self) ?? 0)
}

/// Takes so many bytes at a position and moves past them.
private func takeRange(
  _ length: Int, of bytes: Span<UInt8>, at position: inout Int
) throws(SQLDecodingError) -> Range<Int> {
  guard length <= bytes.count - position else { throw SQLDecodingError(.malformed, type: [Any].self) }
  defer { position += length }
  return position..<position + length
}
