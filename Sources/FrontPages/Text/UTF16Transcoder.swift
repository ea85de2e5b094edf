/// Turns UTF-16 into UTF-8 across chunk borders, so that the rest of the reader sees bytes in which ASCII is itself.
///
/// A lone surrogate becomes the byte FF, which is no UTF-8: the field it stands in is then found undecodable.
struct UTF16Transcoder: Sendable {
  private let isBigEndian: Bool
  private var firstByte: UInt8?
  private var highSurrogate: UInt32?

  init(bigEndian: Bool) {
    self.isBigEndian = bigEndian
  }

  /// The next bytes as UTF-8.
  mutating func push(_ chunk: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(chunk.count * 3 / 2 + 4)
    for byte in chunk {
      guard let first = firstByte else {
        firstByte = byte
        continue
      }
      firstByte = nil
      append(isBigEndian ? UInt32(first) << 8 | UInt32(byte) : UInt32(byte) << 8 | UInt32(first), to: &output)
    }
    return output
  }

  /// What is left at the end of the file: an unfinished character.
  mutating func finish() -> [UInt8] {
    defer { (firstByte, highSurrogate) = (nil, nil) }
    return firstByte == nil && highSurrogate == nil ? [] : [0xFF]
  }

  private mutating func append(_ unit: UInt32, to output: inout [UInt8]) {
    if let high = highSurrogate {
      highSurrogate = nil
      if (0xDC00...0xDFFF).contains(unit) {
        appendUTF8(0x10000 + (high - 0xD800) << 10 + (unit - 0xDC00), to: &output)
        return
      }
      output.append(0xFF)
    }
    switch unit {
    case 0xD800...0xDBFF: highSurrogate = unit
    case 0xDC00...0xDFFF: output.append(0xFF)
    default: appendUTF8(unit, to: &output)
    }
  }
}

/// Appends a scalar's UTF-8; the scalar is no surrogate.
func appendUTF8(_ scalar: UInt32, to output: inout [UInt8]) {
  switch scalar {
  case ..<0x80:
    output.append(UInt8(scalar))
  case ..<0x800:
    output.append(UInt8(0xC0 | scalar >> 6))
    output.append(UInt8(0x80 | scalar & 0x3F))
  case ..<0x10000:
    output.append(UInt8(0xE0 | scalar >> 12))
    output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    output.append(UInt8(0x80 | scalar & 0x3F))
  default:
    output.append(UInt8(0xF0 | scalar >> 18))
    output.append(UInt8(0x80 | scalar >> 12 & 0x3F))
    output.append(UInt8(0x80 | scalar >> 6 & 0x3F))
    output.append(UInt8(0x80 | scalar & 0x3F))
  }
}
