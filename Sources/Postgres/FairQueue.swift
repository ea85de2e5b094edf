import FoundationEssentials

/// Calls that wait for a connection, a queue for each tenant; the tenants take turns.
struct FairQueue<Element> {
  private var queues: [UUID?: Ring<Element>] = [:]
  private var turns = Ring<UUID?>()
  private(set) var count = 0
  let limit: Int
  let limitPerTenant: Int

  init(limit: Int, limitPerTenant: Int) {
    self.limit = limit
    self.limitPerTenant = limitPerTenant
  }

  var isEmpty: Bool { count == 0 }

  /// Takes one in; false if the queue, or the tenant's part of it, is full.
  mutating func append(_ element: Element, tenant: UUID?) -> Bool {
    guard count < limit else { return false }
    let waiting = queues[tenant]?.count ?? 0
    guard waiting < limitPerTenant else { return false }
    if waiting == 0 { turns.append(tenant) }
    queues[tenant, default: Ring()].append(element)
    count += 1
    return true
  }

  /// Takes one back that was taken out before, ahead of all others of its tenant and whatever the limits say.
  mutating func putBack(_ element: Element, tenant: UUID?) {
    if (queues[tenant]?.count ?? 0) == 0 { turns.prepend(tenant) }
    queues[tenant, default: Ring()].prepend(element)
    count += 1
  }

  /// The next one: of the tenant that has the fewest in flight, and of those the one whose turn it is.
  ///
  /// - Parameters:
  ///   - inFlight: how many each tenant has in flight.
  ///   - limit: a tenant with so many in flight has to wait; what belongs to no tenant doesn't.
  mutating func popFirst(inFlight: [UUID: Int] = [:], atMost limit: Int = .max) -> Element? {
    guard let tenant = next(inFlight, limit), let element = queues[tenant]?.popFirst() else { return nil }
    count -= 1
    turns.removeFirst(tenant)
    if queues[tenant]?.isEmpty ?? true {
      queues[tenant] = nil
    } else {
      turns.append(tenant)
    }
    return element
  }

  /// The tenant to be served next; nil inside when the next one belongs to none.
  private func next(_ inFlight: [UUID: Int], _ limit: Int) -> UUID?? {
    var chosen: UUID??
    var fewest = limit
    turns.forEach { tenant in
      let count = tenant.map { inFlight[$0, default: 0] } ?? 0
      guard count < fewest else { return }
      fewest = count
      chosen = .some(tenant)
    }
    return chosen
  }

  /// Takes out all that a condition holds for.
  mutating func remove(where condition: (Element) -> Bool) -> [Element] {
    var removed: [Element] = []
    for tenant in Array(queues.keys) {
      removed += queues[tenant]?.remove(where: condition) ?? []
      if queues[tenant]?.isEmpty ?? true { queues[tenant] = nil }
    }
    guard !removed.isEmpty else { return [] }
    count -= removed.count
    let remaining = queues
    _ = turns.remove { remaining[$0] == nil }
    return removed
  }

  func forEach(_ body: (Element) -> Void) {
    for queue in queues.values { queue.forEach(body) }
  }
}
