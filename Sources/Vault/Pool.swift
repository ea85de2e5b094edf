internal import Synchronization

/// Keeps prepared contexts for the next caller.
///
/// A key schedule costs more than sealing a short field, so it is computed once a context, not once a field. There come
/// to be as many contexts as callers at the same moment, and no more.
final class Pool<Item: Sendable>: Sendable {
  private let free = Mutex<[Item]>([])
  private let make: @Sendable () -> Item

  init(making make: @escaping @Sendable () -> Item) {
    self.make = make
  }

  /// Lends one item that nobody else uses meanwhile.
  func withItem<Result, Failure: Error>(_ body: (Item) throws(Failure) -> Result) throws(Failure) -> Result {
    let item = free.withLock { $0.popLast() } ?? make()
    defer { free.withLock { $0.append(item) } }
    return try body(item)
  }
}
