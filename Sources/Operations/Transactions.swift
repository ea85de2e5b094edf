import FoundationEssentials
public import JSONRPC
import Postgres
public import SQL
import Vault

/// The transaction of a ``Query``: it has begun, its gate is open, and it ends with its event. It cannot escape its scope.
public struct ReadTransaction: ~Copyable {
  let inner: InnerTransaction

  /// What the method may know about its call.
  public var call: CallContext { inner.call }
  /// Opens sealed values; whoever is opened is named by the event.
  public var disclosure: Disclosure { inner.disclosure }

  /// The rows of a statement that reads.
  public func rows(_ statement: SQL) async throws(Failure) -> Rows {
    try await inner.rows(statement)
  }

  /// The rows of a selection, as what they are read as.
  public func rows<Item>(_ selection: Selection<Item>) async throws(Failure) -> [Item] {
    try await inner.rows(selection)
  }

  /// The same for data of persons, whom the event names.
  public func rows<Item>(_ selection: PersonalSelection<Item>) async throws(Failure) -> [Item] {
    try await inner.rows(selection)
  }

  /// The one row that a statement is sure to give.
  public func row<Item>(_ selection: Selection<Item>) async throws(Failure) -> Item {
    try await inner.row(selection)
  }
}

/// The transaction of a ``Command``.
public struct WriteTransaction: ~Copyable {
  let inner: InnerTransaction

  /// What the method may know about its call.
  public var call: CallContext { inner.call }
  /// Opens sealed values; whoever is opened is named by the event.
  public var disclosure: Disclosure { inner.disclosure }

  /// Runs a statement.
  @discardableResult
  public func rows(_ statement: SQL) async throws(Failure) -> Rows {
    try await inner.rows(statement)
  }

  /// The rows of a selection, as what they are read as.
  public func rows<Item>(_ selection: Selection<Item>) async throws(Failure) -> [Item] {
    try await inner.rows(selection)
  }

  /// The same for data of persons, whom the event names.
  public func rows<Item>(_ selection: PersonalSelection<Item>) async throws(Failure) -> [Item] {
    try await inner.rows(selection)
  }

  /// The one row that a statement is sure to give.
  public func row<Item>(_ selection: Selection<Item>) async throws(Failure) -> Item {
    try await inner.row(selection)
  }
}

/// What both kinds share.
struct InnerTransaction: ~Copyable {
  let call: CallContext
  let eventID: UUID
  let disclosure: Disclosure
  let transaction: Transaction

  func rows(_ statement: SQL) async throws(Failure) -> Rows {
    do {
      return try await transaction.run(statement)
    } catch {
      throw Failure(database: error)
    }
  }

  func rows<Item>(_ selection: Selection<Item>) async throws(Failure) -> [Item] {
    let rows = try await rows(selection.statement)
    return try Execution.decoding { try selection.read(rows) }
  }

  func row<Item>(_ selection: Selection<Item>) async throws(Failure) -> Item {
    guard let item = try await rows(selection).first else { throw Failure(.internalError) }
    return item
  }

  func rows<Item>(_ selection: PersonalSelection<Item>) async throws(Failure) -> [Item] {
    let rows = try await rows(selection.statement)
    return try Execution.decoding {
      try selection.subjects(of: rows).map { row in
        if let subject = row.subject { try disclosure.concerns(subject) }
        return try selection.read(row, disclosure)
      }
    }
  }

  /// Writes the outcome event: whoever was disclosed is its subject.
  func close(count: Int, reason: String? = nil) async throws(Failure) {
    _ = try await rows("select audit.close(\(disclosure.subjects), \(count), 'allowed', \(reason))")
  }
}

extension WriteTransaction {
  /// Puts a person's stated reason beside the event, such as why plain text was needed: sealed, and erasable without touching the
  /// trail, whose leaf holds only a commitment to it (SHA-256(0x02 ‖ salt ‖ detail)).
  public func note(_ reason: String) async throws(Failure) {
    let detail = try JSONOutput.encode(EventDetail(reason: reason)).bytes
    let salt = SecureRandom.bytes(32)
    let commitment = Digest.sha256([0x02] + salt + detail)
    let sealed = call.key.seal(bytes: detail, context: SealedColumn.auditDetail.context.bound(to: inner.eventID))
    _ = try await inner.rows(
      "select audit.add_detail(\(salt), \(commitment), \(Int32(call.key.id)), \(sealed.bytes))")
  }

  /// Marks the event for review: the name behind an alias was shown. Its purpose is `revealAliased` then.
  public func flagAlias() async throws(Failure) {
    _ = try await inner.rows("select audit.flag_alias()")
  }
}

/// The erasable part of an event.
private struct EventDetail: Encodable {
  let reason: String
}
