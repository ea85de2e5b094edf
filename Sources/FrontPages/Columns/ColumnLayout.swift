/// A dialect's columns in the order of its list, and which of them mean something to us.
struct ColumnLayout: Sendable {
  /// One column of the list.
  struct Column: Sendable {
    var code: String
    var chineseName: String?
    var slot: Slot?
  }

  /// All columns, in the order in which they are written.
  let columns: [Column]
  /// The meaning of a code, codes in upper case; columns of the list that mean nothing to us are nil inside.
  let slots: [String: Slot?]
  /// The code in which a slot is written.
  let codes: [Slot: String]
  /// The list's Chinese names, each with its slot when it stands once and means something.
  let chineseNames: [String: Slot?]
  /// The Chinese names that stand for several columns, with the slots that they may mean.
  let ambiguousNames: [String: Set<Slot>]
  /// Codes that another dialect with nearly the same names hasn't: they weigh more when dialects are told apart.
  let tellingCodes: Set<String>

  /// A layout from its list, `CODE` or `CODE:中文` separated by white space, and the codes that mean something.
  init(list: String, slots: [String: Slot], telling: Set<String> = []) {
    columns = list.split(whereSeparator: \.isWhitespace).map { entry in
      let parts = entry.split(separator: ":", maxSplits: 1)
      let code = String(parts[0])
      return Column(code: code, chineseName: parts.count > 1 ? String(parts[1]) : nil, slot: slots[code])
    }
    var known = [String: Slot?](minimumCapacity: columns.count)
    var names = [String: Slot?]()
    var repeated = Set<String>()
    var meanings = [String: Set<Slot>]()
    for column in columns {
      known[column.code.uppercased()] = .some(column.slot)
      guard let name = column.chineseName?.uppercased() else { continue }
      if names.updateValue(column.slot, forKey: name) != nil { repeated.insert(name) }
      if let slot = column.slot { meanings[name, default: []].insert(slot) }
    }
    for name in repeated { names[name] = .some(nil) }
    self.slots = known
    self.chineseNames = names
    self.codes = Dictionary(slots.map { ($0.value, $0.key) }, uniquingKeysWith: { first, _ in first })
    self.ambiguousNames = meanings.filter { repeated.contains($0.key) }
    self.tellingCodes = telling
  }

  /// Whether the column is one of the list's, by its code, its Chinese name, or both in one.
  func knows(_ key: HeaderName) -> Bool {
    key.candidates.contains { slots[$0] != nil || chineseNames[$0] != nil } || code(of: key) != nil
  }

  /// Whether a text is a name of the column that holds the field.
  func isName(_ text: String, of field: FrontPageField) -> Bool {
    guard text.utf8.count <= 40, text.utf8.first.map({ !PhoneReading.isDigit($0) }) == true else { return false }
    return HeaderName(text).candidates.contains {
      (slots[$0] ?? nil)?.field == field || (chineseNames[$0] ?? nil)?.field == field
        || ChineseColumnNames.single[$0] == field
    }
  }

  /// The code of a name that says code and meaning in one, when both are known: XM备注 is not XM.
  func code(of key: HeaderName) -> String? {
    guard let (code, name) = key.codeAndName, slots[code] != nil else { return nil }
    let plain = HeaderName(name).candidates
    return plain.contains { chineseNames[$0] != nil || ChineseColumnNames.knows($0) } ? code : nil
  }
}
