import FrontPages

/// From when to when a stay went, as days.
struct StayDays: Sendable, Hashable {
  let admitted: Int
  let discharged: Int

  init(admitted: Int, discharged: Int) {
    self.admitted = admitted
    self.discharged = discharged
  }

  init(_ page: FrontPage) {
    self.init(admitted: page.admitted.date.daysSince1970, discharged: page.discharged.date.daysSince1970)
  }

  /// Whether the two can't be one stay, one of them corrected: the one ends before the other begins. Where stay numbers are blank or
  /// always 1, a second stay would else overwrite the first. With a day of admission or discharge in common they may be one.
  func isAnotherStay(than other: StayDays) -> Bool {
    let (first, second) = admitted <= other.admitted ? (self, other) : (other, self)
    return first.admitted < second.admitted && first.discharged <= second.admitted
      && first.discharged < second.discharged
  }
}
