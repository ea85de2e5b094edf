import SQL
import Testing

@testable import Postgres

@Suite("What results in a pipeline mean")
struct PipelineQueueTests {
  private typealias Queue = PipelineQueue<String>

  /// What follows from replies, in words.
  private func outcomes(_ queue: inout Queue, _ replies: [Queue.Reply]) -> [String] {
    replies.compactMap { reply in
      switch queue.receive(reply) {
      case .nothing: nil
      case .prepareFailed(let statement, let error): "prepare \(statement) \(error.sqlState ?? "")"
      case .finished(let call, .success(let rows)): "\(call) \(rows.map(\.affected))"
      case .finished(let call, .failure(let error)): "\(call) \(error.sqlState ?? "")"
      case .broken: "broken"
      }
    }
  }

  private func rows(_ count: Int) -> Queue.Reply { .rows(Rows(affected: count)) }
  private func failure(_ state: String) -> Queue.Reply { .failure(DatabaseError(sqlState: state)) }

  @Test("Calls end at their syncs, each with its own rows")
  func calls() {
    var queue = Queue()
    queue.append(.execute("a", statements: 2))
    queue.append(.execute("b", statements: 1))
    #expect(queue.calls == 2)
    #expect(outcomes(&queue, [rows(1), rows(2), .sync, rows(3), .sync]) == ["a [1, 2]", "b [3]"])
    #expect(queue.isEmpty && queue.calls == 0)
  }

  @Test("The first error wins, what was skipped says nothing, the next call is not touched")
  func errors() {
    var queue = Queue()
    queue.append(.execute("a", statements: 3))
    queue.append(.execute("b", statements: 1))
    let replies = [rows(1), failure("23505"), .aborted, .sync, rows(9), .sync]
    #expect(outcomes(&queue, replies) == ["a 23505", "b [9]"])
  }

  @Test("An error after the last result and before the sync is the call's: a deferred constraint")
  func deferredConstraint() {
    var queue = Queue()
    queue.append(.execute("a", statements: 1))
    #expect(outcomes(&queue, [rows(1), failure("23503"), .sync]) == ["a 23503"])
  }

  @Test("A statement that can't be prepared gives its call the real error, not that it isn't there")
  func prepareFailure() {
    var queue = Queue()
    queue.append(.prepare(statement: 7, for: "a"))
    queue.append(.execute("a", statements: 2))
    queue.append(.execute("b", statements: 1))
    let replies = [failure("42P01"), .sync, rows(1), failure("26000"), .sync, rows(2), .sync]
    #expect(outcomes(&queue, replies) == ["prepare 7 42P01", "a 42P01", "b [2]"])
  }

  @Test("Housekeeping may fail without any consequence")
  func housekeeping() {
    var queue = Queue()
    queue.append(.housekeeping)
    queue.append(.execute("a", statements: 1))
    #expect(outcomes(&queue, [failure("26000"), .sync, rows(1), .sync]) == ["a [1]"])
  }

  @Test("Whatever has no place breaks the connection")
  func broken() {
    let cases: [[Queue.Reply]] = [
      [.sync], [rows(1), rows(2)], [.aborted], [.unexpected], [failure("1"), .aborted, .sync],
      [rows(1), .aborted], [failure("1"), rows(1)], [rows(1), failure("1"), failure("2")],
    ]
    for replies in cases {
      var queue = Queue()
      queue.append(.execute("a", statements: 1))
      let found = outcomes(&queue, replies)
      #expect(found.contains("broken"), "\(replies)")
    }
    var idle = Queue()
    #expect(outcomes(&idle, [rows(1)]) == ["broken"])
  }

  @Test("When the connection is lost all calls come back in order, whatever the first one had already")
  func abandon() {
    var queue = Queue()
    queue.append(.prepare(statement: 1, for: "a"))
    queue.append(.execute("a", statements: 2))
    queue.append(.execute("b", statements: 1))
    #expect(outcomes(&queue, [rows(0), .sync, rows(1)]) == [])
    #expect(queue.abandon() == ["a", "b"])
    queue.append(.execute("c", statements: 1))
    #expect(outcomes(&queue, [rows(5), .sync]) == ["c [5]"])
  }
}
