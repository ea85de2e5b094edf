import FrontPages

/// Mothers for the newborns of the last weeks, so that the demo's centre has children to link: pages are made one by one and know nothing
/// of each other.
struct DemoFamilies {
  private struct Birth {
    let day: Int
    let mother: FrontPage
  }

  /// Newborns discharged before this day are left as they are: a year's families would be work that nobody has time for.
  private let since: Int
  private var births: [Birth] = []
  private var stays: [String: Int] = [:]

  /// Learns who has given birth.
  init(_ pages: some Sequence<FrontPage>, since: PlainDate) {
    self.since = since.daysSince1970
    for page in pages {
      stays[page.recordNumber, default: 0] += 1
      if page.department == "产科" {
        births.append(Birth(day: page.admitted.date.daysSince1970 + 1, mother: page))
      }
    }
  }

  /// The page; a newborn's of the last weeks as the child of a woman who gave birth in those days, each mother's once.
  mutating func joined(_ page: FrontPage) -> FrontPage {
    let admitted = page.admitted.date.daysSince1970
    guard page.department == "新生儿科", page.age?.unit == .days, page.discharged.date.daysSince1970 >= since,
      stays[page.recordNumber] == 1,
      let place = births.firstIndex(where: { (0...20).contains(admitted - $0.day) }),
      let birthDate = PlainDate(daysSince1970: births[place].day)
    else { return page }
    let birth = births.remove(at: place)
    var child = page
    child.name = birth.mother.name + (page.sex == .female ? "之女" : "之子")
    child.birthDate = birthDate
    child.age = StatedAge(value: admitted - birth.day, unit: .days)
    child.phone = birth.mother.phone
    return child
  }
}
