/// Rejected rows as a file that can be corrected and imported again: the reasons first, then the columns as the file had them.
///
/// The reasons stand in front, so that a row with too few or too many fields keeps each of them where it was.
public enum CorrectionFile {
  /// The first line, with a byte order mark, so that Excel opens it as it is.
  public static func header(_ columns: [String]) -> [UInt8] {
    ByteOrderMark.utf8 + line([FrontPageWriter.reasonColumn] + columns)
  }

  /// A row and why it was not taken.
  public static func line(reasons: [String], cells: [String]) -> [UInt8] {
    line([reasons.joined(separator: " ")] + cells)
  }

  private static func line(_ fields: [String]) -> [UInt8] {
    Array(fields.map { quoted(harmless($0)) }.joined(separator: ",").utf8) + [0x0D, 0x0A]
  }

  /// A spreadsheet runs what begins like a formula. The apostrophe that keeps it from that is taken off again when the file is read.
  static func harmless(_ text: String) -> String {
    guard let first = text.unicodeScalars.first, ["=", "+", "-", "@", "\t", "\r", "\n"].contains(first) else {
      return text
    }
    return isNumber(text) ? text : "'" + text
  }

  private static func isNumber(_ text: String) -> Bool {
    let digits = text.utf8.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    return text.utf8.count - digits.count <= 1 && digits.contains(where: PhoneReading.isDigit)
      && digits.allSatisfy { PhoneReading.isDigit($0) || $0 == UInt8(ascii: ".") }
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains {
      $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D || $0 == 0x3B || $0 == 0x09
    }
    return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
  }
}
