public import FoundationEssentials
public import JSONRPC
public import Postgres
public import SQL
public import Vault

/// A job that this process holds by lease.
public struct RunningJob: Sendable {
  /// The tenant.
  public let tenant: UUID
  /// The job.
  public let jobID: UUID
  /// What it works on: an import, an export.
  public let subjectID: UUID
  /// What the handler keeps between the steps of a job that this process goes on with.
  public let memory: JobMemory
  /// Fences off whoever held the job before.
  let holder: Int32
  let dispatcher: Dispatcher
  let key: TenantKey

  /// How long a lease lasts; each chunk renews it. Another process takes the job up when it has run out.
  static let leaseSeconds = 30

  /// The present moment and day.
  public var calendar: DayClock { dispatcher.calendar }

  /// Runs a chunk: begun for the person who started the job, with progress and event in the same transaction.
  /// - Parameter method: how the trail names the chunk.
  public func chunk<Value: Sendable>(
    _ method: StaticString, _ body: (borrowing JobTransaction) async throws -> Value
  ) async throws -> Value {
    let prologue: SQL = """
      select audit.begin_job(\(tenant), \(jobID), \(holder), \(UUID.version7()), \("\(method)"), \(UUID.version7()), \
      \([UInt8]()), \(Int32(120_000)))
      """
    let disclosure = Disclosure(key: key, recorded: nil)
    return try await dispatcher.database.transaction(
      opening: [prologue, .longLockTimeout], on: .job, tenant: tenant, deadline: .now.advanced(by: .seconds(120))
    ) { transaction in
      let scoped = JobTransaction(job: self, disclosure: disclosure, transaction: transaction.scoped())
      let value = try await body(scoped)
      _ = try await transaction.run(
        """
        update operations.job set lease_until = clock_timestamp() + make_interval(secs => \(Int32(Self.leaseSeconds)))
          where tenant_id = \(tenant) and job_id = \(jobID)
        """)
      return value
    }
  }
}

/// The transaction of a chunk.
public struct JobTransaction: ~Copyable {
  let job: RunningJob
  let disclosure: Disclosure
  let transaction: Transaction

  /// The tenant, which every statement names itself.
  public var tenant: UUID { job.tenant }
  /// Seals what the chunk brings.
  public var sealer: Sealer { Sealer(key: job.key) }

  /// Runs a statement.
  @discardableResult
  public func rows(_ statement: SQL) async throws(DatabaseError) -> Rows {
    try await transaction.run(statement)
  }

  /// The rows of a selection, as what they are read as.
  public func rows<Item>(_ selection: Selection<Item>) async throws -> [Item] {
    try selection.read(await transaction.run(selection.statement))
  }

  /// Runs several statements in one round trip.
  @discardableResult
  public func pipelined(_ statements: [SQL]) async throws(DatabaseError) -> [Rows] {
    try await transaction.pipelined(statements)
  }

  /// Streams rows into a table in COPY's binary format.
  public func copyIn(
    _ statement: SQL, _ produce: (inout CopyWriter) async throws -> Void
  ) async throws -> Int {
    try await transaction.copyIn(statement, produce)
  }

  /// Opens a part of an imported file.
  public func openPart(
    _ sealed: SealedBytes, _ column: SealedColumn, row: UUID, part: Int
  ) throws(Failure) -> [UInt8] {
    try disclosure.openPart(sealed, column, row: row, part: part)
  }

  /// Opens a sealed value of somebody whom the chunk's event must name: ``close(subjects:count:)`` takes the person.
  public func open(_ sealed: SealedText, _ column: SealedColumn, of subject: UUID) throws(Failure) -> String {
    try disclosure.open(sealed, column, of: subject)
  }

  /// Opens a secret of the service's own, such as the passphrase of an archive that the job writes.
  public func openSecret(_ sealed: SealedText, _ column: SealedColumn) throws(Failure) -> String {
    try disclosure.openSecret(sealed, column)
  }

  /// Notes how far the job has come; visible when the chunk commits. Interruptions before it are forgotten, so it is called only by a
  /// chunk that does what none before it has done.
  public func progress(done: Int, total: Int, message: String) async throws(DatabaseError) {
    _ = try await transaction.run(
      """
      update operations.job set done = \(done), total = \(total), message = \(message), failures = 0, error_code = null
        where tenant_id = \(tenant) and job_id = \(job.jobID)
      """)
  }

  /// How much earlier chunks have done, as they noted it.
  public func done() async throws -> Int {
    let rows = try await transaction.run(
      "select done from operations.job where tenant_id = \(tenant) and job_id = \(job.jobID)")
    return try rows.single(Int.self)
  }

  /// Whether somebody has asked to stop.
  public func isCancelRequested() async throws -> Bool {
    let rows = try await transaction.run(
      """
      select exists (
        select from operations.job_cancellation where tenant_id = \(tenant) and job_id = \(job.jobID))
      """)
    return try rows.single(Bool.self)
  }

  /// Writes the chunk's event; called once, last.
  public func close(subjects: [UUID], count: Int) async throws(DatabaseError) {
    _ = try await transaction.run("select audit.close(\(subjects), \(count))")
  }
}

extension SQL {
  /// Nobody waits for the answer of long work, and a neighbour's chunk may take longer than a person would wait.
  static let longLockTimeout: SQL = "select set_config('lock_timeout', '30s', true)"
}

/// Seals and indexes values of one tenant. It can't open anything.
public struct Sealer: Sendable {
  let key: TenantKey

  /// Seals a text for a column.
  public func seal(_ text: String, _ column: SealedColumn) -> [UInt8] {
    key.seal(text, context: column.context).bytes
  }

  /// Seals bytes for their place in a file.
  public func seal(_ bytes: [UInt8], _ column: SealedColumn, row: UUID, part: Int) -> [UInt8] {
    key.seal(bytes: bytes, context: column.context.bound(to: row, part: UInt32(truncatingIfNeeded: part))).bytes
  }

  /// What a sealed column is searched by; nil when the value has nothing to search for.
  public func blindIndex(_ text: String, _ purpose: BlindIndexPurpose) -> [UInt8]? {
    key.blindIndex(normalising: text, purpose: purpose)
  }

  /// A keyed fingerprint: equal for equal bytes, and telling nothing of them.
  public func fingerprint(_ bytes: [UInt8]) -> [UInt8] {
    key.fingerprint(bytes)
  }
}
