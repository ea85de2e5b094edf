import FoundationEssentials
import JSONRPC
public import SQL

/// What a row of a person's data is read as, and the column that says whose data it is: the audit event names that person, and nothing of
/// anybody else opens.
///
///     static let shape = PersonalShape(of: "p.subject_id", Hold.init)
public struct PersonalShape<Value>: Sendable {
  let subject: RowSubject.Shape
  let layout: RowLayout
  let make: @Sendable (inout PersonalColumns) throws -> Value

  /// Declares a shape by what reads it.
  /// - Parameter subject: the column with the person's subject; `null::uuid` where the data is nobody's.
  public init(of subject: SQL, _ make: @escaping @Sendable (inout PersonalColumns) throws -> Value) {
    self.subject = RowSubject.Shape(subject)
    self.make = make
    self.layout = RowColumns.layout { columns in
      var personal = PersonalColumns(columns, subject: nil, disclosure: nil)
      _ = try make(&personal)
      columns = personal.columns
    }
  }

  /// A `select` of the shape.
  /// - Parameters:
  ///   - with: common table expressions, as they stand behind `with`.
  ///   - from: all that stands behind `from`: tables, conditions, order, limit.
  public func select(with: SQL? = nil, from: SQL) -> PersonalSelection<Value> {
    PersonalSelection(self, before: Selection<Value>.head(with: with), after: "\nfrom \(from)")
  }
}

/// A statement that gives rows of a shape, each behind whose data it holds. Only a shape can make one.
public struct PersonalSelection<Value>: Sendable {
  private let shape: PersonalShape<Value>
  /// The whole statement.
  let statement: SQL

  fileprivate init(_ shape: PersonalShape<Value>, before: SQL, after: SQL) {
    self.shape = shape
    self.statement = before + shape.subject.layout.list + ", " + shape.layout.list + after
  }

  /// A statement whose rows are nobody's data.
  init(_ selection: Selection<Value>) {
    let shape = selection.shape
    self.init(
      PersonalShape(layout: shape.layout) { try shape.make(&$0.columns) }, before: selection.before,
      after: selection.after)
  }

  /// Whose data the rows hold, and what is left to be read of them. The outcome event gives one row even where the statement gave none: it is
  /// left out.
  func subjects(of rows: Rows) throws -> [RowSubject] { try rows.compactMap(shape.subject.read) }

  /// Reads what is left of a row.
  func read(_ row: RowSubject, _ disclosure: Disclosure) throws -> Value {
    var columns = row.rest
    columns.proceed(to: shape.layout)
    var personal = PersonalColumns(columns, subject: row.subject, disclosure: disclosure)
    let value = try shape.make(&personal)
    guard personal.columns.isAtEnd else { throw Failure(.internalError) }
    return value
  }
}

extension PersonalShape {
  /// The shape of rows that are nobody's data.
  fileprivate init(layout: RowLayout, _ make: @escaping @Sendable (inout PersonalColumns) throws -> Value) {
    self.subject = .nobody
    self.layout = layout
    self.make = make
  }
}

/// What every row of a read begins with: that it is there at all, and whose data it holds.
struct RowSubject {
  let subject: UUID?
  /// The columns behind.
  let rest: RowColumns

  /// The two columns.
  struct Shape: Sendable {
    private let subject: SQL
    let layout: RowLayout

    /// Rows that are nobody's data.
    static let nobody = Shape("null::uuid")

    init(_ subject: SQL) {
      self.subject = subject
      self.layout = RowColumns.layout { _ = try RowSubject(&$0, subject) }
    }

    /// - Returns: nil where there is no row, but the outcome event.
    func read(_ row: Row) throws -> RowSubject? {
      var columns = RowColumns(row, layout)
      return try RowSubject(&columns, subject)
    }
  }

  private init?(_ row: inout RowColumns, _ subject: SQL) throws {
    let isPresent = try row["true as present", as: Bool?.self]
    self.subject = try row["\(subject) as subject"]
    self.rest = row
    if isPresent == nil { return nil }
  }
}
