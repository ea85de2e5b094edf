import JSONRPC
import Operations

/// Asks whoever sends or fetches a file for a bearer that is good, before any byte of it moves.
struct FileBearer: Sendable {
  let calls: CallRunner
  let anonymous: AnonymousLimiter

  func bearer(_ headers: CallHeaders, _ client: ClientAddress) async throws(RPCError) -> BearerToken {
    guard case .bearer(let bearer) = headers.authorization else {
      if let wait = anonymous.take(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
      throw RPCError(.unauthenticated)
    }
    if calls.dispatcher.isKnown(bearer) { return bearer }
    // A bearer that was made up costs no look-up once its address has used up its minute.
    if let wait = anonymous.wait(client.limitKey) { throw RPCError(.rateLimited, retryAfterMs: wait) }
    do throws(RPCError) {
      _ = try await calls.dispatcher.credential(for: bearer, from: client.text)
      return bearer
    } catch {
      if error.code == .credentialExpired || error.code == .unauthenticated, let wait = anonymous.take(client.limitKey)
      {
        throw RPCError(.rateLimited, retryAfterMs: wait)
      }
      throw error
    }
  }
}
