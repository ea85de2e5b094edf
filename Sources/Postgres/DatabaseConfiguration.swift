public import SQL

/// How to reach the server and how the connections to it are divided.
public struct DatabaseConfiguration: Sendable {
  /// Whether the way to the server is encrypted.
  public enum TLS: Sendable, Hashable {
    /// Plain: for a Unix socket or the same machine.
    case disable
    /// Encrypted, with the server's certificate and name verified against this file of root certificates (PEM).
    case verifyFull(rootCertificate: String)
  }

  /// A host name, an address, or the directory of a Unix socket (an absolute path).
  public var host: String
  /// The port; it also names the Unix socket's file.
  public var port: Int
  /// The database's name.
  public var database: String
  /// The role to log in as.
  public var user: String
  /// The password; nil when the server asks for none.
  public var password: String?
  /// Encryption of the way to the server.
  public var tls: TLS = .disable
  /// What the server shows in `pg_stat_activity`.
  public var applicationName = "huifang"

  /// The lane of short reads.
  public var point = LaneConfiguration(
    connections: 8, depth: 4, inFlightPerTenant: 16, options: LaneConfiguration.genericPlans)
  /// The lane of lists.
  public var list = LaneConfiguration(
    connections: 3, depth: 2, inFlightPerTenant: 2, options: LaneConfiguration.genericPlans)
  /// The lane of reports.
  public var report = LaneConfiguration(
    connections: 2, depth: 1, inFlightPerTenant: 1, options: LaneConfiguration.genericPlans)
  /// The lane of short durable transactions. More connections than the others, since commits are waited for one after
  /// the other on each, and together in PostgreSQL's group commit.
  public var write = LaneConfiguration(
    connections: 8, depth: 4, inFlightPerTenant: 16, options: LaneConfiguration.genericPlans)
  /// The lane of interactive transactions.
  public var work = LaneConfiguration(
    connections: 6, depth: 1, queueLimit: 256, queueLimitPerTenant: 64, inFlightPerTenant: 4,
    options: ["idle_in_transaction_session_timeout": "300000"])
  /// The lane of jobs.
  public var job = LaneConfiguration(
    connections: 4, depth: 1, queueLimit: 256, queueLimitPerTenant: 64, inFlightPerTenant: 2,
    // A chunk of an import fits into its temporary tables' memory; taken only when there are such.
    options: ["idle_in_transaction_session_timeout": "300000", "temp_buffers": "32MB"])

  /// How long a tenant's calls are counted against its share after another tenant's call.
  public var sharesFor: Duration = .seconds(5)

  /// Statements that every connection of the shared lanes prepares when it is made; their values don't matter.
  public var preparedAtConnect: [SQL] = []
  /// Statements that a connection keeps prepared; the one unused for longest makes room.
  public var preparedLimit = 512

  /// How long `start()` waits for the first connection.
  public var startTimeout: Duration = .seconds(10)
  /// How long one attempt to connect may take.
  public var connectTimeout: Duration = .seconds(5)
  /// The pause before the first attempt to connect again; it doubles with each, up to the longest one.
  public var shortestPause: Duration = .milliseconds(50)
  /// The longest pause between attempts to connect.
  public var longestPause: Duration = .seconds(5)
  /// For how long a lane may have no connection before its calls are answered `.unavailable` instead of waiting.
  public var unavailableAfter: Duration = .seconds(5)
  /// How long a ROLLBACK or COMMIT may take before the connection is given up.
  public var endOfTransactionTimeout: Duration = .seconds(10)
  /// How long `close()` waits for calls under way.
  public var drainTimeout: Duration = .seconds(10)

  /// A configuration with the usual lanes.
  public init(host: String, port: Int = 5432, database: String, user: String, password: String? = nil) {
    self.host = host
    self.port = port
    self.database = database
    self.user = user
    self.password = password
  }

  /// Connections that a database with this configuration keeps open, the one that listens included.
  public var connectionCount: Int {
    Lane.allCases.reduce(1) { $0 + max(1, self[$1].connections) }
  }

  /// The sizes of one lane.
  public subscript(lane: Lane) -> LaneConfiguration {
    get {
      switch lane {
      case .point: point
      case .list: list
      case .report: report
      case .write: write
      case .work: work
      case .job: job
      }
    }
    set {
      switch lane {
      case .point: point = newValue
      case .list: list = newValue
      case .report: report = newValue
      case .write: write = newValue
      case .work: work = newValue
      case .job: job = newValue
      }
    }
  }
}

extension DatabaseConfiguration: CustomStringConvertible, CustomReflectable {
  /// Everything but the password.
  public var description: String { "\(user)@\(host):\(port)/\(database)" }
  /// Everything but the password, so that dumping doesn't show it either.
  public var customMirror: Mirror { Mirror(self, children: ["target": description]) }
}
