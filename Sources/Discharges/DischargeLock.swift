public import FoundationEssentials
public import SQL

/// Whoever makes something of a hospital's discharges as a whole holds it until the transaction ends: a chunk of an import, the
/// publishing of a policy. Otherwise each could miss what the other is about to commit.
public enum DischargeLock {
  /// The statement that waits for it, as long as the lock timeout allows.
  public static func statement(tenant: UUID) -> SQL {
    "select pg_advisory_xact_lock(hashtextextended('discharges:' || \(tenant.uuidString), 0))"
  }
}
