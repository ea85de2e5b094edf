extension Rows {
  /// Reads all rows.
  public func decode<each Value: SQLDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self
  ) throws(SQLDecodingError) -> [(repeat each Value)] {
    var values: [(repeat each Value)] = []
    values.reserveCapacity(count)
    for row in self { values.append(try row.decode(type)) }
    return values
  }

  /// Reads the only row; none or several are an error.
  public func single<each Value: SQLDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self
  ) throws(SQLDecodingError) -> (repeat each Value) {
    guard count == 1 else { throw SQLDecodingError(.rowCount(found: count), type: type) }
    return try self[0].decode(type)
  }

  /// Reads the first row, or nothing if there is none.
  public func firstRow<each Value: SQLDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self
  ) throws(SQLDecodingError) -> (repeat each Value)? {
    guard count > 0 else { return nil }
    return try self[0].decode(type)
  }
}

// The same for one column: a tuple of one is not quite a value to the compiler.
extension Rows {
  /// Reads the only column of all rows.
  public func decode<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(SQLDecodingError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(count)
    for row in self { values.append(try row.decode(type)) }
    return values
  }

  /// Reads the only column of the only row; no row or several are an error.
  public func single<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(SQLDecodingError) -> Value {
    guard count == 1 else { throw SQLDecodingError(.rowCount(found: count), type: type) }
    return try self[0].decode(type)
  }

  /// Reads the only column of the first row, or nothing if there is none.
  public func firstRow<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(SQLDecodingError) -> Value? {
    guard count > 0 else { return nil }
    return try self[0].decode(type)
  }
}
