/// A call's `id`, kept as it was written: a number beyond 64 bits, `1.0` or an escaped string comes back byte for byte.
public struct RequestID: Sendable, Hashable {
  /// The JSON of the id.
  public let bytes: [UInt8]

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// The id of an answer to something whose id couldn't be read (JSON-RPC 2.0 §5).
  public static let null = RequestID(bytes: Array("null".utf8))

  /// Strings, numbers and null are ids; nil for the rest (JSON-RPC 2.0 §4).
  init?(_ value: JSONValue) {
    switch value.kind {
    case .string, .number, .null: bytes = Array(value.rawBytes)
    case .object, .array, .boolean: return nil
    }
  }
}
