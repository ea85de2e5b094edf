/// The methods by which long work is watched.
public enum Jobs {
  /// The methods.
  public static let methods: [any Operation.Type] = [ReadJob.self, WaitForJob.self, CancelJob.self]
}
