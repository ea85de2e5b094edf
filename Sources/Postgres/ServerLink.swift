import CLibPQ
import SQL

/// One connection of libpq's: every call into libpq about it stands here, and in `ServerLink+Copy.swift`.
///
/// Confined to the loop's thread. Closed when the last reference goes.
@safe
final class ServerLink {
  let pointer: OpaquePointer
  private var values: [UnsafePointer<CChar>?] = unsafe []
  private var lengths: [Int32] = []
  private var formats: [Int32] = []
  /// What a value without bytes points at, since a null pointer means NULL.
  private let noBytes = UnsafeMutablePointer<CChar>.allocate(capacity: 1)

  /// How an attempt to connect goes on.
  enum Progress {
    case reading, writing, connected, failed
  }

  /// Begins to connect; nil if there is no memory for it.
  init?(_ parameters: ConnectionParameters) {
    let keywords = CStrings(parameters.pairs.map(\.keyword))
    let texts = CStrings(parameters.pairs.map(\.value))
    guard let pointer = unsafe PQconnectStartParams(keywords.pointers, texts.pointers, 0) else { return nil }
    unsafe self.pointer = pointer
    // Without a receiver of its own libpq writes notices to the standard error stream.
    unsafe PQsetNoticeReceiver(pointer, { _, _ in }, nil)
  }

  deinit {
    unsafe PQfinish(pointer)
    unsafe noBytes.deallocate()
  }

  var hasFailed: Bool { unsafe PQstatus(pointer) == CONNECTION_BAD }
  var socket: Int32 { unsafe PQsocket(pointer) }
  var transactionStatus: PGTransactionStatusType { unsafe PQtransactionStatus(pointer) }

  /// libpq's last message: for the operator, when connecting.
  var message: String {
    guard let text = unsafe PQerrorMessage(pointer) else { return "" }
    return unsafe String(cString: text).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  func advance() -> Progress {
    switch unsafe PQconnectPoll(pointer) {
    case PGRES_POLLING_READING: .reading
    case PGRES_POLLING_WRITING: .writing
    case PGRES_POLLING_OK: .connected
    default: .failed
    }
  }

  /// Non-blocking, or a large pipeline would deadlock: both sides writing, nobody reading.
  func makeNonBlocking() -> Bool { unsafe PQsetnonblocking(pointer, 1) == 0 }
  func enterPipeline() -> Bool { unsafe PQenterPipelineMode(pointer) == 1 }
  func exitPipeline() -> Bool { unsafe PQexitPipelineMode(pointer) == 1 }

  /// Whether everything was sent; nil if the connection is lost.
  func flush() -> Bool? {
    switch unsafe PQflush(pointer) {
    case 0: true
    case 1: false
    default: nil
    }
  }

  /// Reads what the socket has. Of an encrypted record up to half may stay in OpenSSL's memory, of which the kernel
  /// knows nothing: asking twice more empties it.
  func consumeInput() -> Bool {
    guard unsafe PQconsumeInput(pointer) == 1 else { return false }
    guard unsafe PQsslInUse(pointer) == 1 else { return true }
    return unsafe PQconsumeInput(pointer) == 1 && PQconsumeInput(pointer) == 1
  }

  /// Whether the next result is not complete yet.
  var isBusy: Bool { unsafe PQisBusy(pointer) == 1 }
  func nextResult() -> ResultHandle? { unsafe ResultHandle(PQgetResult(pointer)) }

  func sendPrepare(_ statement: Statement) -> Bool {
    unsafe PQsendPrepare(pointer, statement.name, statement.text, Int32(statement.types.count), statement.types) == 1
  }

  func sendPrepared(_ statement: Statement, _ sql: borrowing SQL) -> Bool {
    withValues(of: sql) { count in
      unsafe PQsendQueryPrepared(pointer, statement.name, count, values, lengths, formats, 1) == 1
    }
  }

  func sendUnprepared(_ statement: Statement, _ sql: borrowing SQL) -> Bool {
    withValues(of: sql) { count in
      unsafe PQsendQueryParams(pointer, statement.text, count, statement.types, values, lengths, formats, 1) == 1
    }
  }

  /// Sends text that the service itself wrote, such as COMMIT.
  func sendOwn(_ text: String) -> Bool {
    unsafe PQsendQueryParams(pointer, text, 0, nil, nil, nil, nil, 1) == 1
  }

  /// Ends a segment of the pipeline. This libpq flushes with it.
  func sync() -> Bool { unsafe PQpipelineSync(pointer) == 1 }

  /// Sends text of one or more statements by the simple protocol.
  func sendSimple(_ text: String) -> Bool { unsafe PQsendQuery(pointer, text) == 1 }

  /// Points the lists that libpq takes at a statement's values, for as long as the body runs.
  private func withValues(of sql: borrowing SQL, _ body: (Int32) -> Bool) -> Bool {
    unsafe values.removeAll(keepingCapacity: true)
    lengths.removeAll(keepingCapacity: true)
    while formats.count < sql.parameters.count { formats.append(1) }
    return unsafe sql.values.withUnsafeBytes { buffer in
      let base = unsafe buffer.baseAddress?.assumingMemoryBound(to: CChar.self)
      var start = 0
      for parameter in sql.parameters {
        if parameter.isNull {
          unsafe values.append(nil)
        } else if let base = unsafe base {
          unsafe values.append(base + start)
        } else {
          unsafe values.append(UnsafePointer(noBytes))
        }
        lengths.append(Int32(parameter.valueEnd - start))
        start = parameter.valueEnd
      }
      return body(Int32(sql.parameters.count))
    }
  }

}

/// A list of C strings with a null pointer at its end.
@safe
private final class CStrings {
  private(set) var pointers: [UnsafePointer<CChar>?] = unsafe []

  init(_ strings: [String]) {
    for string in strings {
      let bytes = string.utf8CString
      let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
      for (index, byte) in bytes.enumerated() { unsafe copy[index] = byte }
      unsafe pointers.append(UnsafePointer(copy))
    }
    unsafe pointers.append(nil)
  }

  deinit {
    for index in unsafe pointers.indices { unsafe pointers[index]?.deallocate() }
  }
}
