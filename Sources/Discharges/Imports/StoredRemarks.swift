import FrontPages
import JSONRPC
import Operations

/// What was remarked on in a file, as the import keeps it: rules, fields and lines, no patient's values.
extension FrontPageRemarks {
  /// Goes on from what is stored; nothing is stored as nothing.
  init(stored json: String) throws {
    guard !json.isEmpty else {
      self.init()
      return
    }
    let bytes = Array(json.utf8)
    self.init(try JSONDocument(scanning: bytes, limits: JSONLimits(bytes: bytes.count + 1)).root.decode([Remark].self))
  }

  /// To be stored.
  func stored() throws -> String { try JSONOutput.encode(remarks).text }
}

/// What was noticed in a file's rows or columns, which were taken all the same.
struct ImportRemark: Codable, Sendable, Described {
  let rule: String
  let field: String
  let rows: Int
  let lines: [Int]
  let message: String

  static let descriptions = [
    "rule": "The rule's stable id",
    "field": "The field",
    "rows": "How many rows it is about; 0 when it is about the columns",
    "lines": "The lines on which the first ten of them begin",
    "message": "What was noticed and what was done",
  ]

  static let sample = ImportRemark(
    rule: "phone.lost", field: "phone", rows: 2, lines: [17, 203], message: "患者电话已变成科学计数法，原号丢失，不能拨打。")

  /// Of everything stored, in the caller's language.
  static func list(_ json: String, in language: Language) throws -> [ImportRemark] {
    try FrontPageRemarks(stored: json).remarks.map {
      ImportRemark(
        rule: $0.rule, field: $0.field, rows: $0.rows, lines: $0.lines,
        message: language == .chinese ? $0.chinese : $0.english)
    }
  }
}
