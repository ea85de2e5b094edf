import Testing

@testable import FrontPages

@Suite("Separated text")
struct SeparationTests {
  /// Rows of a scanner as text, whatever the chunk size.
  private func rows(_ text: String, separator: UInt8 = 0x2C, chunk size: Int) throws -> [[String]] {
    var scanner = DelimitedScanner()
    scanner.separator = separator
    var cells = CellReader(encoding: .utf8)
    var rows: [[String]] = []
    func drain(_ scanner: inout DelimitedScanner) throws {
      while try scanner.next() {
        let bytes = scanner.buffer.span
        var row: [String] = []
        for field in scanner.fields {
          if case .text(let text) = cells.read(field, in: bytes) { row.append(text) } else { row.append("") }
        }
        rows.append(row)
      }
    }
    let bytes = Array(text.utf8)
    for start in stride(from: 0, to: bytes.count, by: size) {
      scanner.push(Array(bytes[start..<min(bytes.count, start + size)]))
      try drain(&scanner)
    }
    scanner.finish()
    try drain(&scanner)
    return rows
  }

  static let samples: [(String, [[String]])] = [
    ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
    ("a,b\nc,d", [["a", "b"], ["c", "d"]]),
    ("a,b\rc,d\r", [["a", "b"], ["c", "d"]]),
    ("a,,\n,,c", [["a", "", ""], ["", "", "c"]]),
    ("\"a,b\",\"c\"\"d\"\n", [["a,b", "c\"d"]]),
    ("\"a\r\nb\",c\n", [["a b", "c"]]),
    ("\"\",\"\"\"\"\n", [["", "\""]]),
    ("a\"b,c\"\n", [["a\"b", "c\""]]),
    ("\"他说\"好\"了\",c\n", [["他说\"好\"了", "c"]]),
    ("\"a\" ,b\n", [["a", "b"]]),
    ("=\"00123\",'456\n", [["00123", "456"]]),
    ("\u{3000}a\u{A0},\u{FEFF}b\t\n", [["a", "b"]]),
    ("-,—,\\,NULL,N/A\n", [["", "", "", "", ""]]),
  ]

  @Test("Fields are cut alike for every chunk size", arguments: samples)
  func cuts(text: String, expected: [[String]]) throws {
    for size in 1...9 { #expect(try rows(text, chunk: size) == expected) }
  }

  @Test("The header tells the separator", arguments: [",", "\t", ";"])
  func separators(separator: String) throws {
    let text = Row([:]).text.replacing(",", with: separator)
    let reading = try Reading(text)
    #expect(reading.pages.count == 1)
    #expect(reading.header?.separator == Character(separator))
  }

  @Test("Lines are counted through quoted line breaks of every kind")
  func lines() throws {
    let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\r\n"
    let rows = "1,甲,\"a\r\nb\nc\rd\",20261010,20261012,儿科,1\r\n2,乙,x,20261010,20261012,儿科,1\r\n"
    for size in [1, 7, 1000] {
      let reading = try Reading(header + rows, chunk: size)
      #expect(reading.pages.map(\.lineNumber) == [2, 6])
      #expect(reading.pages.map(\.rowNumber) == [1, 2])
      #expect(reading.pages.first?.address == "a b c d")
    }
  }

  @Test("A quote that is never closed costs its own line at most, however much follows", arguments: [0, 1, 30_000])
  func openQuote(rowsBehind: Int) throws {
    let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\n"
    let good = "1,甲,x,20261010,20261012,儿科,1\n"
    let bad = header + good + "2,乙,\"x,20261010,20261012,儿科,1\n" + String(repeating: good, count: rowsBehind)
    for size in [4096, 1 << 20] {
      let reading = try Reading(bad, chunk: size)
      #expect(reading.pages.count == rowsBehind + 2 && reading.rejections.isEmpty)
      #expect(reading.pages[1].address == "\"x" && reading.pages[1].lineNumber == 3)
    }
  }

  @Test("An upload that was cut within a quoted field keeps its whole rows", arguments: [1, 7, 1000])
  func cutWithinQuotes(chunk size: Int) throws {
    let row = "\"1\",\"甲\",\"a\nb\",\"20261010\",\"20261012\",\"儿科\",\"1\"\n"
    let text = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\n" + row + row + row.prefix(16)
    let reading = try Reading(text, chunk: size)
    #expect(reading.pages.count == 2 && reading.rejections.flatMap(\.problems).allSatisfy { $0.rule == .fieldCount })
    #expect(!reading.rejections.isEmpty)
  }

  @Test("A quote left open that a later one seems to close costs its own row at most")
  func recovers() throws {
    let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\n"
    func row(_ number: Int, _ address: String) -> String { "\(number),甲,\(address),20261010,20261012,儿科,1\n" }
    let text = header + row(1, "x") + row(2, "\"x") + row(3, "y") + row(4, "z\"") + row(5, "w")
    let reading = try Reading(text)
    #expect(reading.pages.map(\.recordNumber) == ["1", "2", "3", "4", "5"])
    #expect(reading.pages.map(\.lineNumber) == [2, 3, 4, 5, 6])
  }

  @Test("A quote left open in a row that is broken besides loses no other row")
  func recoversBehindBrokenRow() throws {
    let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\n"
    let good = "3,甲,\"y\",20261010,20261012,儿科,1\n"
    let reading = try Reading(header + "2,甲,\"x,20261010\n" + good + good)
    #expect(reading.pages.map(\.lineNumber) == [3, 4])
    #expect(reading.rejections.map(\.lineNumber) == [2])
  }

  @Test("A line break in the last field is no open quote")
  func lastField() throws {
    let header = "BAH,XM,RYSJ,CYSJ,CYKB,LYFS,XZZ\n"
    let reading = try Reading(header + "1,甲,20261010,20261012,儿科,1,\"a,b\nc\"\n2,乙,20261010,20261012,儿科,1,d\n")
    #expect(reading.pages.map(\.address) == ["a,b c", "d"])
  }

  @Test("Rows with other numbers of fields are rejected, blank lines skipped")
  func fieldCounts() throws {
    let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS,XX\n"
    let text =
      header + "1,甲,x,20261010,20261012,儿科,1,A\n" + "\n,,,,,,,\n" + "2,乙,x,y,20261010,20261012,儿科,1,A\n"
      + "3,丙,x,20261010\n" + "4,丁,x,20261010,20261012,儿科,1\n" + "\u{1A}"
    let reading = try Reading(text)
    #expect(reading.pages.map(\.recordNumber) == ["1", "4"])
    #expect(reading.rejections.flatMap(\.problems).map(\.rule) == [.fieldCount, .fieldCount])
    #expect(reading.rejections.map(\.rowNumber) == [2, 3])
    #expect(reading.rejections.first?.problems.first?.value == "9/8")
  }

  @Test("A separator at the end of every row is no further field")
  func trailingSeparator() throws {
    let header = "BAH,XM,XZZ,RYSJ,CYSJ,CYKB,LYFS\n"
    let reading = try Reading(header + "1,甲,x,20261010,20261012,儿科,1,\n2,乙,x,20261010,20261012,儿科,1,\n")
    #expect(reading.pages.count == 2)
  }
}
