package import JSONRPC
package import Operations

/// Who calls, and how often somebody without a good bearer may: guessing is slowed down by address.
package struct Callers: Sendable {
  private let dispatcher: Dispatcher
  private let anonymous: RateLimiter<[UInt8]>

  /// - Parameter rate: how often an address may come without a good bearer.
  package init(_ dispatcher: Dispatcher, anonymous rate: CallRate) {
    self.dispatcher = dispatcher
    anonymous = RateLimiter(rate)
  }

  /// Counts a call without a credential, or one that comes before there is a session.
  /// - Throws: `RATE_LIMITED` when the address has used up its minute.
  package func countAnonymous(_ client: ClientAddress) throws(RPCError) {
    if let wait = anonymous.take(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
  }

  /// The credential behind a bearer, looked up once for all that a request asks for.
  /// - Throws: `CREDENTIAL_EXPIRED` for one that isn't good; `RATE_LIMITED` when too many weren't.
  @concurrent
  package func caller(_ bearer: BearerToken, from client: ClientAddress) async throws(RPCError) -> Credential {
    if let known = dispatcher.knownCredential(for: bearer, from: client.text) { return known }
    // One that was made up costs a look-up; who has made too many up gets none.
    if let wait = anonymous.wait(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
    do throws(RPCError) {
      return try await dispatcher.credential(for: bearer, from: client.text)
    } catch {
      if error.code == .credentialExpired || error.code == .unauthenticated { try countAnonymous(client) }
      throw error
    }
  }
}
