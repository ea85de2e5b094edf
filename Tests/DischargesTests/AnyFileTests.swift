import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges

/// Whatever somebody throws at the importer: it takes it, or says which rows or which file it did not take.
@Suite("Files of every kind, through the database")
struct AnyFileTests {
  private static let header = "病案号,住院次数,姓名,性别,患者电话,身份证号,入院时间,出院时间,出院科室,离院方式"
  private static let row = "A,1,张三,男,13800001234,,2026-09-01,2026-09-05,骨科,1"

  /// Read = new + updated + unchanged + rejected, and as many rejections are listed as counted.
  private func requireNothingLost(
    _ state: JSONValue, _ region: TestRegion, sourceLocation: SourceLocation = #_sourceLocation
  ) async throws {
    let all = counts(state)
    #expect(all.count == 5 && all[0] == all[1...].reduce(0, +), sourceLocation: sourceLocation)
    let id = UUID(uuidString: state["importId"]?.string ?? "") ?? UUID()
    let listed = try await region.owner.pipelined([
      "select count(*) from discharges.import_rejection where import_id = \(id)",
      "select count(*) from discharges.discharge where import_id = \(id)",
    ])
    #expect(try listed[0].single(Int.self) == all[4], sourceLocation: sourceLocation)
    #expect(try listed[1].single(Int.self) <= all[1] + all[2], sourceLocation: sourceLocation)
  }

  private func text(_ lines: [String], _ ending: String = "\r\n") -> [UInt8] {
    Array(lines.map { $0 + ending }.joined().utf8)
  }

  @Test(
    "Every dialect in every encoding gives the stays that it was written with", arguments: FrontPageDialect.allCases)
  func dialects(dialect: FrontPageDialect) async throws {
    try await TestRegion.run { region in
      for (number, encoding) in [FileEncoding.utf8, .gb18030].enumerated() {
        let writer = FrontPageWriter(dialect: dialect, encoding: encoding, byteOrderMark: number == 0)
        var bytes = writer.header()
        for record in ["甲", "B\(number)", "C.0"] {
          writer.append(.test(record: "\(record)\(number)", name: "𠮷田三"), to: &bytes)
        }
        let state = try await region.importFile(bytes, partBytes: 1777)
        #expect(counts(state) == [3, 3, 0, 0, 0])
        let again = try await region.importFile(bytes)
        #expect(counts(again) == [3, 0, 0, 3, 0])
        try await requireNothingLost(again, region)
      }
    }
  }

  @Test("Bad rows are told one by one, and the rest is taken")
  func rows() async throws {
    try await TestRegion.run { region in
      let rows: [(String, Int)] = [
        (Self.row, 1), (Self.row, 3),  // the same again
        ("A,1,张三,男,13800001234,,2026-09-01,2026-09-05,内科,1", 3),  // the same stay, other content
        ("A,2,李四,女,,,2026-09-11,2026-09-15,骨科,1", 4),  // another person
        ("B,1,王五,男,,,2026-09-07,2026-09-05,骨科,1", 4),  // discharged before admitted
        ("C,1,王五,男,,,2026-09-01,2026-09-05,骨科,7", 4),  // no such way of leaving
        ("D,1,王五,男,,,2026-09-01,2026-09-05,,1", 1),  // no department: kept under one that says so
        ("E,1,王五,男,1.38E+10,3.70102E+17,2026-09-01,2026-09-05,骨科,1.0", 1),
        ("F.0,1.0,王五,1.0,13800001234.0,,2026/9/1,2026年9月5日,骨科,医嘱离院", 1), ("G,1,𠮷𡈽,男,-,—,20260901,9/5/2026,骨科,9", 1),
        ("H,1,王五,男,,,2026-09-01,31/12/2026,骨科,1", 4), ("I,1,王五,男,,,2026-09-01,2026-02-30,骨科,1", 4),
        (",1,王五,男,,,2026-09-01,2026-09-05,骨科,1", 4), ("J,1,,男,,,2026-09-01,2026-09-05,骨科,1", 4),
        ("K,0,王五,男,,,2026-09-01,2026-09-05,骨科,1", 4), ("L,99999999999,王五,男,,,2026-09-01,2026-09-05,骨科,1", 4),
        ("M,1,王五", 4), ("N,1,王五,男,,,2026-09-01,2026-09-05,骨科,1,多,余", 4),
        ("O,1,\"王\n\"\"五\",男,,,2026-09-01,2026-09-05,\"骨,科\",1", 1), ("P,1,王\u{0}五,男,,,2026-09-01,2026-09-05,骨科,1", 1),
        ("Q,1,王五,男,,,2999-09-01,2999-09-05,骨科,1", 4), ("R,1,=cmd|'/c calc'!A1,男,,,2026-09-01,2026-09-05,骨科,1", 1),
      ]
      let bytes = text([Self.header] + rows.map(\.0))
      let state = try await region.importFile(bytes, partBytes: 333)
      try await requireNothingLost(state, region)
      let actual = counts(state)
      func expected(_ kind: Int) -> Int { rows.filter { $0.1 == kind }.count }
      #expect(actual == [rows.count, expected(1), expected(2), expected(3), expected(4)])
      let unnamed = try await region.owner.pipelined([
        "select name from discharges.discharge join directory.department using (tenant_id, department_id) where record_number = 'D'"
      ])
      #expect(try unnamed[0].single(String.self) == "未注明科室")
    }
  }

