import JSONRPC
import Operations
import SQL

extension BulkTable {
  /// A cell as a checked text; what is wrong with it is noted.
  mutating func checked<Text: CheckedText>(_ row: Row, _ key: String, as type: Text.Type) -> String? {
    guard let text = row.text(key) else { return nil }
    if !Text.accepts(text) { add(row.number, key, Text.rule, Text.message) }
    return text
  }

  /// A text as one of a closed list, by its code or one of its names; what is wrong with it is noted.
  mutating func listed<Value: ListedValue>(_ text: String?, _ row: Row, _ key: String, as type: Value.Type) -> Value? {
    guard let text else { return nil }
    if let value = Value(named: text) { return value }
    let names = Value.allCases.map(\.chineseName).joined(separator: "、")
    add(
      row.number, key, "enum",
      LocalizedText(
        chinese: "须为以下之一：\(names)",
        english: "must be one of: \(Value.allCases.map(\.rawValue).joined(separator: ", "))"))
    return nil
  }

  /// A cell as a day that has come; what is wrong with it is noted.
  mutating func pastDay(_ row: Row, _ key: String, today: CalendarDay) -> CalendarDay? {
    guard let text = row.text(key) else { return nil }
    if let day = DayText.day(text), day <= today { return day }
    add(
      row.number, key, "date",
      LocalizedText(
        chinese: "须为不晚于今天的日期，如 2015-07-01、2015/7/1 或 2015年7月",
        english: "must be a day like 2015-07-01, 2015/7/1 or 2015年7月, not in the future"))
    return nil
  }

  /// Whether the row's entry is confirmed; nil when the file doesn't say.
  mutating func confirmation(_ row: Row) -> Bool? {
    listed(row.text(BulkColumn.confirmed.key), row, BulkColumn.confirmed.key, as: Confirmation.self).map { $0 == .yes }
  }
}
