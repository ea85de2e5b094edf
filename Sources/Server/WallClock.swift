import Glibc
import SQL
import Synchronization

/// The present second as HTTP writes it (RFC 9110 §5.6.7), formatted once a second.
final class WallClock: Sendable {
  static let shared = WallClock()

  private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

  private let formatted = Mutex<(second: Int, text: String)>((-1, ""))

  var httpDate: String {
    let second = time(nil)
    return formatted.withLock { formatted in
      if formatted.second != second { formatted = (second, Self.format(second)) }
      return formatted.text
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`, from seconds since 1970.
  static func format(_ second: Int) -> String {
    let day = CalendarDay(daysSince1970: second / 86_400) ?? .last
    let ofDay = second % 86_400
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(weekdays[day.weekday - 1]), \(two(day.day)) \(months[day.month - 1]) \(day.year) "
      + "\(two(ofDay / 3600)):\(two(ofDay / 60 % 60)):\(two(ofDay % 60)) GMT"
  }
}
