import Glibc

/// Threads for what must not run on Swift's own pool: the loop, and calls of libpq and the resolver that block.
enum BackgroundThread {
  /// Starts a thread that ends with its body. If the system has no thread left, the body runs here.
  static func start(_ body: @escaping @Sendable () -> Void) {
    let box = unsafe Unmanaged.passRetained(Box(body)).toOpaque()
    var thread = pthread_t()
    let result = unsafe pthread_create(&thread, nil, runBox, box)
    if result == 0 {
      pthread_detach(thread)
    } else {
      _ = unsafe runBox(box)
    }
  }

  private final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }

  private static let runBox: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { pointer in
    guard let pointer = unsafe pointer else { return nil }
    unsafe Unmanaged<Box>.fromOpaque(pointer).takeRetainedValue().body()
    return nil
  }
}
