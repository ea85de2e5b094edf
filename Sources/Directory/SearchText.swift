import JSONRPC
import Operations
import SQL

/// What a person types to find somebody: a part of a name, a number, or pinyin initials.
struct SearchText: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[^\p{Cc}\s](?:[^\p{Cc}]{0,28}[^\p{Cc}\s])?/ }
  static let rule = "searchText"
  static let message = LocalizedText(
    chinese: "查找内容须为 1 到 30 个字符，首尾不能是空格", english: "must be 1 to 30 characters without spaces at the ends")
  static let sample = "xxgnk"

  /// The initials that it may stand for; nil when it holds anything but letters and digits of ASCII.
  private var initials: String? {
    text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) } ? text.lowercased() : nil
  }

  /// Whether a row is found. Names are compared as they are, so that no character of the text means anything else.
  func matches(name: SQL, initials column: SQL) -> SQL {
    """
    (strpos(\(name), \(text)) > 0 or strpos(' ' || \(column), ' ' || \(initials)) > 0)
    """
  }

  /// How well: the whole name before its beginning, all initials before the first of them, and a part of the name last.
  func rank(name: SQL, initials column: SQL) -> SQL {
    """
    case when \(name) = \(text) then 0 when starts_with(\(name), \(text)) then 1
      when strpos(' ' || \(column) || ' ', ' ' || \(initials) || ' ') > 0 then 2
      when strpos(' ' || \(column), ' ' || \(initials)) > 0 then 3 else 4 end
    """
  }

  /// How many are shown: a search is for choosing from, not for paging.
  static func checkedLimit(_ limit: Int?) throws(Failure) -> Int {
    guard (1...50).contains(limit ?? 20) else {
      throw Failure.violation(
        "limit", "range", LocalizedText(chinese: "条数须在 1 到 50 之间", english: "must be between 1 and 50"))
    }
    return limit ?? 20
  }
}

/// What a search found, best first.
struct Found<Item: Codable & Sendable>: Codable, Sendable, Described {
  let items: [Item]
  static var descriptions: [String: String] { ["items": "What was found, the best match first"] }
}
