import JSONRPC
import Operations
import SQL

/// What an entry of a special-disease list looks at.
enum ClinicalCodeKind: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case diagnosis, operation
}

extension ClinicalCodeKind: ListedValue {
  var chineseName: String { self == .diagnosis ? "诊断" : "手术" }
  var otherNames: [String] { self == .diagnosis ? ["疾病", "疾病诊断"] : ["手术操作", "手术及操作", "操作"] }
}

/// A code of ICD-10 or ICD-9-CM-3, or the beginning of one.
struct ClinicalCode: CheckedText {
  let text: String
  init(unchecked text: String) { self.text = text }
  static var pattern: Regex<Substring> { /[0-9A-Z](?:[0-9A-Zx.+*]{0,14}[0-9A-Zx+*])?/ }
  static let rule = "clinicalCode"
  static let message = LocalizedText(
    chinese: "编码须为 1 到 16 个大写字母、数字或 . + * x（ICD-10、ICD-9-CM-3）；I63.- 请写 I63，I20-I25 请分写起止编码",
    english:
      "must be 1 to 16 capital letters, digits or . + * x (ICD-10, ICD-9-CM-3); write I63 for I63.-, and the two ends of I20-I25 apart"
  )
  static let sample = "I63"
}

/// A prefix of codes, or a range of prefixes.
struct SpecialDiseaseEntry: Codable, Sendable, Equatable, Described {
  let kind: ClinicalCodeKind
  let codeFrom: ClinicalCode
  var codeTo: ClinicalCode?
  var label: Name?

  /// Whether the range's last code comes before its first.
  var endsBeforeItBegins: Bool { codeTo.map { $0.text.prefix(codeFrom.text.count) < codeFrom.text } ?? false }

  static let afterCodeFrom = LocalizedText(chinese: "范围的终止编码不能小于起始编码", english: "must not come before codeFrom")

  static let descriptions = [
    "kind": "diagnosis (ICD-10) or operation (ICD-9-CM-3)",
    "codeFrom": "The code's beginning: I63 means all of I63.-",
    "codeTo": "The last of a range, included: I20 to I25 means I25.9 as well; one prefix only when left out",
    "label": "What it is, for people",
  ]
}

extension SpecialDiseaseEntry {
  /// `e` is the entry.
  static let shape = RowShape(Self.init)

  init(_ row: inout RowColumns) throws {
    kind = try row["e.kind"]
    codeFrom = ClinicalCode(unchecked: try row["e.code_from"])
    codeTo = try row["e.code_to", as: String?.self].map(ClinicalCode.init(unchecked:))
    label = try row["e.label", as: String?.self].map(Name.init(unchecked:))
  }
}
