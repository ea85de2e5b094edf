import JSONRPC

/// How an import ended.
struct ImportOutcome: Sendable {
  /// What became of the rows; `read` is the sum of the others.
  struct Counts: Encodable, Sendable, Hashable {
    var read: Int
    var new: Int
    var updated: Int
    var unchanged: Int
    var rejected: Int
  }

  /// What was noticed in rows that were taken.
  struct Remark: Sendable, Hashable {
    let rows: Int
    let lines: [Int]
    let message: String

    func text(isChinese: Bool) -> String {
      guard rows > 0 else { return message }
      let places = lines.map(String.init).joined(separator: ", ") + (rows > lines.count ? ", …" : "")
      if isChinese { return "\(rows) 行（文件第 \(places) 行）：\(message)" }
      return rows == 1 ? "1 row (line \(places)): \(message)" : "\(rows) rows (lines \(places)): \(message)"
    }
  }

  let importID: String
  let status: String
  let dialect: String
  let encoding: String
  let counts: Counts
  let unknownColumns: [String]
  let remarks: [Remark]
  let problem: String?

  /// Reads the answer of `discharge.import.read`.
  init(_ value: JSONValue, importID: String) {
    func count(_ name: String) -> Int { value[name]?.integer ?? 0 }
    self.importID = importID
    status = value["status"]?.string ?? ""
    dialect = value["dialect"]?.string ?? "?"
    encoding = value["encoding"]?.string ?? "?"
    counts = Counts(
      read: count("read"), new: count("new"), updated: count("updated"), unchanged: count("unchanged"),
      rejected: count("rejected"))
    unknownColumns = value["unknownColumns"]?.elements.compactMap(\.string) ?? []
    remarks = (value["remarks"]?.elements ?? []).map { remark in
      Remark(
        rows: remark["rows"]?.integer ?? 0, lines: remark["lines"]?.elements.compactMap(\.integer) ?? [],
        message: remark["message"]?.string ?? "")
    }
    problem = value["problem"]?.string
  }

  /// What a person wants to know.
  func summary(importer: String, in language: Language = OperatorLanguage.current) -> [String] {
    let isChinese = language == .chinese
    var lines = [
      isChinese
        ? "\(dialect)，\(encoding)：共读取 \(counts.read) 行：新增 \(counts.new)，更新 \(counts.updated)，"
          + "未变 \(counts.unchanged)，拒收 \(counts.rejected)"
        : "\(dialect), \(encoding): \(counts.read) rows read: \(counts.new) new, \(counts.updated) updated, "
          + "\(counts.unchanged) unchanged, \(counts.rejected) rejected"
    ]
    if !unknownColumns.isEmpty {
      let names = unknownColumns.joined(separator: ", ")
      lines.append(isChinese ? "未识别的列（已忽略）：\(names)" : "columns that nothing was taken from: \(names)")
    }
    lines += remarks.map { $0.text(isChinese: isChinese) }
    if counts.rejected > 0 {
      let call = "huifang call discharge.import.rejection.list '{\"importId\":\"\(importID)\"}' --as \(importer)"
      lines.append(isChinese ? "拒收的行及原因：\(call)" : "the rejected rows and why: \(call)")
    }
    return lines
  }
}
