public import Operations

/// Policies make tasks of discharges; nurses, doctors and agents work them off: claim, call, record.
///
/// A published policy's rounds become tasks in the transaction that brings the discharge. A worklist shows what is due, overdue or promised;
/// `next` hands out one task at a time; an attempt records who answered and how it ended, and moves the task on.
public enum FollowUp {
  /// The methods of this feature.
  public static let methods: [any Operation.Type] = [
    CreatePolicy.self, PublishPolicy.self, ListPolicies.self, ListTasks.self, ReadTask.self, NextTask.self,
    ClaimTask.self, ReleaseTask.self, RecordAttempt.self, CloseTask.self, AddContact.self, RequestCorrection.self,
    ListCorrections.self, CompleteCorrection.self, CloseCorrection.self, PlaceHold.self, LiftHold.self,
    ListHolds.self, RecordDeath.self, WithdrawDeath.self, ListDeaths.self, MergePatients.self, UnmergePatient.self,
    OpenStays.self, CloseStay.self,
  ]
}

extension FollowUp {
  /// What follows here from what happens in earlier features.
  public static func effects() -> [any Effects] { [TaskEffects()] }
}
