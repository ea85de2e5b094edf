/// The methods by which long work is watched.
public enum Jobs {
  /// The methods.
  public static func methods() throws -> [RegisteredMethod] {
    [try .query(ReadJob.self), try .waiting(WaitForJob.self), try .command(CancelJob.self)]
  }
}
