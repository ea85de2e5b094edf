/// What a file's header told: its dialect, and the columns that nothing was made of.
public struct FrontPageHeader: Sendable, Hashable {
  /// The dialect.
  public var dialect: FrontPageDialect
  /// The columns as they are named in the file, in its order.
  public var columns: [String]
  /// The number of named columns.
  public var columnCount: Int
  /// The separator: comma, tab or semicolon.
  public var separator: Character
  /// Columns in no list of the dialect, as they are named in the file: kept out of the import.
  public var unknownColumns: [String]
  /// Columns whose meaning an earlier column had already: kept out of the import.
  public var repeatedColumns: [String]
  /// Fields that the file has no column for.
  public var absentFields: [FrontPageField]
  /// The file's own names of the columns that stand once.
  public var columnNames: [FrontPageField: String]
}

/// The header's columns by meaning.
struct ColumnMap: Sendable {
  var header: FrontPageHeader
  /// The column of each slot.
  var columns: [Slot: Int]
  /// The columns' names as they stand in the file.
  var names: [String]

  /// Finds the dialect and each column's meaning.
  init(names: [String], separator: UInt8) throws(FrontPageFileError) {
    let keys = names.map(HeaderName.init)
    guard let dialect = ColumnMap.dialect(of: keys) else {
      let known = zip(names, keys).filter { ColumnMap.isKnown($0.1) }.map(\.0)
      throw .headerNotRecognised(
        columns: names.count { !$0.isEmpty }, known: known.prefix(8).map { String($0.prefix(20)) })
    }
    var resolver = ColumnResolver(layout: dialect.layout)
    for (index, key) in keys.enumerated() where !key.isBlank {
      resolver.take(key, at: index, name: names[index])
    }
    let found = Set(resolver.columns.keys.map(\.field))
    let missing = FrontPageField.needed.filter { !found.contains($0) }
    guard missing.isEmpty else { throw .columnsMissing(dialect: dialect, fields: missing) }
    self.names = names
    columns = resolver.columns
    let expected = Set(dialect.layout.codes.keys.map(\.field))
    header = FrontPageHeader(
      dialect: dialect, columns: names, columnCount: keys.count { !$0.isBlank },
      separator: Character(Unicode.Scalar(separator)),
      unknownColumns: resolver.unknown, repeatedColumns: resolver.repeated,
      absentFields: FrontPageField.allCases.filter { expected.contains($0) && !found.contains($0) },
      columnNames: Dictionary(
        resolver.columns.filter { $0.key.ordinal == 0 }.map { ($0.key.field, names[$0.value]) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// The dialect that knows most of the names; codes that only one of two similar dialects has count thrice. The daily list goes
  /// first: it has Chinese names only, and a few that all dialects share are its.
  /// Whether some dialect knows the column.
  private static func isKnown(_ key: HeaderName) -> Bool {
    key.candidates.contains { name in
      ChineseColumnNames.single[name] != nil
        || FrontPageDialect.allCases.contains { $0.layout.slots[name] != nil || $0.layout.chineseNames[name] != nil }
    }
  }

  private static func dialect(of keys: [HeaderName]) -> FrontPageDialect? {
    var best: (dialect: FrontPageDialect, score: Int)?
    for dialect in [.dailyList] + FrontPageDialect.allCases {
      let layout = dialect.layout
      let score = keys.reduce(0) { sum, key in
        if key.candidates.contains(where: layout.tellingCodes.contains) { return sum + 3 }
        let isKnown = key.candidates.contains { name in
          layout.slots[name] != nil || layout.chineseNames[name] != nil
            || dialect == .dailyList && ChineseColumnNames.single[name] != nil
        }
        return sum + (isKnown ? 1 : 0)
      }
      if score > best?.score ?? 2 { best = (dialect, score) }
    }
    return best?.dialect
  }
}

/// A column's name in the forms in which it may be listed: as it is, without what stands in
/// brackets, that alone, and without the form of a date.
struct HeaderName {
  let candidates: [String]

  var isBlank: Bool { candidates.isEmpty }

  init(_ name: String) {
    var text = ""
    for scalar in name.unicodeScalars {
      switch scalar.value {
      case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { text.unicodeScalars.append($0) }
      case 0x3010: text += "("
      case 0x3011: text += ")"
      case 0x5B: text += "("
      case 0x5D: text += ")"
      case ...0x20, 0xA0, 0x3000, 0x200B, 0xFEFF, 0x22: break
      default: text.unicodeScalars.append(scalar)
      }
    }
    text = text.uppercased()
    var candidates = text.isEmpty ? [] : [text]
    if let open = text.firstIndex(of: "("), let close = text.lastIndex(of: ")"), open < close {
      candidates += [String(text[..<open]), String(text[text.index(after: open)..<close])].filter { !$0.isEmpty }
    }
    // The lists put the date's form behind the name: 入院时间YYYYMMDD.
    if let form = text.firstRange(of: "YYYY"), form.lowerBound > text.startIndex {
      candidates.append(String(text[..<form.lowerBound]))
    }
    self.candidates = candidates
  }
}
