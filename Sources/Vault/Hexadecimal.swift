/// Bytes as lower-case hexadecimal digits.
public enum Hexadecimal {
  private static let digits = Array("0123456789abcdef".utf8)

  /// Two digits a byte.
  public static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }

  /// The bytes; nil when the text is no whole number of pairs of digits.
  public static func bytes(_ text: String) -> [UInt8]? {
    let values = text.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) }
    guard values.count.isMultiple(of: 2), !values.contains(nil) else { return nil }
    let known = values.compactMap { $0 }
    return stride(from: 0, to: known.count, by: 2).map { known[$0] << 4 | known[$0 + 1] }
  }
}
