import JSONRPC
import NIOCore
import Operations

/// Who sends or fetches a file beside the API: the bearer is looked at before any byte of the file moves, and guessing is slowed down as
/// it is for calls.
struct FileBearer: Sendable {
  let calls: CallRunner
  let anonymous: RateLimiter<[UInt8]>
  let proxies: TrustedProxies
  let isEncrypted: Bool

  /// The caller of a request that has a good bearer, and where it came from.
  @concurrent
  func caller(
    _ headers: CallHeaders, from remoteAddress: SocketAddress?
  ) async throws(RPCError) -> (caller: Credential, client: ClientAddress) {
    let peer = Peer(remoteAddress, proxies, isEncrypted: isEncrypted)
    guard peer.isPrivate else { throw .unencrypted }
    let client = peer.client(forwardedFor: headers.forwardedFor)
    guard case .bearer(let bearer) = headers.authorization else {
      if let wait = anonymous.take(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
      throw RPCError(.unauthenticated)
    }
    let caller = try await credential(bearer, client)
    // The request counts as a call; the parts of its file don't, so that no file is lost on the way.
    if let wait = calls.wait(caller) { throw RPCError(.rateLimited, retryAfterMs: wait) }
    return (caller, client)
  }

  @concurrent
  private func credential(_ bearer: BearerToken, _ client: ClientAddress) async throws(RPCError) -> Credential {
    if let known = calls.dispatcher.knownCredential(for: bearer, from: client.text) { return known }
    // A bearer that was made up costs no look-up once its address has used up its minute.
    if let wait = anonymous.wait(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
    do throws(RPCError) {
      return try await calls.dispatcher.credential(for: bearer, from: client.text)
    } catch {
      if error.code == .credentialExpired || error.code == .unauthenticated, let wait = anonymous.take(client.limitKey)
      {
        throw RPCError(.rateLimited, retryAfterMs: wait)
      }
      throw error
    }
  }
}
