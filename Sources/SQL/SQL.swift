/// A statement, or a fragment of one, with the values it binds.
///
/// Interpolation means *bind*: `"select name from ward where id = \(id)"` becomes `… where id = $1` and one binary
/// value. The literal parts are `StaticString` by type, so nothing that arrives at run time can become SQL text.
///
///     var query: SQL = "select id from task where tenant_id = \(tenant)"
///     if let due { query = query + " and due <= \(due)" }
///
/// Fragments splice: `"\(fragment)"` puts another `SQL` in place and numbers its placeholders anew.
/// The description is the text alone, since values may be personal data.
public struct SQL: Sendable, ExpressibleByStringInterpolation {
  /// The text in UTF-8, placeholders included.
  package internal(set) var utf8: [UInt8]
  /// One element for each placeholder, in order.
  package internal(set) var parameters: [Parameter]
  /// The bytes of all values, one after the other.
  package internal(set) var values: [UInt8]

  /// What is known of a bound value besides its bytes.
  package struct Parameter: Sendable, Hashable {
    /// The type's object id, sent when the statement is prepared.
    package var oid: UInt32
    /// Where the placeholder's `$` stands in the text.
    package var textOffset: Int32
    /// Where the value ends in the common buffer; it begins where the one before ends.
    package var valueEnd: Int
    /// Whether the value is NULL (which is not the same as no bytes).
    package var isNull: Bool
  }

  /// A statement without values, from a literal.
  public init(stringLiteral value: StaticString) {
    self.init(stringInterpolation: StringInterpolation(value))
  }

  /// A statement from a literal with interpolated values and fragments.
  public init(stringInterpolation: StringInterpolation) {
    self = stringInterpolation.sql
  }

  /// An empty statement with room for what is to come.
  init(textCapacity: Int = 0, parameterCapacity: Int = 0) {
    utf8 = []
    parameters = []
    values = []
    utf8.reserveCapacity(textCapacity + 2 * parameterCapacity)
    if parameterCapacity > 0 {
      parameters.reserveCapacity(parameterCapacity)
      values.reserveCapacity(16 * parameterCapacity)
    }
  }

  /// The text as PostgreSQL gets it, with `$1`, `$2`, … for the values.
  public var text: String { String(decoding: utf8, as: UTF8.self) }

  /// The values in the order of their placeholders.
  public var bindings: [Binding] {
    var start = 0
    return parameters.map { parameter in
      defer { start = parameter.valueEnd }
      let bytes = parameter.isNull ? nil : Array(values[start..<parameter.valueEnd])
      return Binding(oid: parameter.oid, bytes: bytes)
    }
  }

  /// Whether there is no text at all.
  public var isEmpty: Bool { utf8.isEmpty }

  /// The two fragments, one after the other; the second one's placeholders are numbered anew.
  public static func + (left: SQL, right: SQL) -> SQL {
    var sum = left
    sum.append(right)
    return sum
  }

  /// Appends a fragment; its placeholders are numbered anew.
  public static func += (left: inout SQL, right: SQL) {
    left.append(right)
  }
}

extension SQL {
  /// Appends text that a programmer wrote.
  mutating func append(text: StaticString) {
    text.withUTF8Buffer { unsafe utf8.append(contentsOf: $0) }
  }

  /// Appends a name in double quotes, inner ones doubled.
  mutating func append(identifier: String) {
    let quote = UInt8(ascii: "\"")
    utf8.append(quote)
    for byte in identifier.utf8 where byte != 0 {
      if byte == quote { utf8.append(quote) }
      utf8.append(byte)
    }
    utf8.append(quote)
  }

  /// Appends a placeholder and its value.
  mutating func append<Value: SQLEncodable>(value: Value) {
    let isNull = value.isSQLNull
    if !isNull { value.encode(into: &values) }
    appendPlaceholder(oid: Value.sqlType, isNull: isNull, valueEnd: values.count)
  }

  /// Appends another fragment: its text between placeholders as it is, the placeholders with new numbers.
  mutating func append(_ other: SQL) {
    guard !other.parameters.isEmpty else {
      utf8.append(contentsOf: other.utf8)
      return
    }
    let base = values.count
    values.append(contentsOf: other.values)
    var copied = 0
    for (index, parameter) in other.parameters.enumerated() {
      let offset = Int(parameter.textOffset)
      utf8.append(contentsOf: other.utf8[copied..<offset])
      appendPlaceholder(oid: parameter.oid, isNull: parameter.isNull, valueEnd: base + parameter.valueEnd)
      copied = offset + Self.placeholderLength(index + 1)
    }
    utf8.append(contentsOf: other.utf8[copied...])
  }

  private mutating func appendPlaceholder(oid: UInt32, isNull: Bool, valueEnd: Int) {
    let offset = Int32(truncatingIfNeeded: utf8.count)
    parameters.append(Parameter(oid: oid, textOffset: offset, valueEnd: valueEnd, isNull: isNull))
    utf8.append(UInt8(ascii: "$"))
    Self.appendDecimal(parameters.count, to: &utf8)
  }

  private static func appendDecimal(_ number: Int, to bytes: inout [UInt8]) {
    if number >= 10 { appendDecimal(number / 10, to: &bytes) }
    bytes.append(UInt8(ascii: "0") + UInt8(number % 10))
  }

  private static func placeholderLength(_ number: Int) -> Int {
    var length = 2
    var rest = number / 10
    while rest > 0 {
      length += 1
      rest /= 10
    }
    return length
  }
}

extension SQL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// The text without the values.
  public var description: String { text }
  /// The text without the values.
  public var debugDescription: String { text }
  /// The text without the values, so that dumping doesn't show them either.
  public var customMirror: Mirror { Mirror(self, children: ["text": text]) }
}

extension Sequence<SQL> {
  /// The fragments in order with a separator between them, for lists of conditions or of rows.
  public func joined(separator: SQL) -> SQL {
    var result = SQL()
    for (index, fragment) in enumerated() {
      if index > 0 { result.append(separator) }
      result.append(fragment)
    }
    return result
  }
}
