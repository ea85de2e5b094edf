/// A queue whose ends are both cheap; keeps its memory.
struct Ring<Element> {
  private var slots: [Element?]
  private var head = 0
  private(set) var count = 0

  init(minimumCapacity: Int = 8) {
    var capacity = 8
    while capacity < minimumCapacity { capacity *= 2 }
    slots = Array(repeating: nil, count: capacity)
  }

  var isEmpty: Bool { count == 0 }

  var first: Element? { count == 0 ? nil : slots[head] }

  /// The element so many places behind the first one.
  subscript(offset: Int) -> Element? { offset < count ? slots[place(offset)] : nil }

  mutating func append(_ element: Element) {
    growIfFull()
    slots[place(count)] = element
    count += 1
  }

  mutating func prepend(_ element: Element) {
    growIfFull()
    head = (head &- 1) & (slots.count - 1)
    slots[head] = element
    count += 1
  }

  mutating func popFirst() -> Element? {
    guard count > 0 else { return nil }
    let element = slots[head]
    slots[head] = nil
    head = (head + 1) & (slots.count - 1)
    count -= 1
    return element
  }

  /// Takes out those that a condition holds for; the others keep their order.
  mutating func remove(where condition: (Element) -> Bool) -> [Element] {
    var removed: [Element] = []
    for _ in 0..<count {
      guard let element = popFirst() else { break }
      if condition(element) { removed.append(element) } else { append(element) }
    }
    return removed
  }

  /// Takes out the first one that equals the element.
  mutating func removeFirst(_ element: Element) where Element: Equatable {
    if first == element {
      _ = popFirst()
      return
    }
    var isFound = false
    _ = remove { other in
      guard !isFound, other == element else { return false }
      isFound = true
      return true
    }
  }

  func forEach(_ body: (Element) -> Void) {
    for offset in 0..<count {
      if let element = slots[place(offset)] { body(element) }
    }
  }

  private func place(_ offset: Int) -> Int { (head + offset) & (slots.count - 1) }

  private mutating func growIfFull() {
    guard count == slots.count else { return }
    var larger: [Element?] = []
    larger.reserveCapacity(2 * slots.count)
    for offset in 0..<count { larger.append(slots[place(offset)]) }
    larger.append(contentsOf: repeatElement(nil, count: slots.count))
    slots = larger
    head = 0
  }
}
