/// A file that is applied again whenever it has changed: `schemas.sql`, or a file of `functions/`, which holds a function with its
/// comment and its grants, or several functions of one name.
///
/// What the migrator has to know stands in comment lines above the function:
///
/// - `-- After: app/tenant` names what is loaded before; `tables` are the tables that the pending migration makes.
/// - `-- Rewrites: directory.staff.name` names the columns from which stored ones are made by the function.
struct Definition: Sendable, Hashable {
  /// The name of `schemas.sql`.
  static let schemas = "schemas"
  /// What a function names that is loaded after the tables.
  static let tables = "tables"

  let script: Script
  /// What is loaded before.
  let after: [String]
  /// Columns that are written anew when the file has changed, as `schema.table.column`.
  let rewrites: [String]

  init(_ script: Script) {
    self.script = script
    let head = script.text.split(separator: "\n").prefix { $0.hasPrefix("--") }
    after = Self.words(after: "-- After: ", in: head)
    rewrites = Self.words(after: "-- Rewrites: ", in: head)
  }

  /// `schemas`, or schema and name of the function, such as `audit/close`.
  var name: String { script.name }

  /// The function's name in SQL, such as `audit.close`; nil for the schemas.
  var function: String? { name == Self.schemas ? nil : name.replacing("/", with: ".") }

  /// How many functions the file makes: those that differ by their parameters alone share a file.
  var count: Int {
    guard let function else { return 0 }
    return script.text.matches(of: /create or replace function ([a-z_.]+)\(/).count { $0.1 == function }
  }

  private static func words(after mark: String, in head: Array<Substring>.SubSequence) -> [String] {
    head.filter { $0.hasPrefix(mark) }.flatMap { line in
      line.dropFirst(mark.count).split(separator: ",").map { word in String(word.filter { $0 != " " }) }
    }
  }
}

extension [Definition] {
  /// The files in an order in which each comes after what it names: the schemas, then by name.
  func inLoadingOrder() throws(MigrationError) -> [Definition] {
    var waiting = sorted { ($0.function ?? "") < ($1.function ?? "") }
    var ordered: [Definition] = []
    var known: Set = [Definition.tables]
    while let index = waiting.firstIndex(where: { known.isSuperset(of: $0.after) }) {
      let definition = waiting.remove(at: index)
      known.insert(definition.name)
      ordered.append(definition)
    }
    if let stuck = waiting.first { throw .unknownOrder(name: stuck.name, after: stuck.after) }
    return ordered
  }
}
