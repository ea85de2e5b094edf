import FoundationEssentials
public import JSONRPC
public import Operations
import Vault

/// Methods called as values, as the service itself calls them.
extension TestRegion {
  /// Runs a method that must succeed; `nil` is nobody. A write has a key of its own unless one is given.
  @discardableResult
  public func perform<Method: Operation>(
    _ method: Method, as person: TestPerson?, key: String? = nil
  ) async throws -> Method.Output {
    try await perform(method, bearer: person.flatMap { people.tokens[$0] }, key: key)
  }

  /// The same with a token, from an address.
  @discardableResult
  public func perform<Method: Operation>(
    _ method: Method, bearer: BearerToken?, from address: String = "192.0.2.1", key: String? = nil
  ) async throws -> Method.Output {
    let request = RequestContext(language: .english, clientAddress: address)
    do {
      return try await dispatcher.perform(method, bearer: bearer, in: request, key: key ?? UUID().uuidString).value
    } catch {
      throw TestFailure(method: "\(Method.name)", error: error)
    }
  }

  /// How a method fails; nil when it doesn't.
  public func failure(
    of method: some Operation, as person: TestPerson?, key: String? = nil
  ) async throws -> RPCError? {
    try await failure(of: method, bearer: person.flatMap { people.tokens[$0] }, key: key)
  }

  /// The same with a token, from an address.
  public func failure(
    of method: some Operation, bearer: BearerToken?, from address: String = "192.0.2.1", key: String? = nil
  ) async throws -> RPCError? {
    do {
      try await perform(method, bearer: bearer, from: address, key: key)
      return nil
    } catch let failure as TestFailure {
      return failure.error
    }
  }

  /// Calls a method's example, or what the parameters say instead: over the API by name, or as a value where it isn't published.
  public func callExample(
    of method: RegisteredMethod, _ params: String? = nil, bearer: BearerToken?, request: RequestContext
  ) async throws -> RPCOutcome {
    let params = params ?? method.example.parameters.text
    guard method.isPublished else {
      let value = try JSONDocument(scanning: Array(params.utf8)).root
      return await perform(method.type, value, bearer, request)
    }
    return await dispatcher.dispatch(try TestCall.make(method.name, params), bearer: bearer, request: request)
  }

  /// Calls a method as a value; the answer is written as the API writes it.
  private func perform<Method: Operation>(
    _ type: Method.Type, _ params: JSONValue, _ bearer: BearerToken?, _ request: RequestContext
  ) async -> RPCOutcome {
    do throws(RPCError) {
      let method = try params.decode(type)
      return .success(
        try JSONOutput.encode(try await dispatcher.perform(method, bearer: bearer, in: request).value))
    } catch {
      return .failure(error)
    }
  }
}

extension Newcomer {
  /// Runs a method that must succeed.
  @discardableResult
  public func perform<Method: Operation>(_ method: Method) async throws -> Method.Output {
    try await region.perform(method, bearer: token)
  }

  /// How a method fails; nil when it doesn't.
  public func failure(of method: some Operation) async throws -> RPCError? {
    try await region.failure(of: method, bearer: token)
  }
}
