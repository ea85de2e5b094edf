/// Makes a page, or a rejection, of one record's fields.
struct RecordReader: Sendable {
  /// Where a record stands in the file.
  struct Place {
    var rowNumber: Int
    var lineNumber: Int
  }

  let map: ColumnMap
  let rules: ReadingRules
  private let fieldCount: Int
  private let lastNeeded: Int
  private let single: [FrontPageField: Int]
  private let diagnoses: [(code: Int?, name: Int?)]
  private let operations: [(code: Int?, date: Int?, name: Int?)]
  private var cells: CellReader
  private var trailingBlanks: Int?

  init(map: ColumnMap, fieldCount: Int, encoding: FileEncoding, rules: ReadingRules) {
    self.map = map
    self.rules = rules
    self.fieldCount = fieldCount
    lastNeeded = max(map.columns.values.max() ?? 0, map.furtherPhones.max() ?? 0)
    cells = CellReader(encoding: encoding)
    single = Dictionary(
      map.columns.filter { $0.key.ordinal == 0 }.map { ($0.key.field, $0.value) },
      uniquingKeysWith: { first, _ in first })
    func column(_ field: FrontPageField, _ ordinal: Int) -> Int? { map.columns[Slot(field: field, ordinal: ordinal)] }
    func ordinals(_ fields: FrontPageField...) -> [Int] {
      Set(map.columns.keys.filter { fields.contains($0.field) }.map(\.ordinal)).sorted()
    }
    diagnoses = ordinals(.otherDiagnosisCode, .otherDiagnosisName).map {
      (column(.otherDiagnosisCode, $0), column(.otherDiagnosisName, $0))
    }
    operations = ordinals(.operationCode, .operationName).map {
      (column(.operationCode, $0), column(.operationDate, $0), column(.operationName, $0))
    }
  }

  /// Whether the values stand in the header's columns: as many fields, or fewer behind the last column that we read, or so many blank
  /// ones more as the file's first record ends with.
  mutating func fits(_ fields: [DelimitedScanner.Field], in bytes: Span<UInt8>) -> Bool {
    let further = max(0, fields.count - fieldCount)
    let areBlank = fields.suffix(further).allSatisfy { $0.start == $0.end }
    let tolerated = trailingBlanks ?? (areBlank ? further : 0)
    trailingBlanks = tolerated
    return fields.count > lastNeeded && areBlank && further <= tolerated
  }

  /// Whether a quote was left open in a record of several lines and swallowed others until the next quote: a line within it
  /// is a whole row by itself. When the record fits all the same, its first line may be whole (its last field then holds a
  /// line break) and the second may be (then its first field does).
  func hasSwallowedLines(_ fieldCounts: [Int], fits: Bool) -> Bool {
    guard fits else { return fieldCounts.contains(fieldCount) }
    return fieldCounts.first != 1 && fieldCounts.dropFirst().contains(fieldCount)
  }

  /// The rejection of a record that doesn't fit.
  mutating func misfit(
    _ fields: [DelimitedScanner.Field], in bytes: Span<UInt8>, at place: Place
  ) -> FrontPageRejection {
    let problem = FrontPageProblem(
      field: .record, column: nil, rule: .fieldCount, value: "\(fields.count)/\(fieldCount)")
    return FrontPageRejection(
      rowNumber: place.rowNumber, lineNumber: place.lineNumber, recordNumber: nil, problems: [problem])
  }

  /// The page, or everything that is wrong with it.
  mutating func read(_ fields: [DelimitedScanner.Field], in bytes: Span<UInt8>, at place: Place) -> FrontPageOutcome {
    var findings = Findings()
    let recordNumber = readRecordNumber(fields, bytes, &findings)
    let stayNumber = readStayNumber(fields, bytes, &findings)
    let problems = findings.problems.count
    let name = text(.name, fields, bytes, &findings)
    if name == nil, findings.problems.count == problems { findings.reject(.nameMissing, .name) }
    if DailyListTemplate.isExample(recordNumber, name: name) { return noStay(.exampleRow, at: place) }
    let admitted = readMoment(.admitted, hour: .admittedHour, fields, bytes, &findings)
    let discharged = readMoment(.discharged, hour: .dischargedHour, fields, bytes, &findings)
    checkOrder(admitted, discharged, &findings)
    let way = readWayOfLeaving(fields, bytes, &findings)
    guard let recordNumber, let stayNumber, let name, let admitted, let discharged, let way, findings.problems.isEmpty
    else {
      if isHeaderAgain(recordNumber, name: name) { return noStay(.headerAgain, at: place) }
      return .rejected(rejection(recordNumber, findings, at: place))
    }
    var page = FrontPage(
      recordNumber: recordNumber, stayNumber: stayNumber, name: name, admitted: admitted, discharged: discharged,
      wayOfLeaving: way)
    page.rowNumber = place.rowNumber
    page.lineNumber = place.lineNumber
    readPerson(into: &page, fields, bytes, &findings)
    readStay(into: &page, fields, bytes, &findings)
    guard findings.problems.isEmpty else { return .rejected(rejection(recordNumber, findings, at: place)) }
    page.notes = findings.notes
    return .page(page)
  }

