/// The age as the page states it, which is all there is when the birth date is missing: `45`, `3Y`, `5月`, `2D`.
public struct StatedAge: Sendable, Hashable {
  /// What the value counts.
  public enum Unit: String, Sendable, Hashable {
    /// Completed years.
    case years
    /// Completed months, used below one year.
    case months
    /// Days, used for newborns.
    case days
    /// Hours, used on the day of birth.
    case hours
  }

  /// The number of units, 0…150 for years.
  public var value: Int
  /// What is counted.
  public var unit: Unit

  /// An age of that many units.
  public init(value: Int, unit: Unit) {
    self.value = value
    self.unit = unit
  }

  /// The age that a text such as `45`, `45岁`, `3Y`, `5月`, `2D` or `3岁5月` states (the leading part), or nil.
  init?(text: String) {
    let bytes = text.utf8
    var value = 0
    var digits = 0
    var rest = bytes[...]
    while let byte = rest.first, byte >= 0x30, byte <= 0x39, digits < 4 {
      value = value * 10 + Int(byte - 0x30)
      digits += 1
      rest = rest.dropFirst()
    }
    guard digits > 0, let unit = StatedAge.unit(String(Substring(rest))) else { return nil }
    guard unit != .years || value <= 150 else { return nil }
    self.init(value: value, unit: unit)
  }

  private static func unit(_ text: String) -> Unit? {
    if text.hasPrefix("周岁") { return .years }
    return switch text.first {
    case nil, "Y", "y", "岁", "年": .years
    case "M", "m", "月", "个": .months
    case "D", "d", "天", "日": .days
    case "H", "h", "时", "小": .hours
    default: nil
    }
  }
}
