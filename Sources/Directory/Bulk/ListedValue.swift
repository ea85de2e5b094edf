/// A value of a closed list, with the name that staff read in a spreadsheet.
protocol ListedValue: RawRepresentable<String>, CaseIterable, Sendable {
  var chineseName: String { get }
  /// What hospitals' own spreadsheets call it as well; read, never written.
  var otherNames: [String] { get }
}

extension ListedValue {
  var otherNames: [String] { [] }

  /// The value by its code, its name or another one.
  init?(named text: String) {
    let found = Self.allCases.first {
      $0.rawValue == text || $0.chineseName == text || $0.otherNames.contains(text)
    }
    guard let found else { return nil }
    self = found
  }
}

/// Whether an administrator has confirmed an entry of the directory, as a spreadsheet says it.
enum Confirmation: String, ListedValue {
  case yes, no

  var chineseName: String { self == .yes ? "是" : "否" }
  var otherNames: [String] { self == .yes ? ["true", "1", "√"] : ["false", "0", "×"] }

  init(_ isConfirmed: Bool) { self = isConfirmed ? .yes : .no }
}
