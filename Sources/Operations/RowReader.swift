public import JSONRPC
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

extension Rows {
  /// The rows as values; columns are read in the order of the statement's list.
  public func read<Value>(_ make: (inout RowReader) throws -> Value) throws(Failure) -> [Value] {
    do {
      return try map { row in
        var reader = RowReader(row)
        return try make(&reader)
      }
    } catch {
      throw Failure(.internalError)
    }
  }

  /// The one row that a statement is sure to give.
  public func readOne<Value>(_ make: (inout RowReader) throws -> Value) throws(Failure) -> Value {
    guard let value = try read(make).first else { throw Failure(.internalError) }
    return value
  }
}
