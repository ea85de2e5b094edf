/// Writes pages as a file in one of the dialects: all columns of its list, those that we don't know blank.
///
/// Used for the demo and for tests; a value that the dialect has no column for is left out, and N041 keeps the hour only.
public struct FrontPageWriter: Sendable {
  private let dialect: FrontPageDialect
  private let encoding: FileEncoding
  private let byteOrderMark: Bool
  /// The column in which rejected rows say why; no reader takes anything from it.
  public static let reasonColumn = "拒绝原因"

  /// The columns that hold something, each with the separators before it.
  private let plan: [(separators: Int, slot: Slot)]
  private let trailingSeparators: Int

  /// A writer. HQMS files carry a byte order mark when in UTF-8; UTF-16 is not written and becomes UTF-8.
  public init(dialect: FrontPageDialect, encoding: FileEncoding = .utf8, byteOrderMark: Bool = false) {
    self.dialect = dialect
    self.encoding = encoding == .gb18030 ? .gb18030 : .utf8
    self.byteOrderMark = byteOrderMark && self.encoding == .utf8
    var plan: [(separators: Int, slot: Slot)] = []
    var last = 0
    let columns = dialect.layout.columns
    for (index, column) in columns.enumerated() {
      guard let slot = column.slot else { continue }
      plan.append((index - last, slot))
      last = index
    }
    self.plan = plan
    trailingSeparators = columns.count - 1 - last
  }

  /// The first line, with the byte order mark when there is to be one.
  public func header() -> [UInt8] {
    var line = byteOrderMark ? ByteOrderMark.utf8 : []
    append(dialect.layout.columns.map(\.code).joined(separator: ","), to: &line, quoting: false)
    return line + [0x0D, 0x0A]
  }

  /// Appends a page's line.
  public func append(_ page: FrontPage, to output: inout [UInt8]) {
    append(page, dirt: nil, to: &output)
  }

  func append(_ page: FrontPage, dirt: DirtKind?, to output: inout [UInt8]) {
    let values = PageValues(page: page, dialect: dialect)
    for (separators, slot) in plan {
      for _ in 0..<separators { output.append(0x2C) }
      if let text = dirt?.text(slot, values) ?? values.text(slot) { append(text, to: &output) }
    }
    for _ in 0..<trailingSeparators { output.append(0x2C) }
    output.append(0x0D)
    output.append(0x0A)
  }

  /// Appends a field, in quotes when it holds a separator, quote or line break (RFC 4180).
  private func append(_ text: String, to output: inout [UInt8], quoting: Bool = true) {
    var isASCII = true
    var needsQuotes = false
    for byte in text.utf8 {
      if byte >= 0x80 { isASCII = false }
      if quoting, byte == 0x2C || byte == 0x22 || byte == 0x0A || byte == 0x0D { needsQuotes = true }
    }
    let quoted = needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    if encoding == .utf8 || isASCII {
      output.append(contentsOf: quoted.utf8)
    } else {
      GB18030.tables.encode(quoted.unicodeScalars, into: &output)
    }
  }
}

/// A page's values as its dialect writes them.
struct PageValues {
  let page: FrontPage
  let dialect: FrontPageDialect

  /// The text of a slot, nil when blank.
  func text(_ slot: Slot) -> String? {
    switch slot.field {
    case .institutionCode: page.institutionCode
    case .institutionName: page.institutionName
    case .recordNumber: page.recordNumber
    case .stayNumber: String(page.stayNumber)
    case .name: page.name
    case .sex: isInWords ? ChineseCodes.text(page.sex) : String(page.sex.rawValue)
    case .birthDate: page.birthDate.map(day)
    case .age: page.age.map(age)
    case .identityNumber: page.identityNumber?.text
    case .address: page.address
    case .phone: page.phone.text
    case .workPhone: page.workPhone.text
    case .contactName: page.contact.name
    case .contactRelation:
      page.contact.relation.map { isInWords ? ChineseCodes.text($0) : String($0.rawValue) }
    case .contactPhone: page.contact.phone.text
    case .admissionRoute:
      page.admissionRoute.map { isInWords ? ChineseCodes.text($0) : String($0.rawValue) }
    case .admitted: moment(page.admitted)
    case .admittedHour: page.admitted.hour.map(twoDigits)
    case .discharged: moment(page.discharged)
    case .dischargedHour: page.discharged.hour.map(twoDigits)
    case .department: page.department
    case .ward: page.ward
    case .mainDiagnosisCode: page.mainDiagnosis?.code
    case .mainDiagnosisName: page.mainDiagnosis?.name
    case .otherDiagnosisCode: diagnosis(slot)?.code
    case .otherDiagnosisName: diagnosis(slot)?.name
    case .operationCode: operation(slot)?.code
    case .operationDate: operation(slot)?.date.map(moment)
    case .operationName: operation(slot)?.name
    case .attending: page.attending
    case .resident: page.resident
    case .nurse: page.nurse
    case .wayOfLeaving:
      isInWords ? ChineseCodes.text(page.wayOfLeaving) : String(page.wayOfLeaving.rawValue)
    case .record: nil
    }
  }

  private var isInWords: Bool { dialect == .dailyList }

  private func diagnosis(_ slot: Slot) -> FrontPage.Diagnosis? {
    slot.ordinal <= page.otherDiagnoses.count ? page.otherDiagnoses[slot.ordinal - 1] : nil
  }

  private func operation(_ slot: Slot) -> FrontPage.Operation? {
    slot.ordinal <= page.operations.count ? page.operations[slot.ordinal - 1] : nil
  }

  private func age(_ age: StatedAge) -> String {
    switch age.unit {
    case .years: String(age.value)
    case .months: "\(age.value)月"
    case .days: "\(age.value)天"
    case .hours: "\(age.value)小时"
    }
  }

  private func day(_ date: PlainDate) -> String {
    dialect == .n041 ? "\(date.year)\(twoDigits(date.month))\(twoDigits(date.day))" : date.description
  }

  private func moment(_ moment: PlainDateTime) -> String {
    guard dialect != .n041, let hour = moment.hour else { return day(moment.date) }
    return "\(moment.date) \(twoDigits(hour)):\(twoDigits(moment.minute ?? 0))\(seconds(of: moment))"
  }

  /// A clerk writes none, the national lists ask for them.
  private func seconds(of moment: PlainDateTime) -> String {
    if dialect == .dailyList, moment.second == nil { return "" }
    return ":\(twoDigits(moment.second ?? 0))"
  }
}
