import FoundationEssentials
import Testing

@testable import Postgres

@Suite("Waiting calls")
struct FairQueueTests {
  let loud = UUID()
  let quiet = UUID()

  @Test("Tenants take turns, however many calls one of them has waiting")
  func turns() {
    var queue = FairQueue<String>(limit: 100, limitPerTenant: 100)
    let calls = [("loud 1", loud), ("loud 2", loud), ("loud 3", loud), ("quiet 1", quiet), ("nobody 1", nil)]
    for (call, tenant) in calls { _ = queue.append(call, tenant: tenant) }
    #expect(drain(&queue) == ["loud 1", "quiet 1", "nobody 1", "loud 2", "loud 3"])
    #expect(queue.isEmpty)
  }

  @Test("Neither the queue nor one tenant's part of it grows beyond its limit")
  func limits() {
    var queue = FairQueue<Int>(limit: 3, limitPerTenant: 2)
    let taken = [loud, loud, loud, quiet, quiet].map { queue.append(1, tenant: $0) }
    #expect(taken == [true, true, false, true, false])
    #expect(queue.count == 3)
  }

  @Test("What is put back comes next, also beyond the limit")
  func putBack() {
    var queue = FairQueue<Int>(limit: 2, limitPerTenant: 2)
    for number in 2...3 { _ = queue.append(number, tenant: loud) }
    queue.putBack(1, tenant: loud)
    queue.putBack(0, tenant: quiet)
    #expect(drain(&queue) == [0, 1, 2, 3])
  }

  @Test("Calls can be taken out, and their tenant loses its turn when none is left")
  func remove() {
    var queue = FairQueue<Int>(limit: 10, limitPerTenant: 10)
    for number in 0..<4 { _ = queue.append(number, tenant: number < 2 ? loud : quiet) }
    let removed = queue.remove { $0 < 3 }
    #expect(removed.sorted() == [0, 1, 2] && queue.count == 1)
    #expect(drain(&queue) == [3])
    _ = queue.append(9, tenant: loud)
    #expect(drain(&queue) == [9])
  }

  private func drain<Element>(_ queue: inout FairQueue<Element>) -> [Element] {
    var elements: [Element] = []
    while let next = queue.popFirst() { elements.append(next) }
    return elements
  }
}
