/// Which statements one connection has prepared; bounded, the one unused for longest makes room.
struct PreparedStatements {
  /// By the statements' indices: when each was used last, 0 for those that aren't prepared.
  private var lastUse: [Int] = []
  /// Whose place it is: an index may have belonged to another statement before.
  private var numbers: [Int] = []
  private var statements: [Statement?] = []
  private var clock = 0
  private(set) var count = 0
  let limit: Int

  init(limit: Int) { self.limit = max(1, limit) }

  /// Begins a new call: what it uses from now on isn't evicted for its sake.
  mutating func beginCall() { clock += 1 }

  /// Whether the statement is prepared.
  func contains(_ statement: Statement) -> Bool {
    statement.index < numbers.count && numbers[statement.index] == statement.number
  }

  /// Notes that the statement is used; false if it isn't prepared.
  mutating func use(_ statement: Statement) -> Bool {
    guard contains(statement) else { return false }
    lastUse[statement.index] = clock
    return true
  }

  /// Notes that the statement is being prepared.
  mutating func insert(_ statement: Statement) {
    while lastUse.count <= statement.index {
      lastUse.append(0)
      numbers.append(0)
      statements.append(nil)
    }
    lastUse[statement.index] = max(1, clock)
    numbers[statement.index] = statement.number
    statements[statement.index] = statement
    statement.users += 1
    count += 1
  }

  /// Takes out the statement that must go before another one is prepared, if the limit is reached.
  mutating func evict() -> Statement? {
    guard count >= limit else { return nil }
    let candidates = lastUse.indices.filter { lastUse[$0] != 0 && lastUse[$0] < clock }
    guard let oldest = candidates.min(by: { lastUse[$0] < lastUse[$1] }) else { return nil }
    guard let statement = statements[oldest] else { return nil }
    remove(statement)
    return statement
  }

  /// Notes that the statement is not, or no longer, prepared.
  mutating func remove(_ statement: Statement) {
    guard contains(statement) else { return }
    lastUse[statement.index] = 0
    numbers[statement.index] = 0
    statements[statement.index] = nil
    statement.users -= 1
    count -= 1
  }

  /// The statement with this number, if it is prepared here.
  func statement(numbered number: Int) -> Statement? { all.first { $0.number == number } }

  /// All that are prepared here.
  var all: [Statement] { statements.compactMap { $0 } }
}
