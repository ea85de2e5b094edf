import Testing

@testable import Postgres

@Suite("Ring")
struct RingTests {
  @Test("Elements leave in the order in which they came, while it grows and wraps")
  func order() {
    var ring = Ring<Int>()
    var next = 0
    for number in 0..<100 {
      ring.append(2 * number)
      ring.append(2 * number + 1)
      let first = ring.popFirst()
      #expect(first == next)
      next += 1
    }
    while let number = ring.popFirst() {
      #expect(number == next)
      next += 1
    }
    #expect(next == 200 && ring.isEmpty)
  }

  @Test("What is put in front comes first, what is removed is gone, the rest keeps its order")
  func prependAndRemove() {
    var ring = Ring<Int>()
    for number in 1...20 { ring.append(number) }
    ring.prepend(0)
    #expect(ring.first == 0)
    let removed = ring.remove { $0 % 2 == 1 }
    #expect(removed == Array(stride(from: 1, through: 19, by: 2)))
    var rest: [Int] = []
    ring.forEach { rest.append($0) }
    #expect(rest == Array(stride(from: 0, through: 20, by: 2)))
  }
}
