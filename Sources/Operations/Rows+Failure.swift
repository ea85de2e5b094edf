public import JSONRPC
public import SQL

/// What a short statement gives whose columns stand beside it; longer rows have a ``RowShape``.
extension Rows {
  /// The rows as tuples.
  public func values<each Value: SQLDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self
  ) throws(Failure) -> [(repeat each Value)] {
    do { return try decode(type) } catch { throw Failure(.internalError) }
  }

  /// The one row that a statement is sure to give.
  public func value<each Value: SQLDecodable>(
    _ type: (repeat each Value).Type = (repeat each Value).self
  ) throws(Failure) -> (repeat each Value) {
    do { return try single(type) } catch { throw Failure(.internalError) }
  }

  /// The only column of all rows.
  public func values<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(Failure) -> [Value] {
    do { return try decode(type) } catch { throw Failure(.internalError) }
  }

  /// The only column of the one row that a statement is sure to give.
  public func value<Value: SQLDecodable>(_ type: Value.Type = Value.self) throws(Failure) -> Value {
    do { return try single(type) } catch { throw Failure(.internalError) }
  }

  /// The single boolean of a question.
  public func answer() throws(Failure) -> Bool { try value(Bool.self) }
}
