import FoundationEssentials

/// How a process divides itself among the jobs of all tenants.
public struct JobTurns: Sendable {
  /// How many jobs are open in the process at once. Each is another tenant's: a tenant has one turn at a time, in whichever process.
  public var openAtMost: Int
  /// After how long a job makes room for the tenant that was served least; the step under way is finished first.
  public var length: Duration

  /// For how many seconds after its turn a job is left to the process that has begun it.
  static let reservedSeconds = 5

  /// The usual division.
  public init(openAtMost: Int = 4, length: Duration = .seconds(1)) {
    self.openAtMost = max(1, openAtMost)
    self.length = length
  }
}

/// A job that this process has taken up for a turn.
struct JobClaim: Sendable {
  let tenant: UUID
  let jobID: UUID
  let kind: String
  let subjectID: UUID
  /// Counts how often the job was taken up.
  let holder: Int32
  /// How often it was interrupted since it last got on, and by what.
  let failures: Int
  let errorCode: String?

  var isGivenUp: Bool { failures >= JobPatience.interruptions }
}
