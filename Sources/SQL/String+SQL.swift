extension String: SQLEncodable, SQLDecodable {
  /// text; a cast in the statement makes it anything else (`\(status)::task_status`, `\(document)::jsonb`).
  public static var sqlType: UInt32 { SQLType.text }

  /// UTF-8, as every connection's client_encoding is.
  public func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }

  /// Reads text, varchar, char, name, json, jsonb (behind its version byte), bare literals and the labels of enums.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    switch oid {
    case SQLType.text, SQLType.varchar, SQLType.bpchar, SQLType.name, SQLType.json, SQLType.unknown,
      SQLType.firstUserDefined...:
      self = try decodeText(sqlBytes)
    case SQLType.jsonb:
      guard !sqlBytes.isEmpty, sqlBytes[0] == 1 else { throw SQLDecodingError(.malformed, type: Self.self) }
      self = try decodeText(sqlBytes.extracting(1...))
    default:
      throw SQLDecodingError(.wrongType(oid: oid), type: Self.self)
    }
  }
  /// An empty text.
  public static var sqlBlank: String { "" }
}

private func decodeText(_ bytes: Span<UInt8>) throws(SQLDecodingError) -> String {
  guard let text = try? UTF8Span(validating: bytes) else { throw SQLDecodingError(.malformed, type: String.self) }
  return String(copying: text)
}
