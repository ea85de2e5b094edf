/// The fields without which a record is rejected.
extension RecordReader {
  mutating func readRecordNumber(
    _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> String? {
    guard let text = text(.recordNumber, fields, bytes, &findings) else {
      if findings.problems.isEmpty { findings.reject(.recordNumberMissing, .recordNumber) }
      return nil
    }
    if text.contains(where: { $0 == "+" || $0 == "." }), PhoneReading.isScientific(Array(text.utf8)) {
      findings.reject(.recordNumberLost, .recordNumber, text)
      return nil
    }
    let number = CodeReading.withoutFraction(CodeReading.halfWidth(text))
    if number.unicodeScalars.count > 50 {
      findings.reject(.recordNumberTooLong, .recordNumber, number)
      return nil
    }
    return number
  }

  mutating func readStayNumber(
    _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> Int? {
    guard let text = text(.stayNumber, fields, bytes, &findings) else {
      findings.note(.stayNumberAssumed, .stayNumber)
      return 1
    }
    var digits = CodeReading.withoutFraction(CodeReading.halfWidth(text))
    if digits.hasPrefix("第"), digits.hasSuffix("次") { digits = String(digits.dropFirst().dropLast()) }
    guard digits.utf8.count <= 6, digits.utf8.allSatisfy(PhoneReading.isDigit), let number = Int(digits), number >= 1
    else {
      findings.reject(.stayNumberInvalid, .stayNumber, text)
      return nil
    }
    return number
  }

  /// A date with its time, the hour from a column of its own when the date's column gives none or midnight.
  mutating func readMoment(
    _ field: FrontPageField, hour hourField: FrontPageField, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>,
    _ findings: inout Findings
  ) -> PlainDateTime? {
    let problems = findings.problems.count
    guard let text = text(field, fields, bytes, &findings) else {
      if findings.problems.count == problems { findings.reject(.dateMissing, field) }
      return nil
    }
    guard var moment = DateReading.read(text) ?? DateReading.readDay(text).map({ PlainDateTime(date: $0) }) else {
      findings.reject(.dateInvalid, field, text)
      return nil
    }
    if moment.hour == nil, text.contains(":") { findings.note(.hourInvalid, field, text) }
    let isMidnight = (moment.hour ?? 0, moment.minute ?? 0, moment.second ?? 0) == (0, 0, 0)
    if isMidnight, let hourText = self.text(hourField, fields, bytes, &findings) {
      if let time = DateReading.readHour(hourText) {
        moment = PlainDateTime(date: moment.date, hour: time.hour, minute: time.minute)
      } else if let whole = DateReading.read(hourText), whole.date == moment.date {
        moment = whole
      } else {
        findings.note(.hourInvalid, field, hourText)
      }
    }
    return moment
  }

  func checkOrder(_ admitted: PlainDateTime?, _ discharged: PlainDateTime?, _ findings: inout Findings) {
    guard let discharged else { return }
    if let admitted, discharged.isCertainlyBefore(admitted) {
      findings.reject(.dischargedBeforeAdmitted, .discharged, "\(admitted) → \(discharged)")
    }
    if let today = rules.today, discharged.date > today {
      findings.reject(.dischargedInFuture, .discharged, discharged.description)
    }
  }

  mutating func readWayOfLeaving(
    _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> WayOfLeaving? {
    let problems = findings.problems.count
    guard let text = text(.wayOfLeaving, fields, bytes, &findings) else {
      if findings.problems.count == problems { findings.reject(.wayOfLeavingMissing, .wayOfLeaving) }
      return nil
    }
    if let way = CodeReading.wayOfLeaving(text) { return way }
    findings.reject(.wayOfLeavingUnknown, .wayOfLeaving, text)
    return nil
  }
}
