import FoundationEssentials
import SQL

/// Holds off whoever works on the hospital's tasks while an undoing begins; they hold it together, see `discharges.keep_from_undoing`.
enum UndoLock {
  /// Waits until those who have begun have ended; whoever comes after sees the undoing.
  static func statement(tenant: UUID) -> SQL {
    "select pg_advisory_xact_lock(hashtextextended('discharges.undo:' || \(tenant.uuidString.lowercased()), 0))"
  }
}
