import SQL

/// A statement's text and types as libpq takes them, shared by all connections.
final class Statement {
  /// A small number, by which connections keep their lists; used again when no connection has the statement prepared.
  let index: Int
  /// A number of its own, never used again.
  let number: Int
  let kind: StatementKind
  /// The name under which connections prepare it, with a NUL at its end.
  let name: [CChar]
  /// The text with a NUL at its end.
  let text: [CChar]
  let types: [UInt32]
  /// The statement without values.
  let shape: SQL
  /// Connections that have it prepared.
  var users = 0
  /// Another one with the same fingerprint: hardly ever.
  fileprivate var next: Statement?
  /// Whether its index may belong to another one by now.
  fileprivate var isReleased = false
  /// The types of its columns when it was last run; rows share the array.
  var columnTypes: [UInt32] = []

  init(_ sql: SQL, index: Int, number: Int) {
    self.index = index
    self.number = number
    shape = sql.withoutValues
    kind = StatementKind(sql.utf8)
    name = "h\(number)".utf8.map { CChar(bitPattern: $0) } + [0]
    text = sql.utf8.map { CChar(bitPattern: $0) } + [0]
    types = sql.parameters.map(\.oid)
  }
}

/// All statements that some connection has prepared, found by text and types, never by values.
struct StatementRegistry {
  /// By fingerprint, the first of a chain.
  private var statements: [UInt64: Statement] = [:]
  private var freeIndices: [Int] = []
  private var nextIndex = 0
  private var made = 0
  private(set) var count = 0

  /// The statement for a call's SQL. What no connection keeps prepared is forgotten by `release`.
  mutating func statement(for sql: borrowing SQL) -> Statement {
    let fingerprint = sql.fingerprint
    let first = statements[fingerprint]
    var candidate = first
    while let known = candidate {
      if known.shape.hasSameShape(as: sql) { return known }
      candidate = known.next
    }
    let index = freeIndices.popLast() ?? nextIndex
    if index == nextIndex { nextIndex += 1 }
    made += 1
    count += 1
    let statement = Statement(copy sql, index: index, number: made)
    statement.next = first
    statements[fingerprint] = statement
    return statement
  }

  /// Forgets the statement if no connection has it prepared, and lets its number be used again.
  mutating func release(_ statement: Statement) {
    guard statement.users == 0, !statement.isReleased else { return }
    statement.isReleased = true
    forget(statement)
    freeIndices.append(statement.index)
  }

  /// Has the statement made anew, under another name, for the next one who asks.
  mutating func forget(_ statement: Statement) {
    let fingerprint = statement.shape.fingerprint
    var chain: [Statement] = []
    var candidate = statements[fingerprint]
    while let known = candidate {
      chain.append(known)
      candidate = known.next
    }
    guard let place = chain.firstIndex(where: { $0 === statement }) else { return }
    count -= 1
    if place > 0 {
      chain[place - 1].next = statement.next
    } else {
      statements[fingerprint] = statement.next
    }
    statement.next = nil
  }
}
