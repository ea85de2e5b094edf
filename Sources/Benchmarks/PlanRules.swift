/// What a plan of a hot statement must not do.
struct PlanRules: Sendable {
  /// Tables with more rows than this are big: what is read of them must be found by an index.
  static let bigFrom = 5000
  /// What one key stands for may be looked through: a patient's few tasks, a person's stays.
  static let fewRows = 10

  /// The big tables' names. The requests under way count among them: few rows, but behind them lie those of thousands of requests
  /// since the last vacuum.
  let bigTables: Set<String>

  init(bigTables: Set<String>) { self.bigTables = bigTables.union(["open"]) }

  /// Every breach of a rule, in words.
  func breaches(of plan: PlanNode) -> [String] {
    plan.all.flatMap { node -> [String] in
      guard let relation = node.relation, bigTables.contains(relation) else { return joinBreaches(node) }
      var breaches: [String] = []
      if node.kind.hasSuffix("Seq Scan") { breaches.append("sequential scan of \(relation)") }
      if node.removed > max(node.rows, Self.fewRows) { breaches.append(filterBreach(node, "of \(relation)")) }
      return breaches
    }
  }

  private func joinBreaches(_ node: PlanNode) -> [String] {
    guard node.relation == nil, node.removed > max(node.rows, Self.fewRows),
      node.children.contains(where: readsBigTable)
    else {
      return []
    }
    return [filterBreach(node, "by its filter")]
  }

  private func readsBigTable(_ node: PlanNode) -> Bool {
    node.all.contains { $0.relation.map(bigTables.contains) ?? false }
  }

  private func filterBreach(_ node: PlanNode, _ place: String) -> String {
    "\(node.kind) \(place) returns \(node.rows) rows and throws \(node.removed) away"
  }
}
