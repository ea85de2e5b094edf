import HTTPTypes
import JSONRPC

/// Why a request is not even looked at. Nothing of it has run.
enum Refusal: Error {
  case method
  case mediaType
  case unencrypted
  case tooLarge(limit: Int)
  case bearer(RPCError)
  case rateLimited(retryAfterMs: Int)
  case overloaded(retryAfterMs: Int)
  case unavailable(RPCError)

  var status: HTTPResponse.Status {
    switch self {
    case .method: .methodNotAllowed
    case .mediaType: .unsupportedMediaType
    case .unencrypted: .forbidden
    case .tooLarge: .contentTooLarge
    case .bearer: .unauthorized
    case .rateLimited: .tooManyRequests
    case .overloaded, .unavailable: .serviceUnavailable
    }
  }

  /// The same in the words of the API, for clients that read the body of every answer.
  var error: RPCError {
    switch self {
    case .method:
      RPCError(
        .invalidRequest,
        message: LocalizedText(chinese: "请使用 POST 方法调用 /rpc", english: "calls are sent to /rpc with POST"))
    case .mediaType:
      RPCError(
        .invalidRequest,
        message: LocalizedText(
          chinese: "Content-Type 须为 application/json，且不压缩", english: "send application/json, not compressed"))
    case .unencrypted: .unencrypted
    case .tooLarge(let limit):
      RPCError(
        .invalidRequest,
        message: LocalizedText(
          chinese: "请求体超过 \(limit) 字节", english: "the body is larger than \(limit) bytes: send fewer calls at a time"))
    case .bearer(let error), .unavailable(let error): error
    case .rateLimited(let wait): RPCError(.rateLimited, retryAfterMs: wait)
    case .overloaded(let wait): RPCError(.overloaded, retryAfterMs: wait)
    }
  }

  /// The fields that belong to the status.
  var fields: [HTTPField] {
    switch self {
    case .method: [HTTPField(name: .allow, value: "POST")]
    case .bearer: [HTTPField(name: .wwwAuthenticate, value: HTTPField.invalidToken)]
    case .tooLarge: [HTTPField(name: .connection, value: "close")]
    case .rateLimited, .overloaded, .unavailable:
      [.retryAfter(milliseconds: error.retryAfterMs ?? 1000)]
    case .mediaType, .unencrypted: []
    }
  }
}

extension RPCError {
  /// What came could have been read on its way: nothing of it is looked at.
  static let unencrypted = RPCError(
    .invalidRequest,
    message: LocalizedText(
      chinese: "请通过 HTTPS 访问：未加密的请求只接受来自本机或受信代理的",
      english: "use HTTPS: without encryption requests are taken from this machine and from trusted proxies only"))
}
