/// Finds a file's encoding: the byte order mark if there is one, else strict UTF-8, else GB 18030.
///
/// A file that is UTF-8 but for a few bytes (an upload that was cut, a name that a field of fixed width cut within a character) is still
/// UTF-8: read as GB 18030 every name would turn into other characters, and nobody would notice. Text in GB 18030 looks like UTF-8 in
/// one character of six, so the two can't be confused.
///
/// A file may be wrong UTF-8 only in its last line, so every byte has to be seen before the first row is read: push all
/// parts, then ask. ``isDecided`` tells when the rest needn't be looked at.
public struct EncodingDetector: Sendable {
  private var head: [UInt8] = []
  private var census = UTF8Census()

  /// A detector that has seen nothing.
  public init() {}

  /// Looks at the next bytes, in chunks of any size.
  public mutating func push(_ chunk: [UInt8]) {
    if head.count < 3 { head.append(contentsOf: chunk.prefix(3 - head.count)) }
    guard !isDecided else { return }
    census.push(chunk)
  }

  /// Whether further bytes can't change the answer.
  public var isDecided: Bool { mark != nil || census.errors >= 64 && census.errors > census.characters }

  /// The encoding, all bytes seen.
  public var encoding: FileEncoding {
    let errors = census.errors + (census.isComplete ? 0 : 1)
    return mark ?? (errors == 0 || errors * 10 <= census.characters ? .utf8 : .gb18030)
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

/// Counts what is UTF-8 (RFC 3629) and what isn't, across chunk borders: no overlong forms, no surrogates, nothing over U+10FFFF.
struct UTF8Census: Sendable {
  /// Whole characters of several bytes.
  private(set) var characters = 0
  /// Bytes that begin no character, and characters that break off.
  private(set) var errors = 0
  private var expected = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF

  /// Whether no character is left unfinished.
  var isComplete: Bool { expected == 0 }

  mutating func push(_ chunk: [UInt8]) {
    for byte in chunk {
      if expected == 0, byte < 0x80 { continue }
      if expected > 0 {
        if byte >= lowest, byte <= highest {
          expected -= 1
          (lowest, highest) = (0x80, 0xBF)
          if expected == 0 { characters += 1 }
          continue
        }
        errors += 1
        expected = 0
        (lowest, highest) = (0x80, 0xBF)
        if byte < 0x80 { continue }
      }
      begin(byte)
    }
  }

  private mutating func begin(_ byte: UInt8) {
    switch byte {
    case 0xC2...0xDF: expected = 1
    case 0xE0...0xEF: expected = 2
    case 0xF0...0xF4: expected = 3
    default:
      errors += 1
      return
    }
    lowest = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80
    highest = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF
  }
}
