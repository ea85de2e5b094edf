import FoundationEssentials
import SQL

/// A script by which pgbench sends the statements of a call, all in one pipeline.
///
/// Every bound value becomes a variable of pgbench, and so a parameter again. Which values differ from call to call is found by
/// comparing two calls: those become the row's number, or a number that is never the same.
struct PgbenchScript: Sendable {
  /// The script's text; a `\set` of `row` has to stand before it.
  let text: String
  /// `name=value` for each variable.
  let variables: [String]

  /// - Parameters:
  ///   - one: the statements of a call that names the row `row`.
  ///   - other: those of a call that names another row, under another key.
  init(_ one: [SQL], _ other: [SQL], row: UUID?) throws {
    var writer = Writer(row: row)
    var lines: [String] = []
    for (statement, twin) in zip(one, other) { lines.append(try writer.line(statement, twin)) }
    let numbers = writer.distinct.indices.map { #"\set number\#($0) random(1, 9000000000000000)"# }
    text = (numbers + [#"\startpipeline"#] + lines + [#"\endpipeline"#]).joined(separator: "\n") + "\n"
    variables = writer.variables
  }

  private struct Writer {
    let row: UUID?
    var variables: [String] = []
    /// Values that differ from call to call, besides the row; each has a number of its own.
    var distinct: [[UInt8]] = []

    mutating func line(_ statement: SQL, _ twin: SQL) throws -> String {
      guard statement.text == twin.text else { throw Finding("two calls of a method send different statements") }
      var values: [String] = []
      for (binding, other) in zip(statement.bindings, twin.bindings) {
        values.append(try expression(binding, varies: binding.bytes != other.bytes))
      }
      return replacePlaceholders(in: statement.text, by: values) + ";"
    }

    private mutating func expression(_ binding: Binding, varies: Bool) throws -> String {
      let type = try SQLText.typeName(binding.oid)
      guard let bytes = binding.bytes else { return "null::\(type)" }
      if binding.oid == SQLType.uuid, let row, try SQLText.text(binding) == row.uuidString.lowercased() {
        return "lpad(:row::bigint::text, 32, '0')::uuid"
      }
      if varies, binding.oid == SQLType.uuid { return "lpad(\(number(bytes))::text, 32, '0')::uuid" }
      if varies, binding.oid == SQLType.text { return "lpad(\(number(bytes))::text, 20, 'k')" }
      let text = try SQLText.text(binding)
      // pgbench takes no empty variable.
      return (text.isEmpty ? "''" : variable(text)) + "::\(type)"
    }

    private mutating func number(_ bytes: [UInt8]) -> String {
      let place = distinct.firstIndex(of: bytes) ?? distinct.count
      if place == distinct.count { distinct.append(bytes) }
      return ":number\(place)::bigint"
    }

    private mutating func variable(_ value: String) -> String {
      variables.append("value\(variables.count)=\(value)")
      return ":value\(variables.count - 1)"
    }

    /// pgbench would see a variable in `'HH24:MI'` too, so literals with a colon become variables themselves.
    private mutating func replacePlaceholders(in text: String, by values: [String]) -> String {
      var result = ""
      for (index, part) in text.replacing("\n", with: " ").split(separator: "'", omittingEmptySubsequences: false)
        .enumerated()
      {
        if index % 2 == 1 {
          result += part.contains(":") ? variable(String(part)) + "::text" : "'\(part)'"
        } else {
          result += Self.numbered(String(part), values)
        }
      }
      return result
    }

    private static func numbered(_ text: String, _ values: [String]) -> String {
      var result = ""
      for (index, part) in text.split(separator: "$", omittingEmptySubsequences: false).enumerated() {
        guard index > 0 else {
          result += part
          continue
        }
        let digits = part.prefix { $0.isNumber }
        result += (Int(digits).map { values[$0 - 1] } ?? "$\(digits)") + part.dropFirst(digits.count)
      }
      return result
    }
  }
}
