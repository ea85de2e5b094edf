/// One kind of dirt seen in real exports, put into a generated row.
enum DirtKind: CaseIterable, Sendable {
  // Kept by the reader.
  case phoneScientific, phoneFraction, identityDash, identityFullWidthDash, birthDateChinese, birthDateSlashes
  case birthDateMonthFirst, addressLineBreak, ageUnit, nameSpaces, wayOfLeavingFraction
  // Rejected by the reader.
  case recordNumberBlank, dischargeNoDate, dischargeBeforeAdmission, wayOfLeavingSeven

  static let kept: [DirtKind] = allCases.filter { $0.rule == nil }
  static let rejected: [DirtKind] = allCases.filter { $0.rule != nil }

  /// The rule by which the reader rejects the row.
  var rule: RejectionRule? {
    switch self {
    case .recordNumberBlank: .recordNumberMissing
    case .dischargeNoDate: .dateInvalid
    case .dischargeBeforeAdmission: .dischargedBeforeAdmitted
    case .wayOfLeavingSeven: .wayOfLeavingUnknown
    default: nil
    }
  }

  /// What the slot says instead; nil when this dirt leaves it alone.
  func text(_ slot: Slot, _ values: PageValues) -> String? {
    switch (self, slot.field) {
    case (.phoneScientific, .phone): scientific(values.page.phone.text)
    case (.phoneFraction, .phone): values.page.phone.text.map { $0 + ".0" }
    case (.identityDash, .identityNumber): "-"
    case (.identityFullWidthDash, .identityNumber): "—"
    case (.birthDateChinese, .birthDate): values.page.birthDate.map { "\($0.year)年\($0.month)月\($0.day)日" }
    case (.birthDateSlashes, .birthDate): values.page.birthDate.map { "\($0.year)/\($0.month)/\($0.day)" }
    case (.birthDateMonthFirst, .birthDate): values.page.birthDate.map { "\($0.month)/\($0.day)/\($0.year)" }
    case (.addressLineBreak, .address): values.page.address.map { "\($0)\n东单元\"301\"室" }
    case (.ageUnit, .age):
      values.page.age.map { "\($0.value)\($0.unit == .years ? "Y" : $0.unit == .months ? "M" : "D")" }
    case (.nameSpaces, .name): "\u{3000}\(values.page.name) "
    case (.wayOfLeavingFraction, .wayOfLeaving): "\(values.page.wayOfLeaving.rawValue).0"
    case (.recordNumberBlank, .recordNumber): ""
    case (.dischargeNoDate, .discharged): "not a date"
    case (.dischargeBeforeAdmission, .discharged): earlier(values)
    case (.wayOfLeavingSeven, .wayOfLeaving): "7"
    default: nil
    }
  }

  private func scientific(_ number: String?) -> String? {
    guard let digits = number.map({ Array($0) }), digits.count == 11 else { return nil }
    return "\(digits[0]).\(digits[1])\(digits[2])E+10"
  }

  private func earlier(_ values: PageValues) -> String? {
    guard let date = PlainDate(daysSince1970: values.page.admitted.date.daysSince1970 - 4) else { return nil }
    var moved = values.page
    moved.discharged.date = date
    return PageValues(page: moved, dialect: values.dialect).text(Slot(field: .discharged))
  }
}
