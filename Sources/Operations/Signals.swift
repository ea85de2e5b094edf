public import FoundationEssentials
import Postgres
import Synchronization

/// What processes tell one another through the database's NOTIFY: that a job waits, that one has ended, that a tenant is to be
/// forgotten. A signal only hurries; who waits looks at the tables afterwards.
public final class Signals: Sendable {
  private let waiting = Mutex<[String: [Int: AsyncStream<Void>.Continuation]]>([:])
  private let numbers = Mutex(0)

  init() {}

  private static let forget = "forget:"

  /// The signal at which every process drops what it keeps of a tenant in memory. The removal of a hospital sends it from the database.
  public static func forgetting(_ tenant: UUID) -> String {
    forget + tenant.uuidString.lowercased()
  }

  /// Passes the database's notifications on until the stream ends.
  /// - Parameter forget: drops what is kept of a tenant; of everybody, when a signal may have been missed.
  func run(_ notifications: AsyncStream<DatabaseNotification>, forget: (UUID?) -> Void) async {
    for await notification in notifications {
      switch notification {
      case .payload(let payload) where payload.hasPrefix(Self.forget):
        if let tenant = UUID(uuidString: String(payload.dropFirst(Self.forget.count))) { forget(tenant) }
      case .payload(let payload): wake(payload)
      case .reconnected:
        forget(nil)
        wakeAll()
      }
    }
  }

  /// Waits for a signal, at most so long.
  public func wait(for name: String, atMost timeout: Duration) async {
    let number = numbers.withLock { number in
      number += 1
      return number
    }
    let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    waiting.withLock { $0[name, default: [:]][number] = continuation }
    let timer = Task {
      try? await Task.sleep(for: timeout)
      continuation.finish()
    }
    for await _ in stream { break }
    timer.cancel()
    waiting.withLock { _ = $0[name]?.removeValue(forKey: number) }
  }

  /// Wakes who waits for the name; the part before a colon names all of a kind.
  func wake(_ name: String) {
    let continuations = waiting.withLock { Array(($0[name] ?? [:]).values) }
    for continuation in continuations { continuation.yield() }
  }

  private func wakeAll() {
    let continuations = waiting.withLock { $0.values.flatMap(\.values) }
    for continuation in continuations { continuation.yield() }
  }
}
