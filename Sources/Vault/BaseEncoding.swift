/// Bytes as text by RFC 4648, decoded strictly: one text for each byte string, so that nothing signed or stored has a
/// second spelling. No white space, no missing or stray padding, no bits left over.
struct BaseEncoding: Sendable {
  static let base64 = BaseEncoding(bits: 6, alphabet: letters + "+/")
  static let base64Padded = BaseEncoding(bits: 6, alphabet: letters + "+/", block: 4)
  static let base64URL = BaseEncoding(bits: 6, alphabet: letters + "-_")
  static let base32 = BaseEncoding(bits: 5, alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")

  private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

  private let bits: Int
  private let symbols: [UInt8]
  private let values: [UInt8]
  /// With padding, the length is a multiple of this.
  private let block: Int?

  private init(bits: Int, alphabet: String, block: Int? = nil) {
    self.bits = bits
    self.block = block
    symbols = Array(alphabet.utf8)
    var values = [UInt8](repeating: 0xFF, count: 256)
    for (value, symbol) in symbols.enumerated() { values[Int(symbol)] = UInt8(value) }
    self.values = values
  }

  func encode(_ bytes: [UInt8]) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count * 8 / bits + 4)
    var buffer: UInt32 = 0
    var held = 0
    for byte in bytes {
      buffer = buffer << 8 | UInt32(byte)
      held += 8
      while held >= bits {
        held -= bits
        text.append(symbols[Int(buffer >> held) & (symbols.count - 1)])
      }
    }
    if held > 0 { text.append(symbols[Int(buffer << (bits - held)) & (symbols.count - 1)]) }
    if let block { while text.count % block != 0 { text.append(UInt8(ascii: "=")) } }
    return text
  }

  func text(_ bytes: [UInt8]) -> String {
    String(decoding: encode(bytes), as: UTF8.self)
  }

  /// The bytes, or nil when the text is not what ``encode(_:)`` makes of any.
  func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
    guard let text = withoutPadding(Array(text)) else { return nil }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count * bits / 8)
    var buffer: UInt32 = 0
    var held = 0
    for symbol in text {
      let value = values[Int(symbol)]
      guard value != 0xFF else { return nil }
      buffer = buffer << bits | UInt32(value)
      held += bits
      if held >= 8 {
        held -= 8
        bytes.append(UInt8(truncatingIfNeeded: buffer >> held))
      }
    }
    let leftOver = buffer & (1 << held - 1)
    return held < bits && leftOver == 0 ? bytes : nil
  }

  private func withoutPadding(_ text: [UInt8]) -> ArraySlice<UInt8>? {
    guard let block else { return text[...] }
    guard text.count % block == 0 else { return nil }
    let padding = text.reversed().prefix { $0 == UInt8(ascii: "=") }.count
    // The padding must be what the length asks for: the rest is checked as an unpadded text.
    return padding < block - 1 ? text.dropLast(padding) : nil
  }
}

/// Base64 with the alphabet for URLs and without padding (RFC 4648, section 5).
public enum Base64URL {
  /// The text of some bytes: 4 characters for 3 bytes, rounded up.
  public static func encode(_ bytes: [UInt8]) -> String { BaseEncoding.base64URL.text(bytes) }

  /// The bytes of a text, or nil when it is not exactly what ``encode(_:)`` gives.
  public static func decode(_ text: String) -> [UInt8]? { BaseEncoding.base64URL.decode(text.utf8) }
}
