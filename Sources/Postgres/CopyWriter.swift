public import SQL

/// Takes rows for COPY … FROM STDIN in binary format. Gathers them and sends a piece when enough are there; writing
/// then waits until the socket has taken it.
public struct CopyWriter: ~Copyable {
  private let database: Database
  private let lease: Lease
  private let deadline: ContinuousClock.Instant?
  private var buffer: [UInt8] = []
  /// Rows written so far.
  public private(set) var rows = 0

  init(database: Database, lease: Lease, deadline: ContinuousClock.Instant?) {
    self.database = database
    self.lease = lease
    self.deadline = deadline
    buffer.reserveCapacity(Connection.chunkSize + 4096)
    // Signature, no flags, no extension of the header.
    buffer += Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0]
    buffer.append(bigEndian: Int32(0))
    buffer.append(bigEndian: Int32(0))
  }

  /// Writes one row; the values' types must be the columns', as binary COPY converts nothing.
  public mutating func write<each Value: SQLEncodable>(_ value: repeat each Value) async throws(DatabaseError) {
    var columns: Int16 = 0
    for _ in repeat each value { columns += 1 }
    buffer.append(bigEndian: columns)
    repeat buffer.appendField(each value)
    rows += 1
    if isFull { try await send() }
  }

  /// Writes rows that are finished already, in pieces larger than of rows that are made meanwhile: the server waits for few.
  public mutating func write(_ finished: CopyRows) async throws(DatabaseError) {
    buffer += finished.bytes
    rows += finished.count
    if buffer.count >= Self.finishedPiece { try await send() }
  }

  private static var finishedPiece: Int { 8 * Connection.chunkSize }

  private var isFull: Bool { buffer.count >= Connection.chunkSize }

  private mutating func send() async throws(DatabaseError) {
    let piece = buffer
    buffer = []
    buffer.reserveCapacity(Connection.chunkSize + 4096)
    _ = try await database.submit(.copyData(lease, piece), deadline: deadline)
  }

  /// The trailer, and all that is left.
  mutating func finish() async throws(DatabaseError) {
    buffer.append(bigEndian: Int16(-1))
    try await send()
  }
}

extension Transaction {
  /// Copies rows into a table by `COPY … FROM STDIN (FORMAT binary)`.
  ///
  /// If the producer throws, the server is told to throw the data away and the error is passed on; the transaction has
  /// failed then. Tables under row security can't be copied into: use a temporary one.
  ///
  /// - Returns: the number of rows the server took.
  public func copyIn(
    _ statement: SQL, _ produce: (inout CopyWriter) async throws -> Void
  ) async throws -> Int {
    _ = try await database.submit(.copyIn(lease), [statement], deadline: deadline)
    var writer = CopyWriter(database: database, lease: lease, deadline: deadline)
    do {
      try await produce(&writer)
      try await writer.finish()
    } catch {
      _ = await database.submitUncancelled(.copyEnd(lease, failed: true))
      throw error
    }
    let answer = try await database.submitUncancelled(.copyEnd(lease, failed: false)).get()
    guard case .ended(_, let affected) = answer else { throw DatabaseError(.protocolViolation) }
    return affected
  }

  /// Copies out by `COPY … TO STDOUT`, in whatever format the statement names. Pieces are handed over as they come,
  /// whole rows each; the server is held back while the consumer works. If the consumer throws, the connection is
  /// given up.
  ///
  /// - Returns: the number of rows the server sent.
  public func copyOut(_ statement: SQL, _ consume: ([UInt8]) async throws -> Void) async throws -> Int {
    _ = try await database.submit(.copyOut(lease), [statement], deadline: deadline)
    while true {
      switch try await database.submit(.copyRead(lease), deadline: deadline) {
      case .chunk(let chunk): try await consume(chunk)
      case .ended(let rest, let affected):
        if !rest.isEmpty { try await consume(rest) }
        return affected
      case .done, .rows, .leased: throw DatabaseError(.protocolViolation)
      }
    }
  }
}
