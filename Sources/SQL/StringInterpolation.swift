extension SQL {
  /// Gathers the literal parts and the values of one interpolated literal.
  public struct StringInterpolation: StringInterpolationProtocol {
    /// Literal parts are static, so that SQL text comes from the program only.
    public typealias StringLiteralType = StaticString

    var sql: SQL

    /// An empty interpolation with room for what the literal announces.
    public init(literalCapacity: Int, interpolationCount: Int) {
      sql = SQL(textCapacity: literalCapacity, parameterCapacity: interpolationCount)
    }

    init(_ text: StaticString) {
      sql = SQL(textCapacity: text.utf8CodeUnitCount)
      sql.append(text: text)
    }

    /// Takes a literal part as text.
    public mutating func appendLiteral(_ literal: StaticString) {
      sql.append(text: literal)
    }

    /// Binds a value.
    public mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value) {
      sql.append(value: value)
    }

    /// Binds a value that may be missing, as NULL then.
    public mutating func appendInterpolation<Value: SQLEncodable>(_ value: Value?) {
      sql.append(value: value)
    }

    /// Splices a fragment.
    public mutating func appendInterpolation(_ fragment: SQL) {
      sql.append(fragment)
    }

    /// Splices text that a programmer wrote elsewhere. It looks dangerous because nothing is bound.
    public mutating func appendInterpolation(unsafeSQL text: StaticString) {
      sql.append(text: text)
    }

    /// Splices a name (of a database, role, schema or table) in double quotes. For statements that can't bind, such as
    /// `CREATE DATABASE`; quoted it can't be anything but a name. NUL bytes are left out, as no name may have them.
    public mutating func appendInterpolation(identifier name: String) {
      sql.append(identifier: name)
    }
  }
}
