/// What exporters and people write when there is nothing to write.
///
/// Comparing strings costs more than reading a field, so both look at the first bytes before they compare.
enum BlankMarks {
  /// Whether the text stands for nothing in any field.
  static func contains(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= 6, let first = bytes.first else { return false }
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "#"), UInt8(ascii: "("),
      UInt8(ascii: "<"), UInt8(ascii: "N"), UInt8(ascii: "n"), 0xE2, 0xEF:
      return marks.contains(text)
    default:
      return false
    }
  }

  /// Whether the text says that there is none, where a number, a contact's name or an address is asked for.
  static func meansNone(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count <= 12, let first = bytes.first, first == 0xE4 || first == 0xE6 else { return false }
    switch bytes.dropFirst().first {
    case 0x97, 0xB8, 0x9C, 0xB2, 0x8B: return refusals.contains(text)
    default: return false
    }
  }

  private static let marks: Set<String> = [
    "-", "--", "---", "—", "——", "–", "－", "\\", "\\N", "/", "／", "NULL", "null", "Null", "(null)", "<null>", "N/A",
    "n/a", "NaN", "nan", "None", "#N/A", "NA",
  ]
  private static let refusals: Set<String> = ["无", "不详", "不祥", "未知", "没有", "无电话", "未提供", "拒绝提供"]
}
