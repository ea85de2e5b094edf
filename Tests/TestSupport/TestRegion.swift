import FoundationEssentials
public import JSONRPC
import Logging
import Migrations
public import Operations
public import Postgres
public import SQL
import Server
import Vault

/// A region to test in: the platform, a bureau and two hospitals with a person for every role, all signed in. Every test has a copy of
/// its own, under the service's own role.
public struct TestRegion: Sendable {
  /// Runs the methods.
  public let dispatcher: Dispatcher
  /// The database as the service sees it.
  public let database: Database
  /// The database as its superuser sees it: for looking behind row security.
  public let owner: Database
  /// The people, their tokens and what was made for them.
  public let people: TestPeople
  /// The superuser's way to the database.
  public let configuration: DatabaseConfiguration

  /// Gives the test a region and takes it away again.
  ///
  /// - Parameters:
  ///   - day: the region's day, which lasts as long as the test; nil for the clock's.
  ///   - clock: where the region's moments come from.
  @discardableResult
  public static func run<R: Sendable>(
    on day: CalendarDay? = nil, clock: DayClock = .china, _ body: (TestRegion) async throws -> R
  ) async throws -> R {
    let people = try await TestTemplate.shared.people()
    return try await TestDatabase.withClone(of: TestTemplate.name) { configuration in
      let day = day ?? clock.today
      let region = try await TestRegion(configuration, people, clock.staying(on: day))
      let result: Result<R, any Error>
      do { result = .success(try await TestDay.$current.withValue(day) { try await body(region) }) } catch {
        result = .failure(error)
      }
      await region.database.close()
      await region.owner.close()
      return try result.get()
    }
  }

  private init(_ configuration: DatabaseConfiguration, _ people: TestPeople, _ clock: DayClock) async throws {
    var logger = Logger(label: "huifang.test")
    logger.logLevel = .critical
    owner = Database(configuration, logger: logger)
    database = Database(TestTemplate.asService(configuration), logger: logger)
    try await owner.start()
    try await database.start()
    dispatcher = try Dispatcher(
      registry: Composition.registry(), database: database, master: people.master,
      passwords: PasswordHasher(pepper: people.master.derive(purpose: "password pepper"), cost: .testing),
      calendar: clock, signInsPerMinute: 1_000_000,
      logger: logger)
    self.people = people
    self.configuration = configuration
  }

  /// Calls a method as somebody; `nil` is nobody.
  public func call(
    _ method: String, _ params: String = "{}", as person: TestPerson?, language: Language = .english
  ) async throws -> RPCOutcome {
    let token = person.flatMap { people.tokens[$0] }
    return await dispatcher.dispatch(
      try TestCall.make(method, params), bearer: token,
      request: RequestContext(language: language, clientAddress: "192.0.2.1"))
  }

  /// Calls a method that must succeed. A write gets an idempotency key of its own unless the parameters have one.
  @discardableResult
  public func result(_ method: String, _ params: String = "{}", as person: TestPerson?) async throws -> JSONValue {
    let isWrite = dispatcher.registry.methods[method]?.isIdempotent ?? false
    let keyed =
      isWrite && !params.contains("idempotencyKey")
      ? params.replacingFirstBrace(with: "{\"idempotencyKey\":\"\(UUID().uuidString)\"" + (params == "{}" ? "" : ","))
      : params
    switch try await call(method, keyed, as: person) {
    case .success(let bytes): return try JSONDocument(scanning: bytes.bytes, limits: JSONLimits(bytes: 16 << 20)).root
    case .failure(let error): throw TestFailure(method: method, error: error)
    }
  }

  /// Calls a method that must fail, and says how.
  public func failure(_ method: String, _ params: String = "{}", as person: TestPerson?) async throws -> RPCError? {
    do {
      _ = try await result(method, params, as: person)
      return nil
    } catch let failure as TestFailure {
      return failure.error
    }
  }
}

/// A call that should have succeeded.
public struct TestFailure: Error, CustomStringConvertible {
  let method: String
  /// How it failed.
  public let error: RPCError

  /// The method and what it was refused.
  public var description: String {
    let violations = error.violations.map { "\($0.path) \($0.rule): \($0.message(.english))" }.joined(separator: "; ")
    return "\(method): \(error.code.symbol) \(violations)"
  }
}

/// Makes calls as the protocol's parser would.
public enum TestCall {
  /// A call of a method.
  public static func make(_ method: String, _ params: String) throws -> RPCCall {
    let body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"\(method)\",\"params\":\(params)}"
    guard case .single(.call(let call)) = RPCParser(limits: JSONLimits(bytes: 16 << 20)).parse(Array(body.utf8)) else {
      throw TestFailure(method: method, error: RPCError(.parseError))
    }
    return call
  }
}

extension String {
  func replacingFirstBrace(with text: String) -> String {
    guard let brace = firstIndex(of: "{") else { return self }
    return text + self[index(after: brace)...]
  }
}
