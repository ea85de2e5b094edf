/// JSON that is encoded already and is spliced into an answer without being read again.
///
/// As a property it takes or gives any JSON.
public struct JSONBytes: Sendable, Hashable {
  /// The encoded value, in UTF-8.
  public let bytes: [UInt8]

  /// Takes bytes that are known to be one JSON value; they are not checked.
  public init(trusted bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// `null`: the result of a method that has nothing to say.
  public static let null = JSONBytes(trusted: Array("null".utf8))

  /// The value as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension JSONBytes: Encodable {
  /// Splices the bytes; only ``JSONOutput`` can.
  public func encode(to encoder: any Encoder) throws {
    guard let encoder = encoder as? BufferEncoder else {
      throw EncodingError.invalidValue(
        self, EncodingError.Context(codingPath: encoder.codingPath, debugDescription: "encoded JSON can't be spliced"))
    }
    encoder.splice(bytes)
  }
}

extension JSONBytes: Decodable {
  /// Takes the value's bytes as they were sent; only this module's decoder can.
  public init(from decoder: any Decoder) throws {
    let value = try JSONValue(from: decoder)
    self.init(trusted: Array(value.rawBytes))
  }
}
