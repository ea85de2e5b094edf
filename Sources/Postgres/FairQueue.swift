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

  /// The next one: of the tenant whose turn it is.
  mutating func popFirst() -> Element? {
    guard let tenant = turns.popFirst() else { return nil }
    guard let element = queues[tenant]?.popFirst() else { return nil }
    count -= 1
    if queues[tenant]?.isEmpty ?? true {
      queues[tenant] = nil
    } else {
      turns.append(tenant)
    }
    return element
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
