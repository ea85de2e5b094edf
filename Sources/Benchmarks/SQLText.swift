import FoundationEssentials
import SQL

/// Bound values as the text that psql would show.
enum SQLText {
  /// A type's name.
  static func typeName(_ oid: UInt32) throws -> String {
    guard let name = names[oid] else { throw Finding("no name for the type \(oid)") }
    return name
  }

  /// A value that isn't null.
  static func text(_ binding: Binding) throws -> String {
    let bytes = binding.bytes ?? []
    switch binding.oid {
    case SQLType.uuid: return try UUID(sqlBytes: bytes.span, oid: binding.oid).uuidString.lowercased()
    case SQLType.text: return String(decoding: bytes, as: UTF8.self)
    case SQLType.bytea: return #"\x"# + bytes.map(hexadecimal).joined()
    case SQLType.bool: return bytes == [1] ? "true" : "false"
    case SQLType.int2, SQLType.int4, SQLType.int8: return "\(try Int(sqlBytes: bytes.span, oid: binding.oid))"
    case SQLType.date: return "\(try CalendarDay(sqlBytes: bytes.span, oid: binding.oid))"
    case SQLType.timestamptz: return try Date(sqlBytes: bytes.span, oid: binding.oid).formatted(.iso8601)
    case [UUID].sqlType:
      return list(try [UUID](sqlBytes: bytes.span, oid: binding.oid).map { $0.uuidString.lowercased() })
    case [String].sqlType: return list(try [String](sqlBytes: bytes.span, oid: binding.oid))
    default: throw Finding("no text for the type \(binding.oid)")
    }
  }

  private static let names: [UInt32: String] = [
    SQLType.uuid: "uuid", SQLType.text: "text", SQLType.bytea: "bytea", SQLType.bool: "boolean",
    SQLType.int2: "smallint",
    SQLType.int4: "integer", SQLType.int8: "bigint", SQLType.date: "date", SQLType.timestamptz: "timestamptz",
    [UUID].sqlType: "uuid[]", [String].sqlType: "text[]",
  ]

  private static func list(_ elements: [String]) -> String {
    "{" + elements.map { "\"\($0)\"" }.joined(separator: ",") + "}"
  }

  private static func hexadecimal(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}
