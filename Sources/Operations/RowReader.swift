public import SQL

/// Reads the columns of a row one after the other, in the order of the statement's list.
public struct RowReader {
  private let row: Row
  private var column = 0

  /// Begins with the first column.
  public init(_ row: Row) {
    self.row = row
  }

  /// The next column.
  public mutating func next<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws -> Value {
    defer { column += 1 }
    return try row.column(column, as: type)
  }
}
