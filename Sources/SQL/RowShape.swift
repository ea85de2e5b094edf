/// What a row is read as: a list of columns and the value that they make, declared once.
///
///     static let shape = RowShape(Department.init)
///     …
///     let departments = try await transaction.rows(Department.shape.select(from: "directory.department d where …"))
///
/// The initialiser names the columns, as ``RowColumns`` shows; statements get their list from here, so they can't select anything else.
public struct RowShape<Value>: Sendable {
  package let layout: RowLayout
  package let make: @Sendable (inout RowColumns) throws -> Value

  /// Declares a shape by what reads it.
  public init(_ make: @escaping @Sendable (inout RowColumns) throws -> Value) {
    self.layout = RowColumns.layout { _ = try make(&$0) }
    self.make = make
  }

  /// Reads a row that a statement of this shape gave.
  public func read(_ row: Row) throws -> Value {
    var columns = RowColumns(row, layout)
    let value = try make(&columns)
    guard columns.isAtEnd else { throw SQLDecodingError(.columnCount(found: row.count), type: Value.self) }
    return value
  }

  /// A `select` of the shape.
  /// - Parameters:
  ///   - with: common table expressions, as they stand behind `with`.
  ///   - from: all that stands behind `from`: tables, conditions, order, limit.
  public func select(with: SQL? = nil, from: SQL) -> Selection<Value> {
    Selection(self, before: Selection<Value>.head(with: with), after: "\nfrom \(from)")
  }

  /// The shape of the rows that an `insert`, `update` or `delete` has touched.
  public func returned(by statement: SQL) -> Selection<Value> {
    Selection(self, before: "\(statement)\nreturning ", after: "")
  }
}

/// A statement that gives rows of a shape. Only a shape can make one, so that what is selected is what is read.
public struct Selection<Value>: Sendable {
  /// What the rows are read as.
  package let shape: RowShape<Value>
  /// The statement up to its list.
  package let before: SQL
  /// The statement behind its list.
  package let after: SQL

  init(_ shape: RowShape<Value>, before: SQL, after: SQL) {
    self.shape = shape
    self.before = before
    self.after = after
  }

  /// The whole statement.
  public var statement: SQL { before + shape.layout.list + after }

  /// Reads the rows that the statement gave.
  public func read(_ rows: Rows) throws -> [Value] { try rows.map(shape.read) }

  /// A `select` up to its list.
  package static func head(with: SQL?) -> SQL { with.map { "with \($0)\nselect " } ?? "select " }
}
