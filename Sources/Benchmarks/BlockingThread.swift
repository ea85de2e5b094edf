import Glibc

/// Work that blocks, on a thread of its own, so that it takes none from those who await.
func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    ThreadStart { continuation.resume(with: Result { try body() }) }.begin()
  }
}

/// What a new thread is handed.
private final class ThreadStart {
  private let body: () -> Void

  init(_ body: @escaping () -> Void) { self.body = body }

  func begin() {
    var thread = pthread_t()
    let argument = unsafe Unmanaged.passRetained(self).toOpaque()
    let code = unsafe pthread_create(&thread, nil, Self.run, argument)
    precondition(code == 0, "no thread could be made")
    pthread_detach(thread)
  }

  private static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
    guard let argument = unsafe argument else { return nil }
    unsafe Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().body()
    return nil
  }
}
