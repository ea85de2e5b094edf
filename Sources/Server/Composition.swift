import Directory
import Discharges
import FollowUp
import Handover
public import Operations
import Oversight
public import SQL

/// The composition root: the one place that names the features, in the order in which data flows.
public enum Composition {
  /// All methods of the service.
  /// - Parameter extra: methods that only a test has.
  /// - Throws: ``RegistryError`` when a method can't be described: a mistake in the program, found at start.
  public static func registry(including extra: [RegisteredMethod] = []) throws -> Registry {
    try Registry(
      Directory.methods() + Discharges.methods() + FollowUp.methods() + Oversight.methods() + Handover.methods()
        + Jobs.methods()
        + extra)
  }

  /// What the features want done every hour.
  public static func maintenance() -> [SQL] {
    Handover.maintenance
  }

  /// What does long work. An import's discharges become tasks in the transaction that brings them, without Discharges
  /// knowing FollowUp.
  public static func jobHandlers() -> [any JobHandler] {
    [ImportJob(afterImport: TaskMaking.afterImport)] + Handover.jobHandlers()
  }
}
