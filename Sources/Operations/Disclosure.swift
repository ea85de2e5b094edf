public import FoundationEssentials
public import JSONRPC
import Synchronization
@_spi(Disclosure) public import Vault

/// The only way from a sealed value to its text. It belongs to one transaction, and it opens nothing of a person whom the
/// transaction's audit event doesn't name: in a pipeline the event already stands, in an interactive transaction the person is added
/// to it.
public final class Disclosure: Sendable {
  private let key: TenantKey
  private let state: Mutex<State>

  private struct State {
    var subjects: Set<UUID>
    var isOpen: Bool
  }

  /// - Parameter recorded: whom the event names already; nil while the event is still to be written.
  init(key: TenantKey, recorded: Set<UUID>?) {
    self.key = key
    self.state = Mutex(State(subjects: recorded ?? [], isOpen: recorded == nil))
  }

  /// Says that the result holds data of this person even if nothing sealed was opened.
  public func concerns(_ subject: UUID) throws(Failure) {
    try record(subject)
  }

  /// The plain text.
  /// - Throws: `INTERNAL` when the event can't name the subject any more, or when the value doesn't open.
  public func open(_ sealed: SealedText, _ column: SealedColumn, of subject: UUID) throws(Failure) -> String {
    try record(subject)
    do {
      return try key.open(sealed, context: column.context)
    } catch {
      throw Failure(.internalError)
    }
  }

  /// The text as lists and people who need no more see it: `张*丰`, `138****1234`.
  public func masked(_ sealed: SealedText, _ column: SealedColumn, of subject: UUID) throws(Failure) -> String {
    column.masked(try open(sealed, column, of: subject))
  }

  /// The bytes of a part of an imported file, or of a row of it that was not taken. Whose rows a part holds is named by the event of the
  /// chunk that reads it; a row that was not taken is nobody's yet.
  public func openPart(
    _ sealed: SealedBytes, _ column: SealedColumn, row: UUID, part: Int
  ) throws(Failure) -> [UInt8] {
    do {
      return try key.open(sealed, context: column.context.bound(to: row, part: UInt32(truncatingIfNeeded: part)))
    } catch {
      throw Failure(.internalError)
    }
  }

  /// A secret of the service's own, nobody's data: the passphrase of an archive that is being written.
  public func openSecret(_ sealed: SealedText, _ column: SealedColumn) throws(Failure) -> String {
    guard column.isSecret else { throw Failure(.internalError) }
    do {
      return try key.open(sealed, context: column.context)
    } catch {
      throw Failure(.internalError)
    }
  }

  /// Whose data has been opened so far.
  var subjects: [UUID] { state.withLock { Array($0.subjects) } }

  private func record(_ subject: UUID) throws(Failure) {
    let isNamed = state.withLock { state in
      if state.isOpen { state.subjects.insert(subject) }
      return state.subjects.contains(subject)
    }
    if !isNamed { throw Failure(.internalError) }
  }
}
