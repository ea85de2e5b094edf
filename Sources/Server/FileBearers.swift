import JSONRPC
import NIOCore
import Operations

/// Who asks for a file beside the API: the bearer is looked at before anything is read or sent, and guessing is slowed down as it is for
/// calls.
struct FileBearers: Sendable {
  let calls: CallRunner
  let anonymous: AnonymousLimiter
  let proxies: TrustedProxies

  /// The bearer of a request that has a good one, and where it came from.
  @concurrent
  func bearer(
    _ headers: CallHeaders, from remoteAddress: SocketAddress?
  ) async throws(RPCError) -> (token: BearerToken, client: ClientAddress) {
    let client = Peer(remoteAddress, proxies).client(forwardedFor: headers.forwardedFor)
    guard case .bearer(let bearer) = headers.authorization else {
      if let wait = anonymous.take(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
      throw RPCError(.unauthenticated)
    }
    do throws(RPCError) {
      _ = try await calls.dispatcher.credential(for: bearer)
      return (bearer, client)
    } catch {
      if error.code == .credentialExpired, let wait = anonymous.take(client.limitKey) {
        throw RPCError(.rateLimited, retryAfterMs: wait)
      }
      throw error
    }
  }
}
