/// A row whose columns are named where they are read, so that a statement's list and its reader are one list:
///
///     init(_ row: inout RowColumns) throws {
///       id = try row["d.department_id"]
///       name = try row["d.name"]
///       parentId = try row["d.parent_id"]
///     }
///
/// A ``RowShape`` runs such an initialiser once without a row: then each `row[…]` only notes its SQL and gives a blank value. Later runs
/// take the columns in the same order, without looking at the SQL again. So an initialiser reads all its columns whatever their values
/// are; what may be missing as a whole, as behind an outer join, is read through
/// ``optional(_:)``, and what is the same in all rows through ``once(_:)``.
public struct RowColumns {
  private let row: Row
  private var layout: RowLayout
  private let isDeclaring: Bool
  private var position = 0
  private var group = 0

  /// Notes columns.
  private init(declaring layout: RowLayout) {
    self.row = Row(storage: .empty, index: 0)
    self.layout = layout
    self.isDeclaring = true
  }

  /// Reads columns.
  package init(_ row: Row, _ layout: RowLayout) {
    self.row = row
    self.layout = layout
    self.isDeclaring = false
  }

  /// The value of a column, or of any SQL expression.
  public subscript<Value: SQLDecodable>(
    _ sql: @autoclosure () -> SQL, as type: Value.Type = Value.self
  ) -> Value {
    mutating get throws(SQLDecodingError) {
      if isDeclaring {
        layout.append(sql())
        return Value.sqlBlank
      }
      defer { position += 1 }
      return try row.column(position, as: type)
    }
  }

  /// What several columns make together, or nothing when the first of them is NULL: a row of an outer join that has no partner.
  public mutating func optional<Value>(_ read: (inout RowColumns) throws -> Value) throws -> Value? {
    try part(isLeftOut: !isDeclaring && row.isNull(position), read)
  }

  /// What is the same in all rows of a join, read from the first alone.
  public mutating func once<Value>(_ read: (inout RowColumns) throws -> Value) throws -> Value? {
    try part(isLeftOut: row.index > 0, read)
  }

  private mutating func part<Value>(isLeftOut: Bool, _ read: (inout RowColumns) throws -> Value) throws -> Value? {
    let number = group
    group += 1
    guard !isDeclaring else {
      let first = layout.beginGroup()
      let value = try read(&self)
      layout.endGroup(number, first: first, inner: group - number - 1)
      return value
    }
    guard isLeftOut else { return try read(&self) }
    position += layout.optionalGroups[number].columns
    group += layout.optionalGroups[number].inner
    return nil
  }

  /// Goes on with the columns of another layout, which follow in the same row.
  package mutating func proceed(to next: RowLayout) {
    layout = next
    group = 0
  }

  /// Whether all columns of the row have been read.
  package var isAtEnd: Bool { position == row.count }

  /// Whether there is no row, since columns are only noted.
  package var isBlank: Bool { isDeclaring }

  /// The columns that a reader asks for.
  package static func layout(of read: (inout RowColumns) throws -> Void) -> RowLayout {
    var columns = RowColumns(declaring: RowLayout())
    do {
      try read(&columns)
    } catch {
      preconditionFailure("a row's shape is declared with blank values, which its reader must accept: \(error)")
    }
    return columns.layout
  }
}

/// The columns of a shape: a statement's list, and how many columns belong to what may be missing as a whole.
package struct RowLayout: Sendable {
  /// The select list.
  package private(set) var list: SQL = ""
  /// How many columns it has.
  package private(set) var count = 0
  /// How many columns each optional group has, and how many groups within, in the order in which the groups begin.
  fileprivate var optionalGroups: [(columns: Int, inner: Int)] = []

  fileprivate mutating func append(_ column: SQL) {
    if count > 0 { list += ", " }
    list += column
    count += 1
  }

  fileprivate mutating func beginGroup() -> Int {
    optionalGroups.append((0, 0))
    return count
  }

  fileprivate mutating func endGroup(_ number: Int, first: Int, inner: Int) {
    optionalGroups[number] = (count - first, inner)
  }
}
