public import FoundationEssentials
public import SQL

/// Values as tests write them down.
extension UUID {
  /// An identifier that came as text; one that stands for nothing when the text is none.
  public init(_ text: String) {
    self = UUID(uuidString: text) ?? UUID()
  }
}

extension CalendarDay: ExpressibleByStringLiteral {
  /// A day that is right by reading it: `"2026-10-01"`.
  public init(stringLiteral text: String) {
    guard let day = CalendarDay(text) else { preconditionFailure("\(text) is no day") }
    self = day
  }
}
