package import JSONRPC
package import Operations

/// Who sends or fetches a file beside the calls: the bearer is looked at before any byte of the file moves, and guessing is slowed down as
/// it is for calls.
package struct FileBearer: Sendable {
  let calls: CallRunner
  let callers: Callers

  /// - Parameters:
  ///   - calls: runs the methods that store and read the file.
  ///   - callers: the same as for calls, so that guessing counts together.
  package init(calls: CallRunner, callers: Callers) {
    self.calls = calls
    self.callers = callers
  }

  /// The caller of a request that has a good bearer. The request counts as a call; the parts of its file don't, so that no file is lost on
  /// the way.
  @concurrent
  package func caller(_ bearer: BearerToken?, from client: ClientAddress) async throws(RPCError) -> Credential {
    guard let bearer else {
      try callers.countAnonymous(client)
      throw RPCError(.unauthenticated)
    }
    let caller = try await callers.caller(bearer, from: client)
    if let wait = calls.wait(caller) { throw RPCError(.rateLimited, retryAfterMs: wait) }
    return caller
  }

  /// The calls by which a file is stored or read.
  /// - Parameter timeout: how long each of them may take.
  package func call(as caller: Credential, in request: RequestContext, timeout: Duration) -> FileCall {
    FileCall(calls: calls, caller: caller, request: request, timeout: timeout)
  }
}
