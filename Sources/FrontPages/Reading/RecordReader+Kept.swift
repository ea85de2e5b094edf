/// The fields that are kept whatever they say, with a note where they should be looked at.
extension RecordReader {
  mutating func readPerson(
    into page: inout FrontPage, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) {
    if let text = text(.sex, fields, bytes, &findings) {
      let sex = CodeReading.sex(text)
      if sex == nil { findings.note(.sexUnknown, .sex, text) }
      page.sex = sex ?? .unknown
    }
    readBirth(into: &page, fields, bytes, &findings)
    readIdentityNumber(into: &page, fields, bytes, &findings)
    if page.age != nil, page.birthDate == nil { findings.note(.ageAlone, .age) }
    page.address = text(.address, fields, bytes, &findings).flatMap { BlankMarks.meansNone($0) ? nil : $0 }
    page.phone = readPhone(.phone, of: &page, fields, bytes, &findings)
    page.workPhone = readPhone(.workPhone, of: &page, fields, bytes, &findings)
    page.contact.name = text(.contactName, fields, bytes, &findings).flatMap { BlankMarks.meansNone($0) ? nil : $0 }
    page.contact.phone = readPhone(.contactPhone, of: &page, fields, bytes, &findings)
    if page.hasNoNumber {
      findings.note(.numberNone, .phone)
    } else if page.contact.name != nil, page.contact.phone == .absent {
      findings.note(.contactWithoutPhone, .contactName)
    }
    if let text = text(.contactRelation, fields, bytes, &findings) {
      let relation = CodeReading.relation(text)
      if relation == nil { findings.note(.relationUnknown, .contactRelation, text) }
      page.contact.relation = relation ?? .other
    }
  }

  mutating func readStay(
    into page: inout FrontPage, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) {
    page.institutionCode = text(.institutionCode, fields, bytes, &findings)
    page.institutionName = text(.institutionName, fields, bytes, &findings)
    if page.institutionName == page.recordNumber {
      page.institutionName = nil
      findings.note(.institutionNameIsRecordNumber, .institutionName)
    }
    if let text = text(.admissionRoute, fields, bytes, &findings) {
      page.admissionRoute = CodeReading.admissionRoute(text, swapped: rules.swapsEmergencyAndOutpatient)
      if page.admissionRoute == nil { findings.note(.admissionRouteUnknown, .admissionRoute, text) }
    }
    page.department = shortName(.department, fields, bytes, &findings)
    if page.department == nil { findings.note(.departmentMissing, .department) }
    page.ward = text(.ward, fields, bytes, &findings)
    let code = text(.mainDiagnosisCode, fields, bytes, &findings).map(CodeReading.diseaseCode)
    let name = text(.mainDiagnosisName, fields, bytes, &findings)
    if code != nil || name != nil { page.mainDiagnosis = FrontPage.Diagnosis(code: code, name: name) }
    page.otherDiagnoses = readOtherDiagnoses(fields, bytes, &findings)
    page.operations = readOperations(fields, bytes, &findings)
    page.attending = shortName(.attending, fields, bytes, &findings)
    page.resident = shortName(.resident, fields, bytes, &findings)
    page.nurse = shortName(.nurse, fields, bytes, &findings)
  }

  /// The name of a department or a member of staff.
  private mutating func shortName(
    _ field: FrontPageField, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) -> String? {
    guard let text = text(field, fields, bytes, &findings) else { return nil }
    guard text.unicodeScalars.count > FrontPage.longestName else { return text }
    findings.note(.nameCut, field, text)
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(FrontPage.longestName)))
  }

  private mutating func readBirth(
    into page: inout FrontPage, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) {
    if let text = text(.birthDate, fields, bytes, &findings) {
      let date = DateReading.read(text)?.date
      if let date, date <= page.admitted.date {
        page.birthDate = date
      } else {
        findings.note(.birthDateInvalid, .birthDate, text)
      }
    }
    if let text = text(.age, fields, bytes, &findings) {
      page.age = StatedAge(text: CodeReading.withoutFraction(CodeReading.halfWidth(text)))
      if page.age == nil { findings.note(.ageInvalid, .age, text) }
    }
  }

  private mutating func readIdentityNumber(
    into page: inout FrontPage, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>, _ findings: inout Findings
  ) {
    guard let text = text(.identityNumber, fields, bytes, &findings), !BlankMarks.meansNone(text) else { return }
    let number = IdentityNumber(CodeReading.withoutFraction(CodeReading.halfWidth(text)))
    page.identityNumber = number
    if number.state == .invalid {
      let isLost = PhoneReading.isScientific(Array(number.text.utf8))
      findings.note(isLost ? .identityNumberLost : .identityNumberInvalid, .identityNumber, number.text)
    } else if let birthDate = page.birthDate, birthDate != number.birthDate {
      findings.note(.birthDateDiffers, .birthDate)
    } else if page.birthDate == nil, let birthDate = number.birthDate, birthDate <= page.admitted.date {
      page.birthDate = birthDate
      findings.note(.birthDateFromIdentityNumber, .birthDate)
    }
  }

  private mutating func readPhone(
    _ field: FrontPageField, of page: inout FrontPage, _ fields: [DelimitedScanner.Field], _ bytes: Span<UInt8>,
    _ findings: inout Findings
  ) -> PhoneNumber {
    var texts = [text(field, fields, bytes, &findings)]
    if field == .phone {
      for column in map.furtherPhones { texts.append(text(field, column: column, fields, bytes, &findings)) }
    }
    var told: [String] = []
    for case let text? in texts where !BlankMarks.meansNone(text) && !told.contains(text) { told.append(text) }
    guard !told.isEmpty else { return .absent }
    let text = told.joined(separator: ";")
    let (number, further, isSeveral) = PhoneReading.read(text)
    page.furtherNumbers += further.map { FrontPage.FurtherNumber(field: field, number: $0) }
    if isSeveral { findings.note(.phoneSeveral, field) }
    if case .unusable(let defect) = number.usability {
      findings.note(defect == .scientificNotation ? .phoneLost : .phoneUnusable, field, text)
    }
    return number
  }
}
