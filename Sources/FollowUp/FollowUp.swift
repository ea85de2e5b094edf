public import Operations

/// Policies make tasks of discharges; nurses, doctors and agents work them off: claim, call, record.
///
/// A published policy's rounds become tasks in the transaction that brings the discharge. A worklist shows what is due, overdue or promised;
/// `next` hands out one task at a time; an attempt records who answered and how it ended, and moves the task on.
public enum FollowUp {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    [
      try .command(CreatePolicy.self), try .command(PublishPolicy.self), try .query(ListPolicies.self),
      try .query(ListTasks.self), try .query(ReadTask.self), try .command(NextTask.self), try .command(ClaimTask.self),
      try .command(ReleaseTask.self), try .command(RecordAttempt.self), try .command(CloseTask.self),
      try .command(AddContact.self), try .command(RequestCorrection.self), try .query(ListCorrections.self),
      try .command(CompleteCorrection.self), try .command(CloseCorrection.self),
      try .command(PlaceHold.self), try .command(LiftHold.self), try .query(ListHolds.self),
      try .command(RecordDeath.self), try .command(WithdrawDeath.self), try .query(ListDeaths.self),
      try .command(MergePatients.self), try .command(UnmergePatient.self),
      try .command(OpenStays.self), try .command(CloseStay.self),
    ]
  }
}

extension FollowUp {
  /// What follows here from what happens in earlier features.
  public static func effects() -> [any Effects] { [TaskEffects()] }
}
