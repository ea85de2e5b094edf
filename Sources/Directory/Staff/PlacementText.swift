import FoundationEssentials
import SQL

/// Where else somebody works as a cell of a spreadsheet: 儿科(2020-01-01至2021-12-31);产科(2021-03-01起).
enum PlacementText {
  /// A department by name, and its period as far as it is told.
  struct Stated: Equatable {
    let department: String
    var validFrom: CalendarDay?
    var validUntil: CalendarDay?
  }

  /// A cell of further departments; nil when a period can't be read.
  static func read(_ cell: String) -> [Stated]? {
    let parts = cell.split { ";；\n".contains($0) }.map { trimmed(String($0)) }.filter { !$0.isEmpty }
    let stated = parts.compactMap(one)
    return stated.count == parts.count ? stated : nil
  }

  /// The cell of further departments that ``read(_:)`` takes back.
  static func write(_ stated: [Stated]) -> String {
    stated.map { stated in
      guard let from = stated.validFrom else { return stated.department }
      return "\(stated.department)(\(from)\(stated.validUntil.map { "至\($0)" } ?? "起"))"
    }.joined(separator: ";")
  }

  /// Only brackets that hold a period, so begin with a digit, are no part of the department's name.
  private static func one(_ part: String) -> Stated? {
    guard let last = part.last, ")）".contains(last), let open = part.lastIndex(where: { "(（".contains($0) }),
      part[part.index(after: open)...].first?.isNumber == true
    else { return Stated(department: part) }
    let period = part[part.index(after: open)...].dropLast()
    let name = trimmed(String(part[..<open]))
    let ends = period.split(omittingEmptySubsequences: false) { "至~～到—起".contains($0) }.map {
      trimmed(String($0))
    }
    guard let from = DayText.day(ends[0]), !name.isEmpty, ends.count <= 2 else { return nil }
    guard ends.count == 2, !ends[1].isEmpty, ends[1] != "今" else { return Stated(department: name, validFrom: from) }
    guard let until = DayText.day(ends[1]), until >= from else { return nil }
    return Stated(department: name, validFrom: from, validUntil: until)
  }

  private static func trimmed(_ text: String) -> String {
    let rest = text.drop(while: \.isWhitespace)
    return rest.lastIndex { !$0.isWhitespace }.map { String(rest[...$0]) } ?? ""
  }
}
