import FrontPages
import SQL

/// The discharges that a demo hospital begins with: of the last month and of this one up to yesterday, so that work is due.
struct DemoDischarges: Sendable {
  /// No hospital's record numbers begin like this, so that a real file never meets one of the demo's patients.
  static let recordPrefix = "DEMO"

  let seed: UInt64
  let rows: Int
  let dialect: FrontPageDialect
  /// Names of departments in this hospital, where they are others than the generator's.
  let renamed: [String: String]

  /// The file as the hospital's system would export it.
  func file(of hospital: DemoHospital, today: CalendarDay) -> [UInt8] {
    let writer = FrontPageWriter(dialect: dialect)
    var bytes = writer.header()
    guard let source = source(of: hospital, today: today) else { return bytes }
    for page in pages(source, of: hospital) { writer.append(page, to: &bytes) }
    return bytes
  }

  /// The first pages that belong to a department of the hospital.
  private func pages(_ source: SyntheticDischarges, of hospital: DemoHospital) -> [FrontPage] {
    var pages: [FrontPage] = []
    var index = 0
    while pages.count < rows, index < source.count {
      var page = source.page(at: index)
      index += 1
      let department = page.department.map { renamed[$0] ?? $0 } ?? ""
      guard hospital.departments.contains(department) else { continue }
      page.department = department
      page.recordNumber = Self.recordPrefix + page.recordNumber
      pages.append(page)
    }
    return pages
  }

  private func source(of hospital: DemoHospital, today: CalendarDay) -> SyntheticDischarges? {
    let (year, month) = today.month == 1 ? (today.year - 1, 12) : (today.year, today.month - 1)
    guard let first = PlainDate(year: year, month: month, day: 1),
      let yesterday = PlainDate(daysSince1970: today.daysSince1970 - 1)
    else { return nil }
    return SyntheticDischarges(
      seed: seed, count: rows * 40, from: first, through: yesterday,
      hospital: SyntheticDischarges.Hospital(code: hospital.code, name: hospital.name))
  }
}