  /// The rejection of a row that is no patient's at all, whatever else is wrong with it.
  private func noStay(_ rule: RejectionRule, at place: Place) -> FrontPageOutcome {
    var findings = Findings()
    findings.reject(rule, .record)
    return .rejected(rejection(nil, findings, at: place))
  }

  /// Whether the columns' names stand where a patient should.
  private func isHeaderAgain(_ recordNumber: String?, name: String?) -> Bool {
    let layout = map.header.dialect.layout
    guard let recordNumber, let name else { return false }
    return layout.isName(recordNumber, of: .recordNumber) && layout.isName(name, of: .name)
  }

  /// The text of a field; nil when blank or without a column, and when undecodable, which rejects the record.
  mutating func text(
    _ field: FrontPageField, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> String? {
    text(field, column: single[field], fields, bytes, &findings)
  }

  mutating func text(
    _ field: FrontPageField, column: Int?, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>,
    _ findings: inout Findings
  ) -> String? {
    guard let column, column < fields.count, fields[column].start < fields[column].end else { return nil }
    switch cells.read(fields[column], in: bytes) {
    case .blank: return nil
    case .text(let text): return text
    case .undecodable:
      findings.reject(.undecodable, field)
      return nil
    case .tooLong:
      findings.reject(.valueTooLong, field)
      return nil
    }
  }

  private func rejection(_ recordNumber: String?, _ findings: Findings, at place: Place) -> FrontPageRejection {
    let problems = findings.problems.map { problem in
      var named = problem
      named.column = single[problem.field].map { map.names[$0] }
      return named
    }
    return FrontPageRejection(
      rowNumber: place.rowNumber, lineNumber: place.lineNumber, recordNumber: recordNumber, problems: problems)
  }

  mutating func readOtherDiagnoses(
    _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> [FrontPage.Diagnosis] {
    var read: [FrontPage.Diagnosis] = []
    for columns in diagnoses {
      let code = text(.otherDiagnosisCode, column: columns.code, fields, bytes, &findings)
      let name = text(.otherDiagnosisName, column: columns.name, fields, bytes, &findings)
      guard code != nil || name != nil else { continue }
      read.append(FrontPage.Diagnosis(code: code.map(CodeReading.diseaseCode), name: name))
    }
    return read
  }

  mutating func readOperations(
    _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> [FrontPage.Operation] {
    var read: [FrontPage.Operation] = []
    for columns in operations {
      let code = text(.operationCode, column: columns.code, fields, bytes, &findings)
      let name = text(.operationName, column: columns.name, fields, bytes, &findings)
      guard code != nil || name != nil else { continue }
      let dateText = text(.operationDate, column: columns.date, fields, bytes, &findings)
      let date = dateText.flatMap(DateReading.read)
      if let dateText, date == nil { findings.note(.operationDateInvalid, .operationDate, dateText) }
      read.append(FrontPage.Operation(code: code.map(CodeReading.diseaseCode), date: date, name: name))
    }
    return read
  }
}

/// What is wrong with a record, and what is only remarked on.
struct Findings {
  var problems: [FrontPageProblem] = []
  var notes: [FrontPageNote] = []

  mutating func reject(_ rule: RejectionRule, _ field: FrontPageField, _ value: String = "") {
    problems.append(
      FrontPageProblem(field: field, column: nil, rule: rule, value: ValueMask.shown(value, field: field)))
  }

  mutating func note(_ rule: NoteRule, _ field: FrontPageField, _ value: String = "") {
    notes.append(FrontPageNote(field: field, rule: rule, value: ValueMask.shown(value, field: field)))
  }
}
