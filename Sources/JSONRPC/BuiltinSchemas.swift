internal import FoundationEssentials

/// The schemas of types that the decoder takes without asking them.
enum BuiltinSchemas {
  static func schema(of type: Any.Type) -> JSONSchema? {
    switch ObjectIdentifier(type) {
    case ObjectIdentifier(String.self): .string()
    case ObjectIdentifier(Bool.self): .boolean()
    case ObjectIdentifier(Double.self), ObjectIdentifier(Float.self): .number()
    case ObjectIdentifier(UUID.self): .string(format: "uuid", examples: [uuid])
    case ObjectIdentifier(Date.self): .string(format: "date-time", examples: [date])
    case ObjectIdentifier(Int.self), ObjectIdentifier(Int64.self): .integer(format: "int64")
    case ObjectIdentifier(Int32.self): .integer(bounds(Int32.self))
    case ObjectIdentifier(Int16.self): .integer(bounds(Int16.self))
    case ObjectIdentifier(Int8.self): .integer(bounds(Int8.self))
    case ObjectIdentifier(UInt.self), ObjectIdentifier(UInt64.self): .integer(minimum: 0)
    case ObjectIdentifier(UInt32.self): .integer(bounds(UInt32.self))
    case ObjectIdentifier(UInt16.self): .integer(bounds(UInt16.self))
    case ObjectIdentifier(UInt8.self): .integer(bounds(UInt8.self))
    default: nil
    }
  }

  private static let uuid = "0192f3a4-7b6c-7d8e-9f01-23456789abcd"
  private static let date = "2026-01-04T08:30:00.000Z"

  private static func bounds<I: FixedWidthInteger>(_ type: I.Type) -> ClosedRange<Int> { Int(I.min)...Int(I.max) }
}

extension JSONSchema {
  fileprivate static func integer(_ bounds: ClosedRange<Int>) -> JSONSchema {
    .integer(minimum: bounds.lowerBound, maximum: bounds.upperBound)
  }

  /// The plainest value that fits.
  var sample: JSONBytes {
    if let value = allowedValues.first ?? examples.first { return value }
    if let first = alternatives.first { return first.sample }
    switch type {
    case .object: return JSONBytes(trusted: [.openingBrace, .closingBrace])
    case .array: return JSONBytes(trusted: [.openingBracket, .closingBracket])
    case .string: return JSONBytes(text: "")
    case .integer, .number: return JSONBytes(trusted: Array(String(minimum ?? 0).utf8))
    case .boolean: return JSONBytes(trusted: Array("false".utf8))
    case .null, nil: return .null
    }
  }
}
