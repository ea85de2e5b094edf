extension EmbeddedPostgres {
  /// What cluster to run and where.
  public struct Configuration: Sendable {
    /// What a cluster is for, which decides what becomes of its data.
    public enum Purpose: Sendable {
      /// Keeps its data: the next start goes on where this one ended.
      case service
      /// Lives as long as the process that started it and is removed with it, however that process ends.
      case throwAway
    }

    /// The folder under which everything lies; it is made when missing.
    ///
    /// The cluster is in its subfolder `postgres`, which is a link to another place when the server's user can't enter
    /// the home. A throw-away cluster wants a home that is missing or empty, because it removes the home at its end.
    public var home: String

    /// Whether the data outlive the process.
    public var purpose: Purpose

    /// Whether a commit waits for the disk. Without it a crash of the machine may damage the cluster, which is what
    /// makes throw-away clusters fast.
    public var durable: Bool

    /// Further settings of `postgresql.conf`, by name; they win over those that every cluster has.
    public var settings: [String: String]

    /// How long a start may take, recovery after a crash included, before it counts as failed.
    public var startTimeout: Duration

    /// A configuration; `durable` follows from the purpose when it isn't given.
    public init(
      home: String, purpose: Purpose, durable: Bool? = nil, settings: [String: String] = [:],
      startTimeout: Duration = .seconds(120)
    ) {
      self.home = home
      self.purpose = purpose
      self.durable = durable ?? (purpose == .service)
      self.settings = settings
      self.startTimeout = startTimeout
    }
  }

  /// How to sign in to a running cluster as its superuser.
  public struct Login: Sendable, Hashable {
    /// The folder that holds the server's socket: libpq's `host`.
    public let socketDirectory: String
    /// The port within that folder, which is part of the socket's name.
    public let port: Int
    /// The name of the superuser.
    public let superuser: String
    /// The superuser's password, random for each cluster.
    public let superuserPassword: String
  }

  /// How a server ended.
  public enum Exit: Sendable, Hashable {
    /// It was asked to, by ``EmbeddedPostgres/EmbeddedPostgres/stop()``.
    case stopped
    /// It ended by itself, or something else ended it; the last line of its log that says why, when there is one.
    case crashed(lastLogLine: String?)
  }
}

extension EmbeddedPostgres.Login: CustomStringConvertible, CustomReflectable {
  /// Everything but the password, which must not get into a log.
  public var description: String { "\(superuser) at \(socketDirectory):\(port)" }
  /// Nothing, so that no dump of a value shows the password.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
