/// What a file's header told: its dialect, and the columns that nothing was made of.
public struct FrontPageHeader: Sendable, Hashable {
  /// The dialect.
  public var dialect: FrontPageDialect
  /// The columns as they are named in the file, in its order, without the one that said why rows were rejected before.
  public var columns: [String]
  /// The number of named columns.
  public var columnCount: Int
  /// The separator: comma, tab or semicolon.
  public var separator: Character
  /// Columns in no list of the dialect, as they are named in the file: kept out of the import.
  public var unknownColumns: [String]
  /// Columns whose meaning an earlier column had already: kept out of the import.
  public var repeatedColumns: [String]
  /// Columns whose name stands for several in the list (疾病编码, 时) and that don't stand where it would be clear: kept out.
  public var ambiguousColumns: [String]
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
  /// Further columns for the patient's own number, such as 手机号 beside 家庭电话.
  var furtherPhones: [Int]
  /// The column in which rejected rows said why, when the file is one of those.
  let reasonColumn: Int?
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
    let reasons = keys.firstIndex { $0.candidates.contains(FrontPageWriter.reasonColumn) }
    reasonColumn = reasons
    columns = resolver.columns
    furtherPhones = resolver.furtherPhones
    let expected = Set(dialect.layout.codes.keys.map(\.field))
    header = FrontPageHeader(
      dialect: dialect,
      columns: names.enumerated().filter { $0.offset != reasons }.map(\.element),
      columnCount: keys.count { !$0.isBlank },
      separator: Character(Unicode.Scalar(separator)),
      unknownColumns: resolver.unknown, repeatedColumns: resolver.repeated,
      ambiguousColumns: resolver.ambiguous,
      absentFields: FrontPageField.allCases.filter { expected.contains($0) && !found.contains($0) },
      columnNames: Dictionary(
        resolver.columns.filter { $0.key.ordinal == 0 }.map { ($0.key.field, names[$0.value]) },
        uniquingKeysWith: { first, _ in first }))
  }

  /// Whether some dialect knows the column; bare numbers, which the lists have for names too, are rather data.
  private static func isKnown(_ key: HeaderName) -> Bool {
    guard !key.candidates.contains(where: { $0.allSatisfy(\.isNumber) }) else { return false }
    return key.candidates.contains { ChineseColumnNames.single[$0] != nil }
      || FrontPageDialect.allCases.contains { $0.layout.knows(key) }
  }

  /// The dialect that knows most of the names; codes that only one of two similar dialects has count thrice. The daily list goes
  /// first: it has Chinese names only, and a few that all dialects share are its.
  private static func dialect(of keys: [HeaderName]) -> FrontPageDialect? {
    var best: (dialect: FrontPageDialect, score: Int)?
    for dialect in [.dailyList] + FrontPageDialect.allCases {
      let layout = dialect.layout
      let score = keys.reduce(0) { sum, key in
        if key.candidates.contains(where: layout.tellingCodes.contains) { return sum + 3 }
        if let code = key.codeAndName?.code, layout.tellingCodes.contains(code), layout.knows(key) { return sum + 3 }
        let isKnown =
          layout.knows(key)
          || dialect == .dailyList && key.candidates.contains { ChineseColumnNames.single[$0] != nil }
        return sum + (isKnown ? 1 : 0)
      }
      if score > best?.score ?? 2 { best = (dialect, score) }
    }
    return best?.dialect
  }
}
