extension SyntheticDischarges {
  /// A patient's first page.
  func firstPage(at index: Int) -> FrontPage {
    var random = SplitMix64(seed, 2, UInt64(index))
    let department = department(&random)
    let illness = random.pick(department.cases)
    let (admitted, discharged) = stay(illness, &random)
    let sex = illness.sex ?? (random.happens(500) ? .male : .female)
    let isNewborn = illness.ages == 0...0
    let name = isNewborn ? SyntheticNames.newborn(sex, &random) : SyntheticNames.person(sex, &random)
    var page = FrontPage(
      recordNumber: recordNumber(index), stayNumber: random.happens(720) || isNewborn ? 1 : random.pick(2...5),
      name: name, admitted: admitted, discharged: discharged, wayOfLeaving: way(department, &random))
    page.rowNumber = index + 1
    page.institutionCode = hospital.code
    page.institutionName = hospital.name
    page.sex = sex
    addBirth(illness.ages, to: &page, &random)
    addContacts(to: &page, isNewborn: isNewborn, &random)
    page.admissionRoute = random.happens(department.name == "急诊科" ? 900 : 220) ? .emergency : .outpatient
    page.department = department.name
    page.ward = random.pick(department.wards)
    page.mainDiagnosis = FrontPage.Diagnosis(code: illness.code, name: illness.name)
    page.otherDiagnoses = otherDiagnoses(page, &random)
    addOperation(illness, to: &page, &random)
    page.attending = random.pick(department.attending)
    page.resident = random.pick(department.residents)
    page.nurse = random.pick(department.nurses)
    return page
  }

  /// Year and month of the first day, then the index: unique in a hospital as long as its months don't overlap.
  private func recordNumber(_ index: Int) -> String {
    let digits = String(index)
    return "\(from.year % 100)\(twoDigits(from.month))" + String(repeating: "0", count: max(0, 8 - digits.count))
      + digits
  }

  private func stay(_ illness: SyntheticCase, _ random: inout SplitMix64) -> (PlainDateTime, PlainDateTime) {
    let days = through.daysSince1970 - from.daysSince1970
    let last = from.daysSince1970 + random.pick(0...days)
    let nights = random.pick(illness.nights)
    let dischargedOn = PlainDate(daysSince1970: last) ?? from
    let admittedOn = PlainDate(daysSince1970: last - nights) ?? dischargedOn
    if nights == 0 {
      return (moment(admittedOn, 7...10, &random), moment(dischargedOn, 14...19, &random))
    }
    return (moment(admittedOn, 8...20, &random), moment(dischargedOn, 8...17, &random))
  }

  private func way(_ department: SyntheticDepartment, _ random: inout SplitMix64) -> WayOfLeaving {
    if random.happens(department.deathsPerMille) { return .died }
    switch random.pick(0...999) {
    case ..<918: return .home
    case ..<963: return .againstAdvice
    case ..<982: return .community
    case ..<996: return .transferred
    default: return .other
    }
  }

  private func addBirth(_ ages: ClosedRange<Int>, to page: inout FrontPage, _ random: inout SplitMix64) {
    let admitted = page.admitted.date.daysSince1970
    let days = ages == 0...0 ? random.pick(0...20) : random.pick(ages) * 365 + random.pick(20...360)
    guard let birth = PlainDate(daysSince1970: admitted - days) else { return }
    page.birthDate = birth
    page.age =
      switch days {
      case ..<28: StatedAge(value: days, unit: .days)
      case ..<365: StatedAge(value: max(1, days / 30), unit: .months)
      default: StatedAge(value: completedYears(birth, on: page.admitted.date), unit: .years)
      }
    guard days >= 90, !random.happens(25) else { return }
    page.identityNumber = identityNumber(birth, page.sex, &random)
  }

  private func completedYears(_ birth: PlainDate, on day: PlainDate) -> Int {
    day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day) ? 1 : 0)
  }

  /// A number whose check character is right and which nobody has: no division of the country begins with 99.
  private func identityNumber(_ birth: PlainDate, _ sex: Sex, _ random: inout SplitMix64) -> IdentityNumber {
    let order = random.pick(0...49) * 20 + random.pick(0...9) * 2 + (sex == .male ? 1 : 0)
    let padded = "\(order < 10 ? "00" : order < 100 ? "0" : "")\(order)"
    let body = "990\(random.pick(100...999))\(birth.year)\(twoDigits(birth.month))\(twoDigits(birth.day))\(padded)"
    let check = IdentityNumber.checkCharacter(Array(body.utf8))
    return IdentityNumber(body + String(Unicode.Scalar(check)))
  }

  private func otherDiagnoses(_ page: FrontPage, _ random: inout SplitMix64) -> [FrontPage.Diagnosis] {
    guard page.age?.unit == .years, let age = page.age?.value, age >= 40, page.department != "产科" else { return [] }
    let first = random.pick(0...SyntheticDischarges.companions.count - 1)
    return (0..<random.pick(0...min(4, age / 20))).compactMap { step in
      let (code, name) = SyntheticDischarges.companions[(first + step) % SyntheticDischarges.companions.count]
      return code == page.mainDiagnosis?.code ? nil : FrontPage.Diagnosis(code: code, name: name)
    }
  }

  private func addOperation(_ illness: SyntheticCase, to page: inout FrontPage, _ random: inout SplitMix64) {
    guard let operation = illness.operation, random.happens(operation.perMille) else { return }
    let start = page.admitted.date.daysSince1970
    let nights = page.discharged.date.daysSince1970 - start
    let day = random.pick(min(1, nights)...max(min(1, nights), nights / 2))
    guard let date = PlainDate(daysSince1970: start + day) else { return }
    // Nobody leaves before 8 in the morning, and who stays no night comes before 11 and leaves after 14.
    let time =
      nights > 1
      ? moment(date, 8...16, &random) : PlainDateTime(date: date, hour: nights == 1 ? 8 : 12, minute: 0, second: 0)
    page.operations = [FrontPage.Operation(code: operation.code, date: time, name: operation.name)]
  }

  /// What elderly patients have besides.
  private static let companions = [
    ("I10.x00", "特发性高血压"), ("E11.900", "2型糖尿病"), ("E78.500", "高脂血症"), ("I25.100", "动脉硬化性心脏病"),
    ("K76.000", "脂肪肝"), ("M81.900", "骨质疏松"), ("N28.100", "肾囊肿"), ("I70.900", "动脉粥样硬化"),
  ]
}
