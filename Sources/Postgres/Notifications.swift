/// News from the database, or about the listening itself.
public enum DatabaseNotification: Sendable, Hashable {
  /// Somebody notified the channel; the payload may be empty.
  case payload(String)
  /// Listening has begun, or begun again, or the caller was too slow to take all: what was sent before may have been
  /// missed, so look once. Always the first element.
  case reconnected
}

/// One caller's interest in a channel.
final class Subscription: Sendable {
  let channel: String
  let continuation: AsyncStream<DatabaseNotification>.Continuation

  init(channel: String, continuation: AsyncStream<DatabaseNotification>.Continuation) {
    self.channel = channel
    self.continuation = continuation
  }
}

extension Database {
  /// Listens to a channel for as long as the stream is read; all channels share one connection of their own, which is
  /// made anew when it is lost.
  ///
  /// Up to 256 elements wait for a slow reader; what comes then is dropped and made known by `.reconnected`.
  public func notifications(on channel: String) -> AsyncStream<DatabaseNotification> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: DatabaseNotification.self, bufferingPolicy: .bufferingOldest(256))
    let subscription = Subscription(channel: channel, continuation: continuation)
    continuation.onTermination = { [inbox] _ in inbox.send(.unlisten(subscription)) }
    inbox.send(.listen(subscription))
    return stream
  }
}
