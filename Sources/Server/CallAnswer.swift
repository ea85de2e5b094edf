import HTTPTypes
import JSONRPC

/// A status, the fields that every answer of the API has, and a body.
struct CallAnswer: Sendable {
  let status: HTTPResponse.Status
  let head: HTTPResponse
  let body: [UInt8]

  /// What calls came to.
  /// - Parameters:
  ///   - status: 200 unless nothing was done, because the session has ended or there were too many calls.
  ///   - retryAfterMs: when a call that was one too many may come again.
  init(body: [UInt8], requestID: String, status: HTTPResponse.Status, retryAfterMs: Int?) {
    var extra: [HTTPField] = []
    if status == .unauthorized { extra.append(HTTPField(name: .wwwAuthenticate, value: HTTPField.invalidToken)) }
    if let retryAfterMs { extra.append(.retryAfter(milliseconds: retryAfterMs)) }
    self.init(status, body, requestID, extra)
  }

  /// Nothing ran.
  init(refusal: Refusal, language: Language, requestID: String) {
    let reply = RPCReply(id: .null, outcome: .failure(refusal.error))
    self.init(
      refusal.status, RPCWriter.single(reply, language: language, requestID: requestID), requestID, refusal.fields)
  }

  /// An answer of an address beside the calls, in the API's words.
  init(_ status: HTTPResponse.Status, _ body: [UInt8], _ requestID: String, _ extra: [HTTPField] = []) {
    self.status = status
    self.body = body
    var fields = body.isEmpty ? Self.emptyFields : Self.jsonFields
    fields.append(HTTPField(name: .contentLength, value: String(body.count)))
    fields.append(HTTPField(name: .requestID, value: requestID))
    fields.append(HTTPField(name: .date, value: WallClock.shared.httpDate))
    for field in extra { fields.append(field) }
    head = HTTPResponse(status: status, headerFields: fields)
  }

  private static let emptyFields: HTTPFields = [
    .cacheControl: "no-store", .contentTypeOptions: "nosniff", .referrerPolicy: "no-referrer",
  ]

  private static let jsonFields: HTTPFields = [
    .contentType: "application/json", .cacheControl: "no-store", .contentTypeOptions: "nosniff",
    .referrerPolicy: "no-referrer",
  ]
}

extension HTTPField {
  /// What `WWW-Authenticate` says of a bearer that isn't good (RFC 6750 §3.1).
  static let invalidToken = #"Bearer realm="huifang", error="invalid_token""#
  /// What it says where there is none.
  static let bearerWanted = #"Bearer realm="huifang""#
  /// A browser that was here encrypted comes no other way for a year (RFC 6797).
  static let strictTransportSecurity = "max-age=31536000"

  /// When to come again, in whole seconds as the header has them.
  static func retryAfter(milliseconds: Int) -> HTTPField {
    HTTPField(name: .retryAfter, value: String(max(1, (milliseconds + 999) / 1000)))
  }
}

extension HTTPField.Name {
  static let requestID = known("X-Request-Id")
  static let contentTypeOptions = known("X-Content-Type-Options")
  static let referrerPolicy = known("Referrer-Policy")
  static let forwardedProtocol = known("X-Forwarded-Proto")
  static let contentSecurityPolicy = known("Content-Security-Policy")

  private static func known(_ name: String) -> HTTPField.Name {
    guard let name = HTTPField.Name(name) else { preconditionFailure("\(name) is no name of a field") }
    return name
  }
}
