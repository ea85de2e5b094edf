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
    if let code = code(text) { return Sex(rawValue: code) }
    return switch text {
    case "男", "男性", "M": .male
    case "女", "女性", "F": .female
    case "未知", "未知的性别", "不详": .unknown
    case "未说明", "未说明的性别": .notStated
    default: nil
    }
  }

  static func wayOfLeaving(_ text: String) -> WayOfLeaving? {
    if let code = code(text) { return WayOfLeaving(rawValue: code) }
    return switch text {
    case "医嘱离院", "医嘱出院", "正常出院": .home
    case "医嘱转院", "转院": .transferred
    case "医嘱转社区", "转社区", "医嘱转社区卫生服务机构/乡镇卫生院", "医嘱转社区卫生服务机构": .community
    case "非医嘱离院", "非医嘱出院", "自动出院", "自动离院": .againstAdvice
    case "死亡": .died
    case "其他", "其它": .other
    default: nil
    }
  }

  static func relation(_ text: String) -> ContactRelation? {
    if let code = code(text) { return ContactRelation(rawValue: code) }
    return switch text {
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

  static func admissionRoute(_ text: String, swapped: Bool) -> AdmissionRoute? {
    if let code = code(text) {
      switch AdmissionRoute(rawValue: code) {
      case .emergency where swapped: return .outpatient
      case .outpatient where swapped: return .emergency
      case let route: return route
      }
    }
    return switch text {
    case "急诊": .emergency
    case "门诊": .outpatient
    case "其他医疗机构转入", "转院", "转入": .transfer
    case "其他", "其它": .other
    default: nil
    }
  }

  /// A code of one digit, perhaps with a leading zero or a trailing ".0", perhaps followed by its meaning: `1.医嘱离院`.
  private static func code(_ text: String) -> Int? {
    let bytes = Array(withoutFraction(halfWidth(text)).utf8)
    guard let first = bytes.first, PhoneReading.isDigit(first) else { return nil }
    if bytes.count == 1 { return Int(first) - 0x30 }
    if bytes.count == 2, first == 0x30, PhoneReading.isDigit(bytes[1]) { return Int(bytes[1]) - 0x30 }
    let isLabelled =
      bytes.count > 2 && !PhoneReading.isDigit(bytes[1]) && !bytes.dropFirst().contains(where: PhoneReading.isDigit)
    return isLabelled && bytes.contains { $0 >= 0x80 } ? Int(first) - 0x30 : -1
  }
}
