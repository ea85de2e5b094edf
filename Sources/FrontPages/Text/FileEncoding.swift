/// How a file's bytes stand for characters.
public enum FileEncoding: String, Sendable, Hashable, CaseIterable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "UTF-8"
  /// GB 18030, which contains GBK and GB 2312.
  case gb18030 = "GB18030"
  /// UTF-16 with a little-endian byte order mark, what a spreadsheet calls "Unicode text".
  case utf16LittleEndian = "UTF-16LE"
  /// UTF-16 with a big-endian byte order mark.
  case utf16BigEndian = "UTF-16BE"
}
