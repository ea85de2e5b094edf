public import Operations

/// Figures: what the calls came to, counted from the tasks, n beside every rate.
public enum Oversight {
  /// The methods of this feature.
  public static let methods: [any Operation.Type] = [FollowUpRate.self]
}
