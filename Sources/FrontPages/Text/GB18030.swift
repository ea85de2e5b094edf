internal import Glibc

/// GB 18030 both ways, by tables that iconv(3) fills once.
///
/// One call of iconv for each of a row's fields costs more than the row itself; a table is a plain value as well, so a
/// reader can cross threads. Characters beyond the basic plane need no table: their four-byte codes follow in order.
struct GB18030: Sendable {
  /// The tables, filled on first use (some milliseconds).
  static let tables = GB18030()

  /// Two-byte codes: (first − 0x81) × 191 + (second − 0x40) → UTF-16 unit, 0 where there is none.
  private let twoByte: [UInt16]
  /// Four-byte codes of the basic plane, 0x81308130 being 0 → UTF-16 unit, 0 where there is none.
  private let fourByte: [UInt16]
  /// UTF-16 unit → code, big-endian; 0 where there is none.
  private let codes: [UInt32]

  private static let seconds = 191
  private static let fourByteCount = 39_420
  /// The four-byte index of U+10000 (0x90308130).
  private static let supplementaryStart = 189_000

  private init() {
    let converter = Iconv(to: "UTF-16LE", from: "GB18030")
    var twoByte = [UInt16](repeating: 0, count: 126 * GB18030.seconds)
    var fourByte = [UInt16](repeating: 0, count: GB18030.fourByteCount)
    var codes = [UInt32](repeating: 0, count: 0x10000)
    func put(_ bytes: [UInt8]) -> UInt16 {
      guard let unit = converter?.oneUnit(bytes) else { return 0 }
      codes[Int(unit)] = bytes.reduce(0) { $0 << 8 | UInt32($1) }
      return unit
    }
    for index in fourByte.indices { fourByte[index] = put(GB18030.fourBytes(index)) }
    for first in 0..<126 {
      for second in 0..<GB18030.seconds where second != 0x7F - 0x40 {
        twoByte[first * GB18030.seconds + second] = put([UInt8(first + 0x81), UInt8(second + 0x40)])
      }
    }
    self.twoByte = twoByte
    self.fourByte = fourByte
    self.codes = codes
  }

  /// Appends the UTF-8 of the bytes; false when they are no GB 18030.
  func decode(_ bytes: Span<UInt8>, into output: inout [UInt8]) -> Bool {
    var index = 0
    while index < bytes.count {
      let first = bytes[index]
      if first < 0x80 {
        output.append(first)
        index += 1
        continue
      }
      guard index + 1 < bytes.count, first != 0x80, first != 0xFF else { return false }
      let second = bytes[index + 1]
      if second >= 0x40 {
        let unit = second == 0xFF ? 0 : twoByte[(Int(first) - 0x81) * GB18030.seconds + Int(second) - 0x40]
        guard unit != 0 else { return false }
        appendUTF8(UInt32(unit), to: &output)
        index += 2
      } else {
        guard index + 3 < bytes.count,
          let scalar = scalar(first, second, bytes[index + 2], bytes[index + 3])
        else { return false }
        appendUTF8(scalar, to: &output)
        index += 4
      }
    }
    return true
  }

  /// Appends the GB 18030 of a text; every character has a code but a few for private use, which become `?`.
  func encode(_ text: some Sequence<Unicode.Scalar>, into output: inout [UInt8]) {
    for scalar in text {
      if scalar.value < 0x80 {
        output.append(UInt8(scalar.value))
      } else if scalar.value >= 0x10000 {
        output.append(contentsOf: GB18030.fourBytes(GB18030.supplementaryStart + Int(scalar.value) - 0x10000))
      } else {
        let code = codes[Int(scalar.value)]
        if code == 0 {
          output.append(UInt8(ascii: "?"))
        } else {
          if code > 0xFFFF {
            output.append(UInt8(code >> 24))
            output.append(UInt8(code >> 16 & 0xFF))
          }
          output.append(UInt8(code >> 8 & 0xFF))
          output.append(UInt8(code & 0xFF))
        }
      }
    }
  }

  private func scalar(_ first: UInt8, _ second: UInt8, _ third: UInt8, _ fourth: UInt8) -> UInt32? {
    guard (0x30...0x39).contains(second), (0x81...0xFE).contains(third), (0x30...0x39).contains(fourth) else {
      return nil
    }
    let leading = (Int(first) - 0x81) * 10 + Int(second) - 0x30
    let index = (leading * 126 + Int(third) - 0x81) * 10 + Int(fourth) - 0x30
    if index < fourByte.count {
      return fourByte[index] == 0 ? nil : UInt32(fourByte[index])
    }
    let supplementary = index - GB18030.supplementaryStart
    return (0..<0x100000).contains(supplementary) ? UInt32(supplementary + 0x10000) : nil
  }

  private static func fourBytes(_ index: Int) -> [UInt8] {
    [
      UInt8(index / 12_600 + 0x81), UInt8(index / 1260 % 10 + 0x30), UInt8(index / 10 % 126 + 0x81),
      UInt8(index % 10 + 0x30),
    ]
  }
}

/// A conversion descriptor of iconv(3), closed when it goes.
@safe private struct Iconv: ~Copyable {
  private let descriptor: iconv_t

  /// Nil when the system lacks the conversion.
  init?(to target: String, from source: String) {
    guard let descriptor = unsafe iconv_open(target, source), Int(bitPattern: descriptor) != -1 else {
      return nil
    }
    unsafe self.descriptor = descriptor
  }

  deinit {
    unsafe _ = iconv_close(descriptor)
  }

  /// The one UTF-16 unit that the bytes stand for, or nil.
  func oneUnit(_ bytes: [UInt8]) -> UInt16? {
    var input = bytes.map { CChar(bitPattern: $0) }
    var output = [CChar](repeating: 0, count: 8)
    var outputLeft = output.count
    let result = unsafe input.withUnsafeMutableBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        var from = input.baseAddress
        var to = output.baseAddress
        var inputLeft = input.count
        unsafe _ = iconv(descriptor, nil, nil, nil, nil)
        return unsafe iconv(descriptor, &from, &inputLeft, &to, &outputLeft)
      }
    }
    guard result == 0, output.count - outputLeft == 2 else { return nil }
    return UInt16(UInt8(bitPattern: output[0])) | UInt16(UInt8(bitPattern: output[1])) << 8
  }
}
