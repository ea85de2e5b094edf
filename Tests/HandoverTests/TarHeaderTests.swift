import Testing

@testable import Handover

@Suite("The archive's format")
struct TarHeaderTests {
  @Test("A header is a block whose checksum is that of its bytes with blanks in its place")
  func header() {
    let block = TarHeader.bytes(name: "discharges/patient.csv", size: 1234, modified: 1_790_000_000)
    #expect(block.count == 512)
    #expect(String(decoding: block[124..<135], as: UTF8.self) == "00000002322")
    #expect(String(decoding: block[257..<262], as: UTF8.self) == "ustar" && block[262] == 0)
    var blanked = block
    for index in 148..<156 { blanked[index] = UInt8(ascii: " ") }
    let sum = blanked.reduce(0) { $0 + Int($1) }
    #expect(Int(String(decoding: block[148..<154], as: UTF8.self), radix: 8) == sum)
  }

  @Test("Files are filled up to whole blocks", arguments: [(0, 0), (1, 511), (512, 0), (513, 511)])
  func padding(size: Int, filling: Int) {
    #expect(TarHeader.padding(after: size).count == filling)
  }

  @Test("Cells are quoted when a comma, a quote or a line's end is in them, and absent ones are empty")
  func cells() {
    let line = CSV.line(["a", nil, "b,c", "d\"e", "f\r\ng", ""])
    #expect(String(decoding: line, as: UTF8.self) == "a,,\"b,c\",\"d\"\"e\",\"f\r\ng\",\r\n")
  }
}
