import FoundationEssentials
import Gateway
import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore
import Operations

/// What a request for a file beside the API says of itself.
struct FileRequest: Sendable {
  let headers: CallHeaders
  let language: Language
  let id: (id: UUID, text: String)

  init(_ request: Request) {
    headers = CallHeaders(request.headers)
    language = Language(acceptLanguage: headers.acceptLanguage)
    id = headers.requestID ?? CallHeaders.newRequestID()
  }

  /// The API's error object under a status of 400 or more.
  func failure(_ error: RPCError) -> Response { Response(failure: error, language, id.text) }
}

/// Lets a request for a file in, with the calls that store or read the file on its caller's behalf.
struct FileEntrance: Sendable {
  let bearers: FileBearer
  let limits: ServiceLimits
  let proxies: TrustedProxies
  let isEncrypted: Bool

  /// - Throws: what the API would answer to a caller without a good bearer.
  @concurrent
  func admit(_ request: FileRequest, from remoteAddress: SocketAddress?) async throws(RPCError) -> FileCall {
    let peer = Peer(remoteAddress, proxies, isEncrypted: isEncrypted)
    guard peer.isPrivate else { throw .unencrypted }
    let client = peer.client(forwardedFor: request.headers.forwardedFor)
    let caller = try await bearers.caller(request.headers.bearer, from: client)
    let context = RequestContext(
      requestID: request.id.id, language: request.language, clientAddress: client.text, timeout: limits.deadline)
    return bearers.call(as: caller, in: context, timeout: limits.deadline)
  }
}
