/// The institution codes that a hospital's file may name: the hospital's own, and the one that whoever imports has accepted by name.
///
/// A file of another hospital would bring its patients here. So a file whose beginning names a foreign code is refused as a whole, and a
/// row that does so later, when rows have been taken already, is rejected. A row without a code says nothing (N041 has no such column).
struct InstitutionCodes: Sendable {
  let own: String
  let accepted: String?

  /// Whether the code is somebody else's. Case, width, spaces and hyphens don't count: 49557184-0 is 495571840.
  func isForeign(_ code: String?) -> Bool {
    guard let code else { return false }
    let plain = Self.plain(code)
    return plain != Self.plain(own) && accepted.map { plain != Self.plain($0) } ?? true
  }

  private static func plain(_ code: String) -> String {
    var plain = ""
    for scalar in code.unicodeScalars {
      let isWide = (0xFF01...0xFF5E).contains(scalar.value)
      let narrow = isWide ? Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar : scalar
      if narrow != "-", !narrow.properties.isWhitespace { plain.unicodeScalars.append(narrow) }
    }
    return plain.uppercased()
  }

  /// Why the file is refused, and what to do when it is the hospital's all the same.
  func refusal(of code: String) -> ImportRefusal {
    let shown = String(code.prefix(50))
    return ImportRefusal(
      code: "institutionCode.other",
      chinese: "文件中的医疗机构代码是“\(shown)”，本院代码是“\(own)”，整个文件未导入。请确认没有选错文件或医院；"
        + "确属本院的，请在创建导入时以 acceptInstitutionCode（命令行 --accept-institution-code）写明“\(shown)”后重新导入。",
      english:
        "The file names the institution code \"\(shown)\", the hospital's is \"\(own)\": nothing of the file was imported. "
        + "Check file and hospital; if it is the hospital's all the same, import it again with acceptInstitutionCode "
        + "(--accept-institution-code) \"\(shown)\".")
  }
}

/// Why a whole file is not taken, though it can be read.
struct ImportRefusal: Error {
  let code: String
  let chinese: String
  let english: String
}
