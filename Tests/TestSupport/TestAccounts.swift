public import FoundationEssentials
public import JSONRPC
public import Operations
import Postgres
import SQL
import Vault

extension TestRegion {
  /// The account of somebody.
  public func account(of person: TestPerson) async throws -> UUID {
    let username = people.accounts[person]?.username.split(separator: "@").map(String.init) ?? []
    let rows = try await owner.pipelined([
      """
      select a.account_id from identity.account a join directory.organization o using (tenant_id)
        where a.username = \(username.first ?? "") and o.code = \(username.last ?? "")
      """
    ])
    return try rows[0].single(UUID.self)
  }

  /// The tenant of a hospital.
  public func tenant(of hospital: TestHospital) async throws -> UUID {
    let rows = try await owner.pipelined([
      "select tenant_id from directory.organization where code = \(hospital.rawValue)"
    ])
    return try rows[0].single(UUID.self)
  }

  /// Makes an account without a role and signs it in.
  public func newcomer(_ name: String, in hospital: TestHospital = .general) async throws -> Newcomer {
    let made = try await result(
      "account.create", "{\"username\":\"\(name)\",\"displayName\":\"新员工\"}", as: .of(hospital, .hospitalAdministrator))
    let session = try await result(
      "session.signIn",
      """
      {"username":"\(made["username"]?.string ?? "")","password":"\(made["password"]?.string ?? "")",\
      "newPassword":"\(PasswordGenerator.generate())"}
      """, as: nil)
    return Newcomer(
      account: UUID(made["accountId"]?.string ?? ""), token: BearerToken(session["token"]?.string ?? ""), region: self)
  }

  /// Calls a method with a token, from an address.
  public func call(
    _ method: String, _ params: String = "{}", bearer: BearerToken?, from address: String = "192.0.2.1"
  ) async throws -> RPCOutcome {
    await dispatcher.dispatch(
      try TestCall.make(method, params), bearer: bearer,
      request: RequestContext(language: .english, clientAddress: address, idempotencyKey: UUID().uuidString))
  }
}

/// Somebody who holds nothing but what the test grants.
public struct Newcomer: Sendable {
  /// The account.
  public let account: UUID
  /// A session.
  public let token: BearerToken?
  let region: TestRegion

  /// Calls a method that must succeed.
  @discardableResult
  public func result(_ method: String, _ params: String = "{}") async throws -> JSONValue {
    switch try await region.call(method, params, bearer: token) {
    case .success(let bytes): return try JSONDocument(scanning: bytes.bytes).root
    case .failure(let error): throw TestFailure(method: method, error: error)
    }
  }

  /// How a call fails; nil when it doesn't.
  public func failure(_ method: String, _ params: String = "{}") async throws -> RPCError? {
    guard case .failure(let error) = try await region.call(method, params, bearer: token) else { return nil }
    return error
  }
}
