import SQL
import Testing

@testable import Postgres

@Suite("Statements and what is prepared of them")
struct StatementTests {
  @Test(
    "A plan is kept for what has one",
    arguments: [
      "select 1", "  -- why\n/* a /* b */ c */ (SELECT 1)", "with a as (select 1) select * from a", "values (1)",
    ])
  func planned(text: String) { #expect(StatementKind(Array(text.utf8)) == .planned) }

  @Test(
    "Settings of the transaction don't keep what follows from being prepared",
    arguments: ["set local jit = off", "SET CONSTRAINTS ALL DEFERRED"])
  func settings(text: String) { #expect(StatementKind(Array(text.utf8)) == .setting) }

  @Test("Utility statements are sent as they are", arguments: ["create table t ()", "lock table t", "notify a"])
  func utility(text: String) { #expect(StatementKind(Array(text.utf8)) == .utility) }

  @Test(
    "What ends a transaction or changes the session is refused",
    arguments: [
      "begin", "/**/ COMMIT", "rollback", "rollback work", "end;", "abort", "set role postgres", "set session x = 1",
      "prepare a as select 1", "copy t from stdin", "discard all", "reset all", "listen x", "", ";",
    ])
  func refused(text: String) { #expect(StatementKind(Array(text.utf8)) == .refused) }

  @Test(
    "Savepoints belong to interactive transactions",
    arguments: ["savepoint a", "release a", "rollback to a", "ROLLBACK TRANSACTION TO SAVEPOINT a"])
  func savepoints(text: String) { #expect(StatementKind(Array(text.utf8)) == .interactiveOnly) }

  @Test("The same text with the same types is one statement, whatever the values")
  func registry() {
    var registry = StatementRegistry()
    let first = registry.statement(for: "select \(1)")
    #expect(registry.statement(for: "select \(2)") === first)
    #expect(registry.statement(for: "select \("2")") !== first)
    #expect(first.shape.bindings.allSatisfy { $0.bytes == nil })
    #expect(registry.count == 2)
  }

  @Test("What no connection keeps is forgotten, and its number is used again")
  func release() {
    var registry = StatementRegistry()
    let kept = registry.statement(for: "select 1")
    let dropped = registry.statement(for: "select 2")
    kept.users = 1
    registry.release(kept)
    registry.release(dropped)
    registry.release(dropped)
    #expect(registry.count == 1)
    #expect(registry.statement(for: "select 3").index == dropped.index)
    #expect(registry.statement(for: "select 4").index == 2)
  }

  @Test("The statement unused for longest makes room, never one of the same call")
  func eviction() {
    var registry = StatementRegistry()
    var prepared = PreparedStatements(limit: 2)
    let statements = ["select 1", "select 2", "select 3"].map { registry.statement(for: $0) }
    for statement in statements.prefix(2) {
      prepared.beginCall()
      prepared.insert(statement)
    }
    prepared.beginCall()
    let isUsed = prepared.use(statements[0])
    let evicted = prepared.evict()
    #expect(isUsed && evicted === statements[1])
    prepared.insert(statements[2])
    let next = prepared.evict()
    #expect(next == nil && !prepared.contains(statements[1]))
    #expect(statements.map(\.users) == [1, 0, 1])
  }

  @Test("A statement that must be prepared anew gets a new name, and its place isn't taken while it is in use")
  func names() {
    var registry = StatementRegistry()
    var prepared = PreparedStatements(limit: 2)
    let stale = registry.statement(for: "select 1")
    prepared.insert(stale)
    registry.forget(stale)
    let anew = registry.statement(for: "select 1")
    #expect(anew !== stale && anew.name != stale.name && anew.index != stale.index)
    #expect(prepared.statement(numbered: stale.number) === stale && !prepared.contains(anew))
    prepared.remove(stale)
    registry.release(stale)
    let successor = registry.statement(for: "select 2")
    prepared.insert(successor)
    #expect(successor.index == stale.index && prepared.contains(successor) && !prepared.contains(stale))
    prepared.remove(stale)
    #expect(prepared.contains(successor) && stale.users == 0)
  }
}
