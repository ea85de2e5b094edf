/// A column's name in the forms in which it may be listed: as it is, without what stands in
/// brackets, that alone, and without the form of a date.
struct HeaderName {
  let candidates: [String]
  /// The two parts of a name that says code and meaning in one: `BAH病案号`, `病案号_BAH`.
  let codeAndName: (code: String, name: String)?

  var isBlank: Bool { candidates.isEmpty }

  init(_ name: String) {
    let text = HeaderName.plain(name)
    var candidates = text.isEmpty ? [] : [text]
    var base = text
    if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
      base = String(text[..<open])
      let inside = String(text[text.index(after: open)..<close])
      // 联系电话(家属) is not the patient's 联系电话.
      let isOthers = base.contains { !$0.isASCII } && HeaderName.others.contains(where: inside.contains)
      candidates += (isOthers ? [inside + base] : [base, inside]).filter { !$0.isEmpty }
      // 健康卡(卡)号(P686): the code stands in the last brackets.
      if let last = text[..<close].lastIndex(of: "("), last > open {
        candidates.append(String(text[text.index(after: last)..<close]))
      }
    }
    // The lists put the date's form behind the name: 入院时间YYYYMMDD.
    if let form = text.firstRange(of: "YYYY"), form.lowerBound > text.startIndex {
      base = String(text[..<form.lowerBound])
      candidates.append(base)
    }
    self.candidates = candidates
    codeAndName = HeaderName.parts(base)
  }

  /// Whom a column is about that isn't about the patient.
  private static let others = ["联系人", "家属", "亲属", "监护人", "单位", "医生", "医师", "护士"]

  /// In half width and upper case, without spaces, quotes and marks that nobody sees.
  private static func plain(_ name: String) -> String {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { text.unicodeScalars.append($0) }
      case 0x3010, 0x5B: text += "("
      case 0x3011, 0x5D: text += ")"
      case ...0x20, 0xA0, 0x3000, 0x200B, 0xFEFF, 0x22: break
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text.uppercased()
  }

  private static func parts(_ text: String) -> (code: String, name: String)? {
    let leading = String(text.prefix(while: isOfCode))
    if leading.first?.isLetter == true, leading.count < text.count {
      return (trimmed(leading), trimmed(text.dropFirst(leading.count)))
    }
    // 其他诊断8QTZD8: codes begin with a letter, so the first 8 is the name's.
    let trailing = text.reversed().prefix(while: isOfCode).reversed().drop { !$0.isLetter }
    guard trailing.first?.isLetter == true, trailing.count < text.count else { return nil }
    return (String(trailing), trimmed(text.dropLast(trailing.count)))
  }

  private static func isOfCode(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || character == "_")
  }

  private static func trimmed(_ part: some StringProtocol) -> String {
    func isBetween(_ character: Character) -> Bool { "_-:.".contains(character) }
    return String(part.drop(while: isBetween).reversed().drop(while: isBetween).reversed())
  }
}
