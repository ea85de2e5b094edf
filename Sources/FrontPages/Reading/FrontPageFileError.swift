/// Why a whole file can't be read: nothing of it should be imported. A bad row is a ``FrontPageRejection`` instead.
public enum FrontPageFileError: Error, Sendable, Hashable {
  /// The file holds nothing.
  case empty
  /// The bytes are no text: a workbook, an archive, a database file.
  case notText(FileKind)
  /// The header fits none of the dialects. Only names that some dialect knows are told: what stands there instead of a header may be
  /// a patient.
  case headerNotRecognised(columns: Int, known: [String])
  /// Columns without which no stay can be made are missing.
  case columnsMissing(dialect: FrontPageDialect, fields: [FrontPageField])
  /// An unquoted field or a record grew over the limit, so this is not a separated file. The line is where it began.
  case recordTooLong(line: Int)

  /// What a file that is no text seems to be.
  public enum FileKind: String, Sendable, Hashable {
    /// An .xlsx workbook or another ZIP archive.
    case workbookOrArchive
    /// An .xls workbook.
    case oldWorkbook
    /// A dBASE table.
    case database
    /// A PDF document.
    case document
    /// A web page or XML, often under the name .xls.
    case markup
    /// Something else with zero bytes in it, among them UTF-16 without a byte order mark.
    case binary
  }

  /// A stable code for programs.
  public var code: String {
    switch self {
    case .empty: "file.empty"
    case .notText: "file.notText"
    case .headerNotRecognised: "file.headerNotRecognised"
    case .columnsMissing: "file.columnsMissing"
    case .recordTooLong: "file.recordTooLong"
    }
  }

  /// What happened and what to do, for hospital staff.
  public var chinese: String {
    switch self {
    case .empty:
      "文件是空的。请重新导出后再上传。"
    case .notText(let kind):
      "这不是文本文件（\(kind.chinese)）。请在导出程序或表格软件中另存为 CSV（UTF-8 或 GB18030）后再上传。"
    case .headerNotRecognised(let columns, let known):
      "无法识别表头（第一行有 \(columns) 列，认得的列名：\(known.isEmpty ? "无" : known.joined(separator: "、"))）。第一行应是出院日报、卫统4-1、HQMS 或绩效考核病案首页的列名（代码或中文）；如果第一行就是数据，请补上表头。"
    case .columnsMissing(let dialect, let fields):
      "按\(dialect.chineseName)识别，但缺少必需的列：\(fields.map { dialect.describe($0) }.joined(separator: "、"))。请补上这些列后重新导出。"
    case .recordTooLong(let line):
      "从第 \(line) 行起的内容过长，不像一行数据。请检查分隔符和换行后重新导出。"
    }
  }

  /// What happened and what to do, in English.
  public var english: String {
    switch self {
    case .empty:
      "The file is empty. Export it again."
    case .notText(let kind):
      "This is no text file (\(kind.english)). Save it as CSV in UTF-8 or GB18030 and upload that."
    case .headerNotRecognised(let columns, let known):
      "The header is not recognised (\(columns) columns; known names: \(known.isEmpty ? "none" : known.joined(separator: ", "))). "
        + "The first line must name the columns (codes or Chinese) of the daily list, N041, HQMS or the performance front page; if it is data, add a header."
    case .columnsMissing(let dialect, let fields):
      "Read as \(dialect.rawValue), needed columns are missing: "
        + "\(fields.map { dialect.describe($0) }.joined(separator: ", ")). Export the file with them."
    case .recordTooLong(let line):
      "What begins on line \(line) is too long for a record. Check separators and line breaks."
    }
  }
}

extension FrontPageFileError.FileKind {
  var chinese: String {
    switch self {
    case .workbookOrArchive: "Excel 工作簿或压缩包"
    case .oldWorkbook: "旧版 Excel 工作簿"
    case .database: "DBF 数据库文件"
    case .document: "PDF 文档"
    case .markup: "网页或 XML，常以 .xls 为名"
    case .binary: "二进制文件，或没有字节序标记的 UTF-16"
    }
  }

  var english: String {
    switch self {
    case .workbookOrArchive: "an Excel workbook or an archive"
    case .oldWorkbook: "an old Excel workbook"
    case .database: "a DBF database file"
    case .document: "a PDF document"
    case .markup: "a web page or XML, often named .xls"
    case .binary: "binary, or UTF-16 without a byte order mark"
    }
  }
}
