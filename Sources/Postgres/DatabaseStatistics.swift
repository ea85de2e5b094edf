import Synchronization

/// How busy the database's lanes are, for metrics.
public struct DatabaseStatistics: Sendable, Hashable {
  /// One lane's figures.
  public struct LaneStatistics: Sendable, Hashable {
    /// Connections that are up.
    public var connections: Int
    /// Calls that were sent and not answered, or leases given out.
    public var inFlight: Int
    /// Calls that wait for a connection.
    public var queued: Int
    /// Calls that the server answered since the start, errors included.
    public var completed: Int
    /// Calls that were refused because the queue was full, since the start.
    public var overloaded: Int
    /// Connections lost since the start.
    public var lost: Int
  }

  /// The figures of each lane.
  public var lanes: [Lane: LaneStatistics]

  /// Connections that are up, of all lanes.
  public var connections: Int { lanes.values.reduce(0) { $0 + $1.connections } }
  /// Calls in flight, of all lanes.
  public var inFlight: Int { lanes.values.reduce(0) { $0 + $1.inFlight } }
  /// Calls that wait, of all lanes.
  public var queued: Int { lanes.values.reduce(0) { $0 + $1.queued } }
}

/// One lane's figures as the loop keeps them and others read them.
final class LaneGauges: Sendable {
  let connections = Atomic(0)
  let inFlight = Atomic(0)
  let queued = Atomic(0)
  let completed = Atomic(0)
  let overloaded = Atomic(0)
  let lost = Atomic(0)

  var statistics: DatabaseStatistics.LaneStatistics {
    DatabaseStatistics.LaneStatistics(
      connections: connections.load(ordering: .relaxed), inFlight: inFlight.load(ordering: .relaxed),
      queued: queued.load(ordering: .relaxed), completed: completed.load(ordering: .relaxed),
      overloaded: overloaded.load(ordering: .relaxed), lost: lost.load(ordering: .relaxed))
  }
}
