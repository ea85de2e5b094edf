/// Where a call runs. A slow call delays those behind it on the same connection, so calls are kept apart by kind.
public enum Lane: Int, Sendable, Hashable, CaseIterable {
  /// Short reads: few connections, many transactions in flight on each.
  case point
  /// Lists and searches: fewer in flight, so that a long one delays at most one other.
  case list
  /// Reports: they read much, so a few of them must not fill the places of lists.
  case report
  /// Short transactions that commit durably: many connections, so that their commits share PostgreSQL's group commit.
  case write
  /// One connection for each caller: interactive transactions that somebody waits for.
  case work
  /// One connection for each caller: the transactions of jobs, which may take long and wait long for a lock.
  case job

  /// Whether a connection serves one caller at a time, from BEGIN to COMMIT.
  public var isExclusive: Bool { self == .work || self == .job }
}

/// How many connections a lane has and how much it takes in.
public struct LaneConfiguration: Sendable {
  /// Connections that are kept open.
  public var connections: Int
  /// Transactions in flight on each connection; 1 on exclusive lanes whatever is said here.
  public var depth: Int
  /// Calls that may wait; one more is answered `.overloaded`.
  public var queueLimit: Int
  /// Calls of one tenant that may wait, so that no tenant takes the whole queue.
  public var queueLimitPerTenant: Int
  /// Calls of one tenant that may be in flight while other tenants are at work too; a tenant that is alone may fill the lane.
  public var inFlightPerTenant: Int
  /// Settings of the session, as in `postgres -c name=value`. Names and values must not hold white space or
  /// backslashes.
  public var options: [String: String]

  /// A lane from its sizes.
  public init(
    connections: Int, depth: Int, queueLimit: Int = 1024, queueLimitPerTenant: Int = 256,
    inFlightPerTenant: Int = .max, options: [String: String] = [:]
  ) {
    self.connections = connections
    self.depth = depth
    self.queueLimit = queueLimit
    self.queueLimitPerTenant = queueLimitPerTenant
    self.inFlightPerTenant = inFlightPerTenant
    self.options = options
  }

  /// Options of lanes whose statements are short and known: plans are made once and not per value, and never compiled.
  public static let genericPlans = ["plan_cache_mode": "force_generic_plan", "jit": "off"]
}
