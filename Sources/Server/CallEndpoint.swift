import FoundationEssentials
import Gateway
import HTTPTypes
import HummingbirdCore
import JSONRPC
import Logging
import NIOCore
import Operations

/// `POST /rpc`: the rules of the transport. Whatever a call itself comes to is answered with 200; other statuses say
/// that nothing ran.
struct CallEndpoint: Sendable {
  let calls: CallRunner
  let limits: ServiceLimits
  let callers: Callers
  let metrics: Metrics
  let logger: Logger
  private let processor: RPCProcessor

  init(
    _ calls: CallRunner, callers: Callers, limits: ServiceLimits, metrics: Metrics, logger: Logger
  ) {
    self.calls = calls
    self.limits = limits
    self.callers = callers
    self.metrics = metrics
    self.logger = logger
    processor = RPCProcessor(
      parser: RPCParser(limits: JSONLimits(bytes: limits.bodyBytes)), maximumResponseBytes: limits.responseBytes)
  }

  /// Answers a request and leaves the connection ready for the next.
  @concurrent
  func respond(to request: Request, _ writer: consuming ResponseWriter, from peer: Peer) async throws {
    let headers = CallHeaders(request.headers)
    var body = BodyReader(request.body)
    if headers.wantsContinue, (headers.contentLength ?? 0) <= limits.bodyBytes {
      try await writer.writeInformationalHead(HTTPResponse(status: .continue))
    }
    metrics.requests.began()
    defer { metrics.requests.ended() }
    let answer = await answer(request.method, headers, &body, peer)
    metrics.requests.answered(answer.status.code)
    var head = answer.head
    if peer.isEncrypted(forwardedProtocol: headers.forwardedProtocol) {
      head.headerFields[.strictTransportSecurity] = HTTPField.strictTransportSecurity
    }
    try await writer.write(response: head, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    guard try await body.skip() else { throw ConnectionEnds() }
  }

  @concurrent
  private func answer(
    _ method: HTTPRequest.Method, _ headers: CallHeaders, _ body: inout BodyReader, _ peer: Peer
  ) async -> CallAnswer {
    let id = headers.requestID ?? CallHeaders.newRequestID()
    let language = Language(acceptLanguage: headers.acceptLanguage)
    do throws(Refusal) {
      guard peer.isPrivate else { throw .unencrypted }
      try checkTransport(method, headers)
      let client = peer.client(forwardedFor: headers.forwardedFor)
      let caller = try await caller(headers.authorization, client)
      let bytes = try await bytes(&body, headers, limit: caller == nil ? limits.anonymousBodyBytes : limits.bodyBytes)
      let payload = processor.parser.parse(bytes)
      let context = RequestContext(
        requestID: id.id, language: language, clientAddress: client.text, timeout: timeout(headers),
        idempotencyKey: payload.isSingle ? headers.idempotencyKey : nil)
      return await run(payload, caller, context, client, id.text, headers.traceparent)
    } catch {
      return CallAnswer(refusal: error, language: language, requestID: id.text)
    }
  }

  private func run(
    _ payload: RPCPayload, _ caller: Credential?, _ context: RequestContext, _ client: ClientAddress,
    _ requestID: String,
    _ traceparent: String?
  ) async -> CallAnswer {
    logger.debug(
      "request", metadata: ["request": "\(requestID)", "traceparent": "\(traceparent ?? "")"])
    // The request itself counted as the first call of its address.
    var isFirst = true
    var hasEnded = false
    var retryAfterMs: Int?
    let bytes = await processor.answer(payload, language: context.language, requestID: requestID) { call in
      // Whoever has a credential guesses passwords no faster than whoever has none.
      let isLimited = caller == nil ? !isFirst : calls.isOpen(call.method)
      isFirst = false
      let outcome = await run(call, caller, context, countedFor: isLimited ? client : nil)
      guard case .failure(let error) = outcome else { return outcome }
      if caller != nil, payload.isSingle, error.code == .credentialExpired { hasEnded = true }
      if error.code == .rateLimited { retryAfterMs = max(retryAfterMs ?? 0, error.retryAfterMs ?? 1000) }
      return outcome
    }
    return CallAnswer(
      body: bytes, requestID: requestID, status: status(payload, hasEnded: hasEnded, isLimited: retryAfterMs != nil),
      retryAfterMs: retryAfterMs)
  }

  /// Runs a call; one that needs no credential counts for its address.
  private func run(
    _ call: RPCCall, _ caller: Credential?, _ context: RequestContext, countedFor client: ClientAddress?
  ) async -> RPCOutcome {
    do throws(RPCError) {
      if let client { try callers.countAnonymous(client) }
    } catch {
      return .failure(error)
    }
    return await calls.run(call, as: caller, in: context)
  }

  /// A single call of which nothing ran says so by its status as well. A batch is answered item by item.
  private func status(_ payload: RPCPayload, hasEnded: Bool, isLimited: Bool) -> HTTPResponse.Status {
    if hasEnded { return .unauthorized }
    return isLimited && payload.isSingle ? .tooManyRequests : .ok
  }

  private func checkTransport(_ method: HTTPRequest.Method, _ headers: CallHeaders) throws(Refusal) {
    guard method == .post else { throw .method }
    guard headers.isJSON else { throw .mediaType }
    guard metrics.requests.inFlight <= limits.requestsInFlight else { throw .overloaded(retryAfterMs: 1000) }
  }

  /// Who calls, if a bearer was sent: looked up once for all calls of the request. One that isn't good is refused before the body is
  /// read.
  private func caller(
    _ authorization: CallHeaders.Authorization, _ client: ClientAddress
  ) async throws(Refusal) -> Credential? {
    do throws(RPCError) {
      switch authorization {
      case .absent:
        try callers.countAnonymous(client)
        return nil
      case .malformed:
        try callers.countAnonymous(client)
        throw RPCError(.unauthenticated)
      case .bearer(let token): return try await callers.caller(token, from: client)
      }
    } catch {
      switch error.code {
      case .rateLimited: throw .rateLimited(retryAfterMs: error.retryAfterMs ?? 1000)
      case .credentialExpired, .unauthenticated: throw .bearer(error)
      default: throw .unavailable(error)
      }
    }
  }

  @concurrent
  private func bytes(_ body: inout BodyReader, _ headers: CallHeaders, limit: Int) async throws(Refusal) -> [UInt8] {
    guard (headers.contentLength ?? 0) <= limit else { throw .tooLarge(limit: limit) }
    do {
      guard let bytes = try await body.all(limit: limit) else { throw Refusal.tooLarge(limit: limit) }
      return bytes
    } catch let refusal as Refusal {
      throw refusal
    } catch {
      // The client went away; nobody reads the answer.
      throw .unavailable(Failure(.cancelled))
    }
  }

  private func timeout(_ headers: CallHeaders) -> Duration {
    guard let milliseconds = headers.deadlineMilliseconds, milliseconds > 0 else { return limits.deadline }
    return min(.milliseconds(milliseconds), limits.deadline)
  }
}

extension RPCPayload {
  /// Whether it is one call and not a batch.
  var isSingle: Bool {
    if case .single = self { true } else { false }
  }
}
