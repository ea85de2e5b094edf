import CLibPQ

extension ServerLink {
  /// Puts data of COPY … FROM STDIN into libpq's buffer.
  func putCopy(_ bytes: [UInt8]) -> Bool {
    unsafe bytes.withUnsafeBytes { buffer in
      guard let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self) else { return true }
      return unsafe PQputCopyData(pointer, base, Int32(buffer.count)) == 1
    }
  }

  /// Ends the data; with a reason the server throws it away and reports an error.
  func putCopyEnd(failure reason: String?) -> Bool {
    unsafe PQputCopyEnd(pointer, reason) == 1
  }

  /// What COPY … TO STDOUT has ready.
  enum CopyOutput {
    case bytes, later, end, failed
  }

  /// Appends the next row of COPY … TO STDOUT to a chunk.
  func takeCopy(into chunk: inout [UInt8]) -> CopyOutput {
    var buffer: UnsafeMutablePointer<CChar>?
    let count = unsafe PQgetCopyData(pointer, &buffer, 1)
    switch count {
    case 0: return .later
    case -1: return .end
    case 1...:
      guard let buffer = unsafe buffer else { return .failed }
      unsafe chunk.append(contentsOf: UnsafeRawBufferPointer(start: buffer, count: Int(count)))
      unsafe PQfreemem(buffer)
      return .bytes
    default: return .failed
    }
  }

  /// The next notification's channel and payload.
  func nextNotification() -> (channel: String, payload: String)? {
    guard let notification = unsafe PQnotifies(pointer) else { return nil }
    defer { unsafe PQfreemem(notification) }
    return unsafe (String(cString: notification.pointee.relname), String(cString: notification.pointee.extra))
  }

  /// What is needed to ask the server to stop the running statement.
  func cancelRequest() -> CancelRequest? {
    guard let request = unsafe PQgetCancel(pointer) else { return nil }
    return unsafe CancelRequest(request)
  }
}

/// A request to stop what a connection is doing, over a connection of its own; blocks, so it runs on a thread of its
/// own.
@safe
final class CancelRequest: @unchecked Sendable {
  // Nothing but the thread that sends it touches the pointer after it was made.
  private let pointer: OpaquePointer

  init(_ pointer: OpaquePointer) { unsafe self.pointer = pointer }

  deinit { unsafe PQfreeCancel(pointer) }

  func send() {
    var message = [CChar](repeating: 0, count: 256)
    unsafe PQcancel(pointer, &message, 256)
  }
}
