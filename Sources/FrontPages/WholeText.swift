/// A small file's text, in whichever of the encodings that Chinese spreadsheets write.
public enum WholeText {
  /// The text without a byte order mark; nil when the bytes are none of the encodings' throughout.
  public static func decode(_ bytes: [UInt8]) -> (text: String, encoding: FileEncoding)? {
    var detector = EncodingDetector()
    detector.push(bytes)
    var decoded: [UInt8] = []
    switch detector.encoding {
    case .utf8: decoded = bytes
    case .gb18030:
      guard GB18030.tables.decode(bytes.span, into: &decoded) else { return nil }
    case .utf16LittleEndian, .utf16BigEndian:
      var transcoder = UTF16Transcoder(bigEndian: detector.encoding == .utf16BigEndian)
      decoded = transcoder.push(Array(bytes.dropFirst(2))) + transcoder.finish()
    }
    let start = decoded.starts(with: ByteOrderMark.utf8) ? ByteOrderMark.utf8.count : 0
    return String(validating: decoded[start...], as: UTF8.self).map { ($0, detector.encoding) }
  }
}
