import Testing

@testable import FrontPages

@Suite("Encodings")
struct EncodingTests {
  private static let text = "BAH,XM,RYSJ,CYSJ,CYKB,LYFS\r\n1001,欧阳𠮷文,20261010,20261012,儿科,1\r\n"

  static func gb18030(_ text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    GB18030.tables.encode(text.unicodeScalars, into: &bytes)
    return bytes
  }

  static func utf16(_ text: String, bigEndian: Bool) -> [UInt8] {
    ("\u{FEFF}" + text).utf16.flatMap { unit in
      bigEndian ? [UInt8(unit >> 8), UInt8(unit & 0xFF)] : [UInt8(unit & 0xFF), UInt8(unit >> 8)]
    }
  }

  static let files: [(FileEncoding, [UInt8])] = [
    (.utf8, Array(text.utf8)), (.utf8, Array(("\u{FEFF}" + text).utf8)), (.gb18030, gb18030(text)),
    (.utf16LittleEndian, utf16(text, bigEndian: false)), (.utf16BigEndian, utf16(text, bigEndian: true)),
  ]

  @Test("The encoding is told by the mark, else strict UTF-8, else GB 18030", arguments: files)
  func detects(encoding: FileEncoding, bytes: [UInt8]) {
    for size in [1, 2, 3, 5, 1000] {
      var detector = EncodingDetector()
      for start in stride(from: 0, to: bytes.count, by: size) {
        detector.push(Array(bytes[start..<min(bytes.count, start + size)]))
      }
      #expect(detector.encoding == encoding)
    }
  }

  @Test("Chunk borders may stand anywhere, in a four-byte character too", arguments: files)
  func chunkBorders(encoding: FileEncoding, bytes: [UInt8]) throws {
    for size in 1...12 {
      let reading = try Reading(bytes, chunk: size)
      #expect(reading.pages.map(\.name) == ["欧阳𠮷文"])
      #expect(reading.pages.map(\.department) == ["儿科"])
    }
  }

  @Test(
    "What is no strict UTF-8 is not taken for it",
    arguments: [
      [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xE4, 0xB8], [0x80], [0xE0, 0x80, 0x80],
    ])
  func strictness(bytes: [UInt8]) {
    var detector = EncodingDetector()
    detector.push([0x41] + bytes)
    #expect(detector.encoding == .gb18030)
  }

  @Test("A late wrong byte still decides")
  func lateByte() {
    var detector = EncodingDetector()
    detector.push(Array(repeating: 0x41, count: 100_000))
    #expect(detector.encoding == .utf8 && !detector.isDecided)
    detector.push([0xD6, 0xD0])
    #expect(detector.encoding == .gb18030)
    detector.push(Self.gb18030(String(repeating: "住院病案首页", count: 20)))
    #expect(detector.encoding == .gb18030 && detector.isDecided)
  }

  @Test(
    "UTF-8 that is damaged or cut is no GB 18030: the damaged row is rejected, names stay names",
    arguments: [1, 7, 4096])
  func damaged(chunk size: Int) throws {
    let header = Array("BAH,XM,RYSJ,CYSJ,CYKB,LYFS\r\n".utf8)
    let good = Array("1001,欧阳文秀,20261010,20261012,呼吸内科,1\r\n".utf8)
    let cutName = Array("1002,欧阳".utf8) + [0xE6, 0x96] + Array(",20261010,20261012,呼吸内科,1\r\n".utf8)
    let reading = try Reading(header + good + cutName + good + good, chunk: size)
    #expect(reading.pages.map(\.name) == ["欧阳文秀", "欧阳文秀", "欧阳文秀"])
    #expect(reading.rejections.map { $0.problems.map(\.rule) } == [[.undecodable]])
    let cutUpload = header + good + good + good.dropLast(8)
    let rest = try Reading(cutUpload, chunk: size)
    #expect(rest.pages.map(\.name) == ["欧阳文秀", "欧阳文秀"] && rest.rejections.count == 1)
  }

  @Test("GB 18030 gives back every character of Unicode")
  func everyScalar() {
    var wrong: [UInt32] = []
    for value in UInt32(0x80)...0x10FFFF {
      // What the private-use area maps to differs between editions of the standard.
      guard let scalar = Unicode.Scalar(value), !(0xE000...0xF8FF).contains(value) else { continue }
      var bytes: [UInt8] = []
      var decoded: [UInt8] = []
      GB18030.tables.encode(CollectionOfOne(scalar), into: &bytes)
      if !GB18030.tables.decode(bytes.span, into: &decoded) || decoded != Array(String(scalar).utf8) {
        wrong.append(value)
      }
    }
    #expect(wrong.isEmpty, "\(wrong.count) characters, the first \(wrong.prefix(5))")
  }

  @Test("GB 18030 in its three widths")
  func widths() {
    #expect(Self.gb18030("a中€") == [0x61, 0xD6, 0xD0, 0xA2, 0xE3])
    #expect(Self.gb18030("𠮷") == [0x95, 0x34, 0xB2, 0x35] || Self.gb18030("𠮷").count == 4)
    #expect(Self.gb18030("·") == [0xA1, 0xA4])
  }

  @Test("Undecodable bytes reject their row, not the file")
  func undecodable() throws {
    let header = Self.gb18030("BAH,XM,RYSJ,CYSJ,CYKB,LYFS\r\n")
    let good = Self.gb18030("1002,王明,20261010,20261012,儿科,1\r\n")
    let truncated = Self.gb18030("1001,王") + [0xD6] + Self.gb18030(",20261010,20261012,儿科,1\r\n")
    let reading = try Reading(header + truncated + good)
    #expect(reading.pages.map(\.recordNumber) == ["1002"])
    #expect(reading.rejections.first?.problems.first?.rule == .undecodable)
    #expect(reading.rejections.first?.recordNumber == "1001")
  }

  @Test("A lone surrogate in UTF-16 rejects its row")
  func loneSurrogate() throws {
    var bytes = Self.utf16("BAH,XM,RYSJ,CYSJ,CYKB,LYFS\r\n1001,王", bigEndian: false)
    bytes += [0x00, 0xD8]
    bytes += Self.utf16(",20261010,20261012,儿科,1\r\n", bigEndian: false).dropFirst(2)
    let reading = try Reading(bytes)
    #expect(reading.pages.isEmpty)
    #expect(reading.rejections.first?.problems.first?.rule == .undecodable)
  }
}
