/// What was remarked on in a file, counted: what was kept differently from how it was written must not go unseen, and ten thousand
/// lines saying the same aren't read by anybody.
public struct FrontPageRemarks: Sendable, Hashable {
  /// One kind of remark on one field; it holds no value of any patient.
  public struct Remark: Codable, Sendable, Hashable {
    /// The rule's stable id.
    public var rule: String
    /// The field.
    public var field: String
    /// How many rows it is about; 0 when it is about the header.
    public var rows: Int
    /// The lines on which the first few of them begin.
    public var lines: [Int]
    /// What was noticed, for hospital staff.
    public var chinese: String
    /// What was noticed, in English.
    public var english: String
  }

  /// The remarks in the order in which they first came.
  public private(set) var remarks: [Remark]

  /// How many lines a remark names.
  static let mostLines = 10

  /// Goes on from what was remarked on so far.
  public init(_ remarks: [Remark] = []) {
    self.remarks = remarks
  }

  /// Takes what was remarked on in a row that became a stay.
  public mutating func take(_ page: FrontPage) {
    var counted: Set<Int> = []
    for note in page.notes {
      let index = index(of: note.rule, note.field)
      if counted.insert(index).inserted { count(index, page.lineNumber) }
    }
  }

  /// Takes one more remark on a row.
  public mutating func take(_ rule: NoteRule, _ field: FrontPageField, of page: FrontPage) {
    count(index(of: rule, field), page.lineNumber)
  }

  /// Takes what is to be said of the columns; once, however often it is told.
  public mutating func take(_ header: FrontPageHeader) {
    let absent = header.absentFields.map(\.chineseName)
    let columns: [(NoteRule, [String])] = [
      (.columnsRepeated, header.repeatedColumns), (.columnsAmbiguous, header.ambiguousColumns),
      (.columnsAbsent, absent),
    ]
    for (rule, names) in columns where !names.isEmpty && !remarks.contains(where: { $0.rule == rule.rawValue }) {
      _ = index(of: rule, .record, value: FrontPageRemarks.list(names))
    }
  }

  private mutating func count(_ index: Int, _ line: Int) {
    remarks[index].rows += 1
    if remarks[index].lines.count < FrontPageRemarks.mostLines { remarks[index].lines.append(line) }
  }

  private mutating func index(of rule: NoteRule, _ field: FrontPageField, value: String? = nil) -> Int {
    if let index = remarks.firstIndex(where: { $0.rule == rule.rawValue && $0.field == field.rawValue }) {
      return index
    }
    remarks.append(
      Remark(
        rule: rule.rawValue, field: field.rawValue, rows: 0, lines: [],
        chinese: rule.chinese(field: field, value: value), english: rule.english(field: field, value: value)))
    return remarks.count - 1
  }

  /// The names, each once; many of one name (疾病编码) are one.
  private static func list(_ names: [String]) -> String {
    var told: [String] = []
    for name in names where !told.contains(name) { told.append(String(name.prefix(20))) }
    return told.prefix(20).joined(separator: "、") + (told.count > 20 ? "…" : "")
  }
}
