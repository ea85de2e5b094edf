import FrontPages
import SQL

/// The discharges that a demo hospital begins with: a year of them up to yesterday, so that there is a past to report on and work that
/// is due.
struct DemoDischarges: Sendable {
  /// No hospital's record numbers begin like this, so that a real file never meets one of the demo's patients.
  static let recordPrefix = "DEMO"

  let seed: UInt64
  var rows: Int
  let dialect: FrontPageDialect
  /// How many of the discharges each department has, in any unit: what kind of hospital it is.
  let shares: KeyValuePairs<String, Int>

  /// The file as the hospital's system would export it: the same for the same day.
  func file(of hospital: DemoHospital, today: CalendarDay) -> [UInt8] {
    let writer = FrontPageWriter(dialect: dialect)
    var bytes = writer.header()
    guard let source = source(of: hospital, today: today) else { return bytes }
    var families = DemoFamilies(
      (0..<source.count).lazy.map(source.page), since: PlainDate(daysSince1970: today.daysSince1970 - 45) ?? source.from
    )
    for index in 0..<source.count {
      var page = families.joined(source.page(at: index))
      page.recordNumber = Self.recordPrefix + page.recordNumber
      DemoFamily.fit(&page, number: index)
      writer.append(page, to: &bytes)
    }
    return bytes
  }

  private func source(of hospital: DemoHospital, today: CalendarDay) -> SyntheticDischarges? {
    guard let first = PlainDate(daysSince1970: today.daysSince1970 - 365),
      let yesterday = PlainDate(daysSince1970: today.daysSince1970 - 1)
    else { return nil }
    return SyntheticDischarges(
      seed: seed, count: rows, from: first, through: yesterday,
      hospital: SyntheticDischarges.Hospital(code: hospital.code, name: hospital.name),
      shares: Dictionary(shares.map { ($0.key, $0.value) }) { first, _ in first })
  }
}
