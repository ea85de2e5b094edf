/// The empty 出院日报 that a ward fills in: the header and one example row, which shows how values are written. Whoever forgets to
/// delete it imports nobody: every reader knows it and rejects it by a rule of its own.
public enum DailyListTemplate {
  /// The file, in UTF-8 with a byte order mark, so that Excel opens it as it is.
  public static var bytes: [UInt8] {
    let writer = FrontPageWriter(dialect: .dailyList, byteOrderMark: true)
    var bytes = writer.header()
    if let example { writer.append(example, to: &bytes) }
    return bytes
  }

  private static let exampleMark = "示例"
  private static let exampleName = "示例患者"

  /// Whether a row is the template's example, or was begun on it and still has its number or name.
  static func isExample(_ recordNumber: String?, name: String?) -> Bool {
    recordNumber?.hasPrefix(exampleMark) == true || name == exampleName
  }

  private static var example: FrontPage? {
    guard let birth = PlainDate(year: 1960, month: 5, day: 14), let admitted = PlainDate(year: 2026, month: 1, day: 5),
      let discharged = PlainDate(year: 2026, month: 1, day: 12)
    else { return nil }
    var page = FrontPage(
      recordNumber: exampleMark + "（请删除本行）", stayNumber: 1, name: exampleName,
      admitted: PlainDateTime(date: admitted, hour: 9, minute: 30),
      discharged: PlainDateTime(date: discharged, hour: 10, minute: 0), wayOfLeaving: .home)
    page.sex = .female
    page.birthDate = birth
    page.age = StatedAge(value: 65, unit: .years)
    page.phone = PhoneNumber(text: "16000000001", usability: .usable)
    page.contact = FrontPage.Contact(
      name: "示例家属", relation: .daughter, phone: PhoneNumber(text: "16000000002", usability: .usable))
    page.department = "心血管内科"
    page.ward = "心内一病区"
    page.mainDiagnosis = FrontPage.Diagnosis(code: "I10.x00", name: "特发性高血压")
    page.resident = "示例医师"
    page.nurse = "示例护士"
    return page
  }
}
