/// What a method gave: its encoded result, or why it failed.
public typealias RPCOutcome = Result<JSONBytes, RPCError>

/// An outcome with the id of the call it answers.
public struct RPCReply: Sendable {
  /// The call's id.
  public var id: RequestID
  /// Its outcome.
  public var outcome: RPCOutcome

  /// An answer.
  public init(id: RequestID, outcome: RPCOutcome) {
    self.id = id
    self.outcome = outcome
  }
}
