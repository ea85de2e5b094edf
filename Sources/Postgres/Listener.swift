import SQL

/// The connection that listens. It exists while somebody subscribes.
final class Listener: Endpoint {
  private var subscriptions: [Subscription] = []
  /// Channels whose LISTEN was sent and not answered; then those that are listened to.
  private var sending: [String] = []
  private var channels: Set<String> = []

  override init(slot: Int, reactor: Reactor, now: ContinuousClock.Instant) {
    super.init(slot: slot, reactor: reactor, now: now)
    phase = .closed
  }

  func add(_ subscription: Subscription) {
    guard reactor.takesCalls else { return subscription.continuation.finish() }
    subscriptions.append(subscription)
    switch phase {
    case .closed: connect(now: ContinuousClock.now)
    case .ready where channels.contains(subscription.channel): subscription.continuation.yield(.reconnected)
    case .ready: listen()
    case .down, .resolving, .connecting: break
    }
  }

  func remove(_ subscription: Subscription) {
    subscriptions.removeAll { $0 === subscription }
    guard subscriptions.isEmpty else { return }
    disconnect()
    clear()
    phase = .closed
  }

  /// The service is closing.
  func finish() {
    for subscription in subscriptions { subscription.continuation.finish() }
    subscriptions = []
  }

  override func didConnect(_ link: ServerLink) -> Bool {
    clear()
    listen()
    return true
  }

  override func lose(_ kind: DatabaseError.Kind) {
    guard isReady else { return }
    clear()
    super.lose(kind)
  }

  private func clear() {
    sending = []
    channels = []
  }

  /// Sends LISTEN for the channels that have none yet, one batch after the other.
  private func listen() {
    guard let link, sending.isEmpty else { return }
    sending = Set(subscriptions.map(\.channel)).subtracting(channels).sorted()
    guard !sending.isEmpty else { return }
    let text = sending.map { "LISTEN \(Self.quoted($0))" }.joined(separator: "; ")
    guard link.sendSimple(text), flush() else { return lose(.connectionLost) }
  }

  override func handleReady(_ event: Poller.Event) {
    guard let link, link.consumeInput(), flush() else { return lose(.connectionLost) }
    readResults(link)
    while let (channel, payload) = link.nextNotification() { deliver(.payload(payload), to: channel) }
  }

  private func readResults(_ link: ServerLink) {
    while !sending.isEmpty, !link.isBusy {
      if let result = link.nextResult() {
        // A channel's name that the server refuses would be refused for ever.
        if result.errorField(.sqlState) != nil { return refuse() }
        continue
      }
      let listened = sending
      sending = []
      channels.formUnion(listened)
      for channel in listened { deliver(.reconnected, to: channel) }
      listen()
    }
    // Reads what came of itself, so that it is not taken for a result later.
    _ = link.isBusy
  }

  private func refuse() {
    let refused = sending
    lose(.connectionLost)
    for subscription in subscriptions where refused.contains(subscription.channel) {
      subscription.continuation.finish()
    }
    subscriptions.removeAll { refused.contains($0.channel) }
  }

  private func deliver(_ notification: DatabaseNotification, to channel: String) {
    for subscription in subscriptions where subscription.channel == channel {
      // The last places are for the news that something may be missing: whatever is dropped from now on, until the
      // reader has come so far, is covered by it.
      if case .enqueued(let remaining) = subscription.continuation.yield(notification), remaining <= 2 {
        subscription.continuation.yield(.reconnected)
      }
    }
  }

  private func flush() -> Bool {
    guard let link, let isFlushed = link.flush() else { return false }
    reactor.poller.watch(link.socket, key: key, for: isFlushed ? .read : [.read, .write])
    return true
  }

  private static func quoted(_ channel: String) -> String {
    let quote: SQL = "\(identifier: channel)"
    return quote.text
  }
}
