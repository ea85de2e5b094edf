/// Knows files that are no separated text by their first bytes.
enum FileSignature {
  static func kind(of head: [UInt8], isUTF16: Bool) -> FrontPageFileError.FileKind? {
    if archives.contains(where: { head.starts(with: $0) }) { return .workbookOrArchive }
    if head.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { return .oldWorkbook }
    if head.starts(with: Array("%PDF-".utf8)) { return .document }
    if isMarkup(head) { return .markup }
    guard !isUTF16, head.prefix(32).contains(0) || firstLine(head).contains(0) else { return nil }
    return [0x03, 0x30, 0x43, 0x83, 0x8B, 0xF5].contains(head[0]) ? .database : .binary
  }

  /// ZIP and with it .xlsx, gzip, RAR, 7z.
  private static let archives: [[UInt8]] = [
    [0x50, 0x4B, 0x03, 0x04], [0x50, 0x4B, 0x05, 0x06], [0x1F, 0x8B, 0x08], Array("Rar!".utf8),
    [0x37, 0x7A, 0xBC, 0xAF],
  ]

  /// Zero bytes in the header are no text; further down they are dirt of one cell.
  private static func firstLine(_ head: [UInt8]) -> ArraySlice<UInt8> {
    head.prefix { $0 != 0x0A && $0 != 0x0D }
  }

  /// Whether it is a web page or XML, which many systems write under the name .xls.
  private static func isMarkup(_ head: [UInt8]) -> Bool {
    let start = head.drop { $0 <= 0x20 || ByteOrderMark.utf8.contains($0) }.prefix(9)
    let text = String(decoding: start, as: UTF8.self).lowercased()
    return ["<html", "<!doctype", "<?xml", "<table", "<meta", "<div"].contains(where: text.hasPrefix)
  }
}
