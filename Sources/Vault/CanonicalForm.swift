// The only use of the whole of Foundation: its essentials have no Unicode normalisation.
internal import Foundation

extension String {
  /// Unicode's composed form (NFC): one spelling for what looks the same, whatever keyboard or system wrote it.
  var canonicalForm: String {
    isCanonical ? self : precomposedStringWithCanonicalMapping
  }

  /// Certainly composed already, which nearly every text is: below the combining marks, or unified ideographs.
  private var isCanonical: Bool {
    unicodeScalars.allSatisfy { scalar in
      scalar.value < 0x300 || (0x3400...0x9FFF).contains(scalar.value) || (0xFF01...0xFF5E).contains(scalar.value)
        || scalar == "\u{3000}"
    }
  }
}

extension Unicode.Scalar {
  /// The ASCII character that a full-width one stands for, as Chinese input methods write digits and letters.
  var narrowed: Unicode.Scalar {
    switch value {
    case 0xFF01...0xFF5E: Unicode.Scalar(value - 0xFEE0) ?? self
    case 0x3000: " "
    default: self
    }
  }

  var isSpace: Bool {
    isASCII ? value == 32 || (9...13).contains(value) : properties.isWhitespace || Self.invisible.contains(self)
  }

  /// Zero-width characters that copying from web pages and PDF files brings along.
  private static let invisible: Set<Unicode.Scalar> = ["\u{200B}", "\u{200C}", "\u{200D}", "\u{2060}", "\u{FEFF}"]

  var isDigit: Bool { ("0"..."9").contains(self) }
}
