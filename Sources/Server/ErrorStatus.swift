import HTTPTypes
import HummingbirdCore
import JSONRPC
import NIOCore

extension ErrorCode {
  /// The status that says the same where an address isn't the API's.
  var status: HTTPResponse.Status {
    switch self {
    case .parseError, .invalidRequest, .batchTooLarge, .invalidParams, .cursorInvalid, .idempotencyKeyRequired:
      .badRequest
    case .unauthenticated, .credentialExpired: .unauthorized
    case .forbidden, .stepUpRequired: .forbidden
    case .methodNotFound, .notFound: .notFound
    case .alreadyExists, .versionConflict, .invalidState, .inUse, .idempotencyKeyReused, .idempotencyInProgress:
      .conflict
    case .ruleViolation: .unprocessableContent
    case .quotaExceeded: .contentTooLarge
    case .rateLimited: .tooManyRequests
    case .overloaded, .dependencyUnavailable, .readOnly, .cancelled: .serviceUnavailable
    case .deadlineExceeded: .gatewayTimeout
    case .responseTooLarge, .internalError: .internalServerError
    }
  }
}

extension Response {
  init(_ answer: CallAnswer) {
    self.init(
      status: answer.status, headers: answer.head.headerFields,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
  }

  /// The API's error object under a status of its own.
  init(failure error: RPCError, _ language: Language, _ requestID: String) {
    var extra: [HTTPField] = []
    switch error.code.status {
    case .unauthorized:
      let isMissing = error.code == .unauthenticated
      extra.append(
        HTTPField(name: .wwwAuthenticate, value: isMissing ? HTTPField.bearerWanted : HTTPField.invalidToken))
    case .tooManyRequests, .serviceUnavailable:
      extra.append(.retryAfter(milliseconds: error.retryAfterMs ?? 1000))
    default: break
    }
    let body = RPCWriter.single(
      RPCReply(id: .null, outcome: .failure(error)), language: language, requestID: requestID)
    self.init(CallAnswer(error.code.status, body, requestID, extra))
  }
}
