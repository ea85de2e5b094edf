/// Reads coded values as they are, and as spreadsheets and people write them: `1`, `1.0`, `01`, `男`.
enum CodeReading {
  /// A number without the ".0" that a spreadsheet appended; other texts unchanged.
  static func withoutFraction(_ text: String) -> String {
    let bytes = text.utf8
    guard bytes.last == UInt8(ascii: "0"), let point = bytes.lastIndex(of: UInt8(ascii: ".")) else { return text }
    let zeros = bytes[bytes.index(after: point)...]
    let isWhole = zeros.allSatisfy { $0 == UInt8(ascii: "0") } && point > bytes.startIndex
    return isWhole && bytes[..<point].allSatisfy(PhoneReading.isDigit) ? String(text[..<point]) : text
  }

  /// Full-width letters, digits and marks in their ASCII form.
  static func halfWidth(_ text: String) -> String {
    guard text.utf8.contains(0xEF) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      result.append(isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar)
    }
    return String(result)
  }

  /// A disease or operation code: ASCII letters in upper case, but the lower-case x that fills places of the national
  /// extension; no spaces.
  static func diseaseCode(_ text: String) -> String {
    let plain = text.utf8.allSatisfy { ($0 >= 0x2B && $0 <= 0x5A) || $0 == UInt8(ascii: "x") }
    if plain { return text }
    let cleaned = halfWidth(text).filter { !$0.isWhitespace }.uppercased()
    guard let first = cleaned.first else { return text }
    return String(first) + cleaned.dropFirst().replacing("X", with: "x")
  }

  static func sex(_ text: String) -> Sex? {
    coded(text) { word in
      switch word {
      case "男", "男性", "M": .male
      case "女", "女性", "F": .female
      case "未知", "未知的性别", "不详": .unknown
      case "未说明", "未说明的性别": .notStated
      default: nil
      }
    }
  }

  static func wayOfLeaving(_ text: String) -> WayOfLeaving? {
    coded(text) { word in
      switch word {
      case "医嘱离院", "医嘱出院", "正常出院": .home
      case "医嘱转院", "转院": .transferred
      case "医嘱转社区", "转社区", "医嘱转社区卫生服务机构/乡镇卫生院", "医嘱转社区卫生服务机构": .community
      case "非医嘱离院", "非医嘱出院", "自动出院", "自动离院": .againstAdvice
      case "死亡": .died
      case "其他", "其它": .other
      default: nil
      }
    }
  }

  static func relation(_ text: String) -> ContactRelation? {
    coded(text) { word in
      switch word {
      case "本人", "本人或户主", "户主": .patient
      case "配偶", "夫", "妻", "丈夫", "妻子", "夫妻": .spouse
      case "子", "儿子": .son
      case "女", "女儿": .daughter
      case "孙子、孙女或外孙子、外孙女", "孙子女", "孙子", "孙女", "外孙", "外孙女": .grandchild
      case "父母", "父", "母", "父亲", "母亲": .parent
      case "祖父母或外祖父母", "祖父母", "祖父", "祖母", "外祖父", "外祖母": .grandparent
      case "兄、弟、姐、妹", "兄弟姐妹", "兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹": .sibling
      case "其他", "其它", "亲属", "朋友", "同事": .other
      default: nil
      }
    }
  }

  static func admissionRoute(_ text: String, swapped: Bool) -> AdmissionRoute? {
    coded(text, swap: swapped ? [.emergency: .outpatient, .outpatient: .emergency] : [:]) { word in
      switch word {
      case "急诊": .emergency
      case "门诊": .outpatient
      case "其他医疗机构转入", "转院", "转入": .transfer
      case "其他", "其它": .other
      default: nil
      }
    }
  }

  /// A code of one digit, perhaps with a leading zero or a trailing ".0"; its meaning in words; or both, when they say the same:
  /// `1.医嘱离院`, `男(1)`. What says `4.死亡` comes from another list of codes, where 4 is another thing: it is none of ours.
  private static func coded<Value: RawRepresentable<Int> & Hashable>(
    _ text: String, swap: [Value: Value] = [:], _ meaning: (String) -> Value?
  ) -> Value? {
    let text = withoutFraction(halfWidth(text))
    if let value = meaning(text) { return value }
    let digits = text.utf8.filter(PhoneReading.isDigit).map { Int($0) - 0x30 }
    let isCode = digits.count == text.utf8.count && (digits.count == 1 || digits.count == 2 && digits[0] == 0)
    if isCode, let digit = digits.last, let value = Value(rawValue: digit) { return swap[value] ?? value }
    guard digits.count == 1, !isCode else { return nil }
    let words = text.filter { !$0.isASCII || !$0.isNumber }.trimming(marks)
    return meaning(words).flatMap { ($0.rawValue == digits[0]) != (swap[$0] != nil) ? $0 : nil }
  }

  private static let marks: Set<Character> = [" ", ".", "-", "_", ":", "、", ",", "(", ")", "[", "]", "【", "】"]
}

extension String {
  /// The text without these characters at its ends.
  fileprivate func trimming(_ characters: Set<Character>) -> String {
    var text = self[...]
    while let first = text.first, characters.contains(first) { text.removeFirst() }
    while let last = text.last, characters.contains(last) { text.removeLast() }
    return String(text)
  }
}
