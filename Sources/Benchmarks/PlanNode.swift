import JSONRPC

/// A node of a plan that was run, with what is below it.
struct PlanNode: Sendable {
  let kind: String
  /// The table that it reads; nil for joins, sorts and the like.
  let relation: String?
  let rows: Int
  /// Rows that a filter, a join's filter or a recheck threw away; an average over the node's loops like ``rows``.
  let removed: Int
  let children: [PlanNode]
  private let title: String
  private let details: [String]

  /// Reads a node of `explain (format json)`.
  init(_ json: JSONValue) {
    kind = json["Node Type"]?.string ?? "?"
    relation = json["Relation Name"]?.string
    rows = Self.number(json["Actual Rows"])
    removed = Self.removals.reduce(0) { $0 + Self.number(json[$1]) }
    children = (json["Plans"]?.elements ?? []).map(PlanNode.init)
    title = Self.title(json, kind)
    details = Self.shown.flatMap { name -> [String] in
      guard let value = json[name] else { return [] }
      let text = value.string ?? value.elements.compactMap(\.string).joined(separator: ", ")
      return text.isEmpty ? [] : ["\(name): \(Self.withoutValues(text))"]
    }
  }

  /// A custom plan, where one is made on purpose, shows its values: they are others at each run.
  private static func withoutValues(_ text: String) -> String {
    text.replacing(/'\{?[0-9a-f]{8}-[0-9a-f,-]+\}?'/, with: "'…'").replacing(/'\d{4}-\d\d-\d\d'/, with: "'…'")
  }

  /// The node and everything below it.
  var all: [PlanNode] { [self] + children.flatMap(\.all) }

  /// The plan as golden files have it: its shape and conditions, without any figure.
  func text(indentation: Int = 0) -> String {
    let space = String(repeating: "  ", count: indentation)
    let own = ([space + title] + details.map { "\(space)    \($0)" }).joined(separator: "\n")
    return ([own] + children.filter { !$0.isContext }.map { $0.text(indentation: indentation + 1) }).joined(
      separator: "\n")
  }

  /// The value of a setting or a function, asked for once: `(select app.tenant())`.
  private var isContext: Bool { kind == "Result" && title.hasPrefix("InitPlan") && details.isEmpty && children.isEmpty }

  private static let removals = [
    "Rows Removed by Filter", "Rows Removed by Join Filter", "Rows Removed by Index Recheck",
  ]
  private static let shown = [
    "Index Cond", "Recheck Cond", "Hash Cond", "Merge Cond", "Join Filter", "Filter", "One-Time Filter", "Sort Key",
    "Presorted Key", "Group Key", "Function Name", "CTE Name",
  ]

  private static func title(_ json: JSONValue, _ kind: String) -> String {
    var title = json["Subplan Name"]?.string.map { "\($0): " } ?? ""
    title += json["Operation"]?.string ?? kind
    if json["Scan Direction"]?.string == "Backward" { title += " backward" }
    if let join = json["Join Type"]?.string { title += " (\(join))" }
    if let strategy = json["Strategy"]?.string { title += " (\(strategy))" }
    if let index = json["Index Name"]?.string { title += " using \(index)" }
    if let relation = json["Relation Name"]?.string { title += " on \(relation)" }
    return title
  }

  private static func number(_ value: JSONValue?) -> Int {
    guard let value else { return 0 }
    return value.integer ?? Int(Double(String(decoding: value.rawBytes, as: UTF8.self)) ?? 0)
  }
}

/// A statement that was run, with its plan.
struct ExplainedStatement: Sendable {
  let text: String
  let plan: PlanNode

  /// Whether it reads or writes any table; a prologue doesn't, by itself.
  var touchesTable: Bool { plan.all.contains { $0.relation != nil } }
}
