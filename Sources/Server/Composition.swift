import Directory
import Discharges
import FollowUp
import Handover
import Identity
public import Operations
import Oversight
public import SQL

/// The composition root: the one place that names the features, in the order in which data flows.
public enum Composition {
  /// All methods of the service.
  /// - Parameter extra: methods that only a test has.
  /// - Throws: ``RegistryError`` when a method can't be described: a mistake in the program, found at start.
  public static func registry(including extra: [any Operation.Type] = []) throws -> Registry {
    try Registry(
      Identity.methods + Directory.methods(dependents: FollowUpDependents.self) + Discharges.methods
        + FollowUp.methods + Oversight.methods + Handover.methods + Jobs.methods + extra,
      records: Discharges.records() + FollowUp.records(), effects: FollowUp.effects(),
      rules: [Identity.rules, Directory.rules, Discharges.rules, FollowUp.rules, Handover.rules])
  }

  /// What the features keep in the database.
  public static let data = FeatureData([
    .operations, Identity.data, Directory.data, Discharges.data, FollowUp.data, Handover.data,
  ])

  /// What the features do from time to time.
  public static var maintenance: [SQL] { Discharges.maintenance + Handover.maintenance }

  /// What does long work.
  public static func jobHandlers() -> [any JobHandler] {
    [ImportJob(), ImportUndoJob(), PublicationJob()]
      + Handover.jobHandlers(data)
  }

  /// What is done at its time.
  public static func timerHandlers() -> [any TimerHandler] { [HoldEndTimer()] }
}
