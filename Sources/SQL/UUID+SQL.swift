public import FoundationEssentials

extension UUID: SQLEncodable, SQLDecodable {
  /// uuid
  public static var sqlType: UInt32 { SQLType.uuid }

  /// Sixteen bytes.
  public func encode(into bytes: inout [UInt8]) {
    unsafe withUnsafeBytes(of: uuid) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Reads sixteen bytes.
  public init(sqlBytes: Span<UInt8>, oid: UInt32) throws(SQLDecodingError) {
    guard oid == SQLType.uuid else { throw SQLDecodingError(.wrongType(oid: oid), type: Self.self) }
    guard sqlBytes.count == 16 else { throw SQLDecodingError(.malformed, type: Self.self) }
    self.init(
      uuid: (
        sqlBytes[0], sqlBytes[1], sqlBytes[2], sqlBytes[3], sqlBytes[4], sqlBytes[5], sqlBytes[6], sqlBytes[7],
        sqlBytes[8], sqlBytes[9], sqlBytes[10], sqlBytes[11], sqlBytes[12], sqlBytes[13], sqlBytes[14], sqlBytes[15]
      ))
  }
  /// All bits zero.
  public static var sqlBlank: UUID { UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)) }
}
