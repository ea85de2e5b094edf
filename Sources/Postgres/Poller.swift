import CLibPQ
import Glibc

/// epoll: waits for many sockets at once, and for the inbox.
@safe
struct Poller: ~Copyable {
  private let descriptor: Int32
  private var events: [epoll_event] = unsafe []
  /// Which socket the kernel was told about for each key, and for what.
  private var registered: [UInt64: (descriptor: Int32, interest: Interest)] = [:]

  struct Interest: OptionSet {
    let rawValue: UInt32
    static let read = Interest(rawValue: EPOLLIN.rawValue)
    static let write = Interest(rawValue: EPOLLOUT.rawValue)
  }

  struct Event {
    let key: UInt64
    let isReadable: Bool
    let isWritable: Bool
  }

  init() {
    descriptor = epoll_create1(Int32(EPOLL_CLOEXEC))
    unsafe events = Array(repeating: epoll_event(), count: 64)
  }

  deinit { _ = Glibc.close(descriptor) }

  /// Tells the kernel what to watch a socket for; does nothing if it knows already.
  mutating func watch(_ socket: Int32, key: UInt64, for interest: Interest) {
    if let known = registered[key], known.descriptor == socket, known.interest == interest { return }
    watchAnew(socket, key: key, for: interest)
  }

  /// The same when libpq may have closed the socket and opened one with the same number, as it does while connecting.
  mutating func watchAnew(_ socket: Int32, key: UInt64, for interest: Interest) {
    var event = unsafe epoll_event()
    unsafe event.events = interest.rawValue
    unsafe event.data.u64 = key
    if unsafe epoll_ctl(descriptor, EPOLL_CTL_MOD, socket, &event) != 0 {
      unsafe epoll_ctl(descriptor, EPOLL_CTL_ADD, socket, &event)
    }
    registered[key] = (socket, interest)
  }

  /// Forgets a socket that is about to be closed, by which the kernel forgets it too.
  mutating func forget(key: UInt64) {
    registered[key] = nil
  }

  /// Waits for events; not at all with a timeout of zero, without end with nil. Returns how many there are.
  mutating func wait(_ timeout: Duration?) -> Int {
    let milliseconds = timeout.map { Self.milliseconds($0) } ?? -1
    return max(0, Int(unsafe epoll_wait(descriptor, &events, 64, milliseconds)))
  }

  /// One of the events that were waited for.
  func event(at index: Int) -> Event {
    let event = unsafe events[index]
    let failed = unsafe event.events & (EPOLLERR.rawValue | EPOLLHUP.rawValue) != 0
    return unsafe Event(
      key: event.data.u64, isReadable: failed || event.events & EPOLLIN.rawValue != 0,
      isWritable: event.events & EPOLLOUT.rawValue != 0)
  }

  /// Rounded up, so that a timer isn't found too early and asked for again at once.
  private static func milliseconds(_ duration: Duration) -> Int32 {
    let (seconds, attoseconds) = duration.components
    if seconds < 0 || attoseconds < 0 { return 0 }
    let milliseconds = seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000
    return Int32(clamping: min(milliseconds, 3_600_000))
  }
}
