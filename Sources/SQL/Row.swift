/// One row; keeps the whole result alive as long as it lives.
public struct Row: Sendable {
  let storage: Rows.Storage
  let index: Int

  /// The number of columns.
  public var count: Int { storage.columnTypes.count }

  /// Reads all columns in order; their number must be that of the types asked for.
  ///
  ///     let (id, name) = try row.decode((UUID, String).self)
  public func decode<each Value: SQLDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self
  ) throws(SQLDecodingError) -> (repeat each Value) {
    var expected = 0
    for _ in repeat (each Value).self { expected += 1 }
    guard expected == count else { throw SQLDecodingError(.columnCount(found: count), type: type) }
    var column = 0
    return (repeat try next(&column, as: (each Value).self))
  }

  /// Reads the only column.
  public func decode<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(SQLDecodingError) -> Value {
    guard count == 1 else { throw SQLDecodingError(.columnCount(found: count), type: type) }
    return try column(0, as: type)
  }

  /// Reads one column by its index, which begins at zero.
  public func column<Value: SQLDecodable>(
    _ column: Int, as type: Value.Type = Value.self
  ) throws(SQLDecodingError) -> Value {
    guard column >= 0, column < count else { throw SQLDecodingError(.columnCount(found: count), type: type) }
    let cell = index * count + column
    let end = storage.ends[cell]
    do throws(SQLDecodingError) {
      if end & Rows.nullFlag != 0 { return try Value.sqlNull() }
      let start = cell == 0 ? 0 : Int(storage.ends[cell - 1] & ~Rows.nullFlag)
      let bytes = storage.bytes
      return try Value(sqlBytes: bytes.span.extracting(start..<Int(end)), oid: storage.columnTypes[column])
    } catch {
      var located = error
      located.column = column
      throw located
    }
  }

  /// Whether a column is NULL.
  public func isNull(_ column: Int) -> Bool {
    storage.ends[index * count + column] & Rows.nullFlag != 0
  }

  private func next<Value: SQLDecodable>(
    _ position: inout Int, as type: Value.Type
  ) throws(SQLDecodingError) -> Value {
    defer { position += 1 }
    return try column(position, as: type)
  }
}

extension Row: CustomStringConvertible, CustomReflectable {
  /// The number of columns only: the values may be personal data.
  public var description: String { "Row(\(count) columns)" }
  /// The number of columns only.
  public var customMirror: Mirror { Mirror(self, children: ["count": count]) }
}
