import FrontPages

/// A file read whole: what its rows became.
struct Reading {
  var pages: [FrontPage] = []
  var rejections: [FrontPageRejection] = []
  var header: FrontPageHeader?

  /// Reads bytes in chunks of a size, with the encoding that the detector finds.
  init(_ bytes: [UInt8], chunk size: Int = 1 << 16, rules: ReadingRules = ReadingRules()) throws {
    var detector = EncodingDetector()
    detector.push(bytes)
    var reader = FrontPageReader(encoding: detector.encoding, rules: rules)
    for start in stride(from: 0, to: bytes.count, by: size) {
      take(try reader.push(Array(bytes[start..<min(bytes.count, start + size)])))
    }
    take(try reader.finish())
    header = reader.header
  }

  /// Reads text in UTF-8.
  init(_ text: String, chunk size: Int = 1 << 16, rules: ReadingRules = ReadingRules()) throws {
    try self.init(Array(text.utf8), chunk: size, rules: rules)
  }

  /// Reads one row under a small N041 header, fields replaced by name.
  init(row values: [String: String], rules: ReadingRules = ReadingRules()) throws {
    try self.init(Row(values).text, rules: rules)
  }

  private mutating func take(_ outcomes: [FrontPageOutcome]) {
    for outcome in outcomes {
      switch outcome {
      case .page(let page): pages.append(page)
      case .rejected(let rejection): rejections.append(rejection)
      }
    }
  }
}

/// One good row in N041's columns, some of its fields replaced.
struct Row {
  private static let good: [(String, String)] = [
    ("USERNAME", "泗河市人民医院"), ("ZYCS", "1"), ("BAH", "2610001"), ("XM", "欧阳文秀"), ("XB", "2"), ("CSRQ", "19630514"),
    ("NL", "63"), ("SFZH", "990102196305141221"), ("XZZ", "泗河市东湖区"), ("DH", "16012345678"), ("DWDH", ""),
    ("LXRXM", "王刚"), ("GX", "2"), ("DH2", "16487654321"), ("RYTJ", "2"), ("RYSJ", "20261010"), ("RYSJS", "09"),
    ("CYSJ", "20261016"), ("CYSJS", "10"), ("CYKB", "骨科"), ("CYBF", "骨科一病区"), ("ZYZD", "桡骨远端骨折"),
    ("JBDM", "S52.500"), ("ZZYS", "李明"), ("ZYYS", "赵敏"), ("ZRHS", "周芳"), ("SSJCZBM1", "79.3200"),
    ("SSJCZRQ1", "20261011"), ("SSJCZMC1", "桡骨骨折切开复位内固定术"), ("LYFS", "1"),
  ]

  let text: String

  init(_ values: [String: String]) {
    let fields = Row.good.map { "\"" + (values[$0.0] ?? $0.1).replacing("\"", with: "\"\"") + "\"" }
    text = Row.good.map(\.0).joined(separator: ",") + "\r\n" + fields.joined(separator: ",") + "\r\n"
  }
}
