public import FoundationEssentials
public import Operations
public import SQL

/// What follows in later features from what happens to patients and their discharges, in the transaction in which it happens. A later feature
/// registers a type for it; each method has a default that does nothing.
///
/// Fragments named `patients` and `discharges` are `select`s of one id. Persons count as a whole: their rows are those of
/// ``Person/rows(tenant:of:)``.
public protocol PatientEffects: Effects {
  /// Statements that stop what was planned for persons who have died, over all departments. What they yield are rows of work that was
  /// stopped; it is counted.
  /// - Parameter record: the record in which the death was told, which its own feature ends.
  func died(tenant: UUID, patients: SQL, toldIn record: UUID?) -> [SQL]
  /// Lets go on what a death had stopped, which was none.
  func revived(_ transaction: borrowing SharedTransaction, patients: SQL) async throws -> RevivedWork
  /// Two record numbers are one person now, or two again.
  func personChanged(_ transaction: borrowing SharedTransaction, patients: SQL) async throws
  /// Stays have begun or ended.
  func staysChanged(_ transaction: borrowing SharedTransaction, patients: SQL) async throws
  /// A number was added by hand.
  /// - Returns: how much work had waited for one.
  func numberAdded(_ transaction: borrowing SharedTransaction, patient: UUID, contact: UUID) async throws -> Int
  /// A chunk of a file has brought discharges and changed others.
  func importApplied(_ transaction: borrowing SharedTransaction, new: SQL, changed: SQL) async throws
  /// A `select` of one count: how much has been done of what was made of these discharges. Anything but 0 forbids undoing their import.
  func workedOn(tenant: UUID, discharges: SQL) -> SQL?
  /// Discharges that only an undone import had brought are about to go.
  func dischargesRemoved(_ transaction: borrowing SharedTransaction, discharges: SQL) async throws
  /// Discharges that an undone import had changed are as before it.
  func importUndone(_ transaction: borrowing SharedTransaction, _ restored: RestoredDischarges) async throws
}

extension PatientEffects {
  /// Nothing.
  public func died(tenant: UUID, patients: SQL, toldIn record: UUID?) -> [SQL] { [] }
  /// Nothing.
  public func revived(_ transaction: borrowing SharedTransaction, patients: SQL) async throws -> RevivedWork {
    RevivedWork(reopened: 0, missed: 0)
  }
  /// Nothing.
  public func personChanged(_ transaction: borrowing SharedTransaction, patients: SQL) async throws {}
  /// Nothing.
  public func staysChanged(_ transaction: borrowing SharedTransaction, patients: SQL) async throws {}
  /// Nothing.
  public func numberAdded(
    _ transaction: borrowing SharedTransaction, patient: UUID, contact: UUID
  ) async throws -> Int { 0 }
  /// Nothing.
  public func importApplied(_ transaction: borrowing SharedTransaction, new: SQL, changed: SQL) async throws {}
  /// Nothing.
  public func workedOn(tenant: UUID, discharges: SQL) -> SQL? { nil }
  /// Nothing.
  public func dischargesRemoved(_ transaction: borrowing SharedTransaction, discharges: SQL) async throws {}
  /// Nothing.
  public func importUndone(_ transaction: borrowing SharedTransaction, _ restored: RestoredDischarges) async throws {}
}

/// What goes on after a death that was none.
public struct RevivedWork: Sendable {
  /// How much is open again.
  public let reopened: Int
  /// How much was missed meanwhile.
  public let missed: Int

  /// So much.
  public init(reopened: Int, missed: Int) {
    self.reopened = reopened
    self.missed = missed
  }
}

/// What an undone import leaves to be put right.
public struct RestoredDischarges: Sendable {
  /// Those that it had changed.
  public let discharges: SQL
  /// The patients whom it had touched.
  public let patients: SQL
  /// The moments of its transactions: what was made or ended at one of them is its doing.
  public let moments: SQL
}
