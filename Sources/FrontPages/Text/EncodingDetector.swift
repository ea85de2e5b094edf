/// Finds a file's encoding: the byte order mark if there is one, else strict UTF-8, else GB 18030.
///
/// A file may be wrong UTF-8 only in its last line, so every byte has to be seen before the first row is read: push all
/// parts, then ask. ``isDecided`` tells when the rest needn't be looked at.
public struct EncodingDetector: Sendable {
  private var head: [UInt8] = []
  private var validator = UTF8Validator()
  private var isStrictUTF8 = true

  /// A detector that has seen nothing.
  public init() {}

  /// Looks at the next bytes, in chunks of any size.
  public mutating func push(_ chunk: [UInt8]) {
    if head.count < 3 { head.append(contentsOf: chunk.prefix(3 - head.count)) }
    guard !isDecided else { return }
    isStrictUTF8 = validator.push(chunk)
  }

  /// Whether further bytes can't change the answer.
  public var isDecided: Bool { mark != nil || !isStrictUTF8 }

  /// The encoding, all bytes seen.
  public var encoding: FileEncoding {
    mark ?? (isStrictUTF8 && validator.isComplete ? .utf8 : .gb18030)
  }

  private var mark: FileEncoding? { ByteOrderMark.encoding(of: head) }
}

/// The marks that begin a Unicode file.
enum ByteOrderMark {
  static let utf8: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The encoding that the first bytes declare; nil without a mark. GB 18030's own mark is known too.
  static func encoding(of head: some Collection<UInt8>) -> FileEncoding? {
    if head.starts(with: utf8) { return .utf8 }
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LittleEndian }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BigEndian }
    return nil
  }
}

/// Strict UTF-8 (RFC 3629) checked across chunk borders: no overlong forms, no surrogates, nothing over U+10FFFF.
struct UTF8Validator: Sendable {
  private var expected = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  /// Whether no character is left unfinished.
  var isComplete: Bool { expected == 0 }

  /// Whether the bytes continue valid UTF-8.
  mutating func push(_ chunk: [UInt8]) -> Bool {
    for byte in chunk {
      if expected == 0, byte < 0x80 { continue }
      guard expected == 0 ? begin(byte) : (byte >= lowest && byte <= highest) else { return false }
      if byte < 0xC0 {
        expected -= 1
        (lowest, highest) = (0x80, 0xBF)
      }
    }
    return true
  }

  private mutating func begin(_ byte: UInt8) -> Bool {
    switch byte {
    case 0xC2...0xDF: expected = 1
    case 0xE0...0xEF: expected = 2
    case 0xF0...0xF4: expected = 3
    default: return false
    }
    lowest = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80
    highest = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF
    return true
  }
}
