import Gateway
import Hummingbird
import HummingbirdCore
import Identity
import JSONRPC
public import Logging
import Migrations
import NIOCore
public import Operations
import Postgres
public import ServiceLifecycle
public import Vault

/// The whole service: database, API, pages, jobs. It holds no state of its own, so that several can run beside one
/// another.
public struct HuifangService: Service {
  /// Runs operations; the command line uses it without HTTP.
  public let dispatcher: Dispatcher
  /// Called with the port once requests are taken.
  public var onReady: @Sendable (Int) async -> Void = { _ in }
  /// Whether the database is in the state that this program was built for; asked until it is.
  public var areMigrationsCurrent: @Sendable () async throws -> Bool
  /// Methods without a database behind them, for tests of the protocol.
  var fixtures: [String: CallRunner.Fixture] = [:]

  private let configuration: ServiceConfiguration
  private let logger: Logger
  private let proxies: TrustedProxies
  private let certificate: ServerCertificate?
  private let pages: Pages
  private let openRPC: JSONBytes

  /// Prepares everything that can be wrong before anything starts.
  /// - Parameters:
  ///   - configuration: what the deployment decides.
  ///   - registry: the methods; see ``Composition/registry(including:)``.
  ///   - passwordCost: what new password hashes cost; tests take a cheap one.
  ///   - logger: gets what the operator should see.
  /// - Throws: ``ServiceError``, `MasterKeyFileError`, or an error of the registry's document.
  public init(
    _ configuration: ServiceConfiguration, registry: Registry, passwordCost: PasswordCost = .production, logger: Logger
  ) throws {
    let master = try MasterKey(file: configuration.masterKeyFile)
    let dispatcher = Dispatcher(
      registry: registry, database: Database(configuration.database, logger: logger), master: master,
      passwords: PasswordHasher(pepper: master.passwordPepper, cost: passwordCost),
      signInsPerMinute: configuration.limits.signInsPerMinute, logger: logger,
      rereadMaster: { try? MasterKey(file: configuration.masterKeyFile) })
    try self.init(configuration, dispatcher: dispatcher, logger: logger)
  }

  /// A service around a dispatcher that is there already.
  init(_ configuration: ServiceConfiguration, dispatcher: Dispatcher, logger: Logger) throws {
    self.dispatcher = dispatcher
    let database = dispatcher.database
    areMigrationsCurrent = { try await Migrator(database: database, logger: logger).pending().isEmpty }
    do throws(MalformedProxy) {
      proxies = try TrustedProxies(configuration.trustedProxies)
    } catch {
      throw ServiceError.malformedProxy(error.text)
    }
    certificate = try configuration.certificate.map { files throws(ServiceError) in try ServerCertificate(files) }
    if certificate == nil, configuration.trustedProxies.isEmpty, !NetworkAddress.isLoopback(configuration.host) {
      throw ServiceError.unencrypted(host: configuration.host)
    }
    pages = try Pages(methodCount: dispatcher.registry.sorted.filter(\.isPublished).count)
    openRPC = try JSONOutput.encode(try APIDocument.whole(dispatcher.registry))
    self.configuration = configuration
    self.logger = logger
  }

  /// Runs until it is asked to stop: then takes no new requests, ends those under way, and closes the database last.
  /// - Throws: `DatabaseError` when the database can't be reached at the start, or what the socket failed with.
  public func run() async throws {
    try await dispatcher.database.start()
    await ConnectionRoom.check(dispatcher.database, configuration.database, logger)
    do {
      try await runServices()
    } catch {
      await dispatcher.database.close()
      throw error
    }
    await dispatcher.database.close()
  }

  private func runServices() async throws {
    let metrics = Metrics(methods: dispatcher.registry.methods.keys + [Discovery.method])
    var services: [any Service] = [BackgroundService { [dispatcher] in await dispatcher.listen() }]
    if configuration.jobsEnabled { services.append(jobs(metrics.jobs)) }
    let maintenance = Maintenance(
      dispatcher: dispatcher, logger: logger,
      further: Composition.maintenance + Identity.maintenance(addressRetentionDays: configuration.addressRetentionDays))
    services.append(BackgroundService { await maintenance.run() })
    if let certificate { services.append(CertificateReload(certificate: certificate, logger: logger)) }
    services.append(http(metrics))
    try await ServiceGroup(
      configuration: ServiceGroupConfiguration(services: services, logger: logger)
    ).run()
  }

  private func jobs(_ metrics: JobMetrics) -> BackgroundService {
    let handlers = Composition.jobHandlers().map { CountedJobHandler(inner: $0, metrics: metrics) }
    let runner = JobRunner(
      dispatcher: dispatcher, handlers: handlers, turns: JobTurns(openAtMost: configuration.openJobs), logger: logger)
    let timers = TimerRunner(dispatcher: dispatcher, handlers: Composition.timerHandlers(), logger: logger)
    return BackgroundService {
      await withDiscardingTaskGroup { group in
        group.addTask { await runner.run() }
        group.addTask { await timers.run() }
      }
    }
  }

  /// What listens; it works without a database as far as a request needs none.
  func http(_ metrics: Metrics) -> some Service {
    let (endpoint, site) = doors(metrics)
    return Application(
      router: site.router(),
      server: HTTPServerBuilder { [proxies, certificate] router in
        let plain = ConnectionChannel(
          calls: endpoint, router: router, proxies: proxies, isEncrypted: certificate != nil)
        guard let certificate else { return plain }
        return EncryptedChannel(certificate: certificate, inner: plain)
      },
      configuration: ApplicationConfiguration(address: .hostname(configuration.host, port: configuration.port)),
      onServerRunning: { [onReady] channel in await onReady(channel.localAddress?.port ?? 0) },
      logger: logger)
  }

  /// The API and what stands beside it, with the limits that both share.
  func doors(_ metrics: Metrics) -> (endpoint: CallEndpoint, site: Site) {
    let limits = configuration.limits
    let isEncrypted = certificate != nil
    let callers = Callers(dispatcher, anonymous: CallRate(perMinute: limits.anonymousCallsPerMinute))
    let calls = CallRunner(
      dispatcher, concurrency: ConcurrencyLimiter(running: limits.concurrentCalls, total: limits.concurrentCallsAtMost),
      rate: CallRate(perSecond: limits.callsPerSecond, burst: limits.callBurst), metrics: metrics, logger: logger,
      fixtures: fixtures)
    let endpoint = CallEndpoint(calls, callers: callers, limits: limits, metrics: metrics, logger: logger)
    let entrance = FileEntrance(
      bearers: FileBearer(calls: calls, callers: callers), limits: limits, proxies: proxies, isEncrypted: isEncrypted)
    let site = Site(
      pages: pages, openRPC: openRPC,
      readiness: Readiness(dispatcher.database, logger: logger, areMigrationsCurrent: areMigrationsCurrent),
      metrics: metrics, database: dispatcher.database,
      upload: ImportUpload(entrance: entrance, limits: limits), download: FileDownload(entrance: entrance),
      exports: ExportDownload(entrance: entrance), proxies: proxies, isEncrypted: isEncrypted)
    return (endpoint, site)
  }
}

/// Something that runs beside the requests until the service stops.
struct BackgroundService: Service {
  let body: @Sendable () async -> Void

  func run() async throws {
    await cancelWhenGracefulShutdown(body)
  }
}