  @Test("What is no file of ours is refused by name, and nothing of it is kept as rows")
  func refused() async throws {
    try await TestRegion.run { region in
      let files: [(String, [UInt8])] = [
        ("文件是空的", []), ("文件是空的", Array("\r\n\r\n".utf8)), ("文件是空的", [0xEF, 0xBB, 0xBF]),
        ("不是文本", [0x50, 0x4B, 3, 4] + [UInt8](repeating: 0, count: 900)),
        ("不是文本", (0..<5000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 256) }),
        ("无法识别", text([Self.row, Self.row])),
        ("无法识别", text([(0..<700).map { "列\($0)" }.joined(separator: ",")])),
        ("缺少必需", text(["病案号,姓名,性别,入院时间,出院时间,出院科室"])),
      ]
      for (words, bytes) in files {
        let state = try await region.importFile(bytes)
        #expect(state["status"]?.string == "failed", "\(words)")
        let told = try await region.owner.pipelined([
          "select problem from discharges.import where import_id = \(UUID(uuidString: state["importId"]?.string ?? ""))"
        ])
        let problem = try told[0].single(String.self)
        #expect(problem.contains(words), "\(words): \(problem)")
        #expect(!problem.contains("张三") && !problem.contains("13800001234"))
        #expect(counts(state) == [0, 0, 0, 0, 0])
      }
    }
  }

  @Test(
    "Odd but whole files are taken: header only, a title, two header lines, repeated and seven hundred further columns")
  func odd() async throws {
    try await TestRegion.run { region in
      let wide = (0..<700).map { ",备用\($0)" }.joined()
      let files: [([UInt8], [Int])] = [
        (text([Self.header]), [0, 0, 0, 0, 0]), (text([Self.header, Self.row]), [1, 1, 0, 0, 0]),
        (text(["泗河市人民医院出院病例", "2026年9月", Self.header, Self.row]), [1, 0, 0, 1, 0]),
        (text([Self.header, Self.header, Self.row]), [2, 0, 0, 1, 1]),
        (text([Self.header + ",姓名", Self.row + ",别人"]), [1, 0, 0, 1, 0]),
        (text([Self.header + wide, Self.row + String(repeating: ",", count: 700)]), [1, 0, 0, 1, 0]),
        (text([Self.header, Self.row], "\r"), [1, 0, 0, 1, 0]),
        (text([Self.header, Self.row], "\n"), [1, 0, 0, 1, 0]),
        (
          text(
            [Self.header, Self.row].map {
              $0.split(separator: ",", omittingEmptySubsequences: false).reversed().joined(separator: ";")
            }),
          [1, 0, 0, 1, 0]
        ),
        (text([Self.header, Self.row].map { $0.replacing(",", with: "\t") }), [1, 0, 0, 1, 0]),
        (
          [0xFF, 0xFE] + (Self.header + "\n" + Self.row).utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
          [1, 0, 0, 1, 0]
        ),
        (
          [0xFE, 0xFF] + (Self.header + "\n" + Self.row).utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
          [1, 0, 0, 1, 0]
        ),
      ]
      for (number, (bytes, expected)) in files.enumerated() {
        let state = try await region.importFile(bytes, partBytes: 97)
        #expect(counts(state) == expected, "file \(number): \(state["problem"]?.string ?? "-")")
        try await requireNothingLost(state, region)
      }
    }
  }
}
