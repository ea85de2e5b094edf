public import FoundationEssentials
public import SQL

/// What a later feature says and does when an import is undone, inside its transaction and without this one knowing of it. The
/// fragments are `select`s of one id.
public protocol ImportUndoing: Sendable {
  /// One count: how much of what the feature made of these discharges has been worked on. Anything but 0 forbids the undoing.
  static func workedOn(_ discharges: SQL, tenant: UUID) -> SQL
  /// Takes back what it made of discharges that are about to go.
  static func forget(_ discharges: SQL, tenant: UUID) -> [SQL]
  /// Follows discharges that are again as they were before.
  static func restore(_ restored: RestoredDischarges, tenant: UUID) -> [SQL]
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
