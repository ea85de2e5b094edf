import FoundationEssentials
public import JSONRPC

/// Bytes of a file. The service's own calls hand them over as they are; JSON has them in Base64.
public struct FileBytes: Codable, Sendable, Hashable, JSONSchemaProviding {
  /// The bytes.
  public let bytes: [UInt8]

  /// Takes bytes.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Decodes Base64.
  public init(from decoder: any Decoder) throws {
    guard let data = Data(base64Encoded: try decoder.singleValueContainer().decode(String.self)) else {
      throw Violation(
        rule: "base64", message: LocalizedText(chinese: "数据须为 Base64", english: "must be Base64"))
    }
    bytes = Array(data)
  }

  /// Writes Base64.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Data(bytes).base64EncodedString())
  }

  /// A string.
  public static var jsonSchema: JSONSchema { .string(description: "Base64", examples: ["QkFI"]) }
}
