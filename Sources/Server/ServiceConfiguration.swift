public import Postgres

/// What a deployment decides about the service.
public struct ServiceConfiguration: Sendable {
  /// Where the database is.
  public var database: DatabaseConfiguration
  /// The file of the master key, which stays outside the database.
  public var masterKeyFile: String
  /// The address to listen on; by default nobody on another machine reaches it.
  public var host: String
  /// The port to listen on; 0 takes any that is free.
  public var port: Int
  /// The certificate that callers are shown; nil where TLS ends at a proxy in front.
  public var certificate: CertificateFiles?
  /// Addresses (`10.0.0.7`) and ranges (`10.0.0.0/8`) of proxies whose `X-Forwarded-For` is believed.
  public var trustedProxies: [String]
  /// Whether this process takes up jobs.
  public var jobsEnabled: Bool
  /// How many jobs are open in this process at once, each of another tenant.
  public var openJobs = 4 {
    didSet { database.job.connections = openJobs }
  }
  /// What callers may ask for at a time.
  public var limits: ServiceLimits
  /// For how many days it is kept from where somebody was signed in; 184 at least.
  public var addressRetentionDays: Int

  /// A configuration; what is left out is as for one machine.
  public init(
    database: DatabaseConfiguration, masterKeyFile: String, host: String = "127.0.0.1", port: Int = 8080,
    certificate: CertificateFiles? = nil, trustedProxies: [String] = [], jobsEnabled: Bool = true,
    limits: ServiceLimits = ServiceLimits(), addressRetentionDays: Int = 1096
  ) {
    self.database = database
    self.masterKeyFile = masterKeyFile
    self.host = host
    self.port = port
    self.certificate = certificate
    self.trustedProxies = trustedProxies
    self.jobsEnabled = jobsEnabled
    self.limits = limits
    self.addressRetentionDays = addressRetentionDays
  }
}

/// How much callers may ask for at a time. The defaults are the interface's; benchmarks raise them.
public struct ServiceLimits: Sendable {
  /// Bytes of a body that comes with a bearer.
  public var bodyBytes = 1 << 20
  /// Bytes of a body that comes without.
  public var anonymousBodyBytes = 8 << 10
  /// Bytes of an answer.
  public var responseBytes = 10 << 20
  /// Calls that one account may make a second, in however many sessions.
  public var callsPerSecond = 50
  /// Calls that it may make at once after a pause.
  public var callBurst = 200
  /// Attempts to sign in under one name, a minute, from wherever they come.
  public var signInsPerMinute = 10
  /// Calls of one credential that run at once; further ones wait.
  public var concurrentCalls = 10
  /// Calls of one credential that run or wait; further ones are refused.
  public var concurrentCallsAtMost = 20
  /// Calls without a credential, a minute and address.
  public var anonymousCallsPerMinute = 120
  /// Requests of everybody that are under way; further ones are answered 503.
  public var requestsInFlight = 4096
  /// The longest that a caller may wait.
  public var deadline: Duration = .seconds(30)
  /// Bytes of an uploaded file.
  public var uploadBytes = 2 << 30
  /// Bytes of the parts in which a file is stored. A part is a chunk of the import: some 4,000 rows, so that starting a COPY and a
  /// transaction doesn't weigh.
  public var uploadPartBytes = 2 << 20

  /// The interface's limits.
  public init() {}
}
