import FoundationEssentials
import HTTPTypes
import Operations
import Vault

/// What a request's header says, read in one pass, since a call has a dozen fields and asks for nine.
struct CallHeaders {
  /// What stands in `Authorization`.
  enum Authorization {
    case absent
    /// Something that can't be a bearer of ours.
    case malformed
    case bearer(BearerToken)
  }

  var authorization = Authorization.absent
  /// The bearer, if there is one of ours.
  var bearer: BearerToken? {
    if case .bearer(let token) = authorization { token } else { nil }
  }
  /// Whether the body says that it is JSON, or says nothing.
  var isJSON = true
  var contentLength: Int?
  var requestID: (id: UUID, text: String)?
  var traceparent: String?
  var acceptLanguage: String?
  var deadlineMilliseconds: Int?
  var idempotencyKey: String?
  var forwardedFor: String?
  var forwardedProtocol: String?
  var wantsContinue = false

  init(_ fields: HTTPFields) {
    for field in fields {
      switch field.name.canonicalName {
      case "authorization": authorization = Self.authorization(field.value, after: authorization)
      case "content-type": isJSON = isJSON && Self.isJSON(field.value)
      case "content-encoding": isJSON = isJSON && field.value.lowercased() == "identity"
      case "content-length": contentLength = Int(field.value)
      case "x-request-id": requestID = UUID(uuidString: field.value).map { ($0, field.value) }
      case "traceparent": traceparent = field.value
      case "accept-language": acceptLanguage = acceptLanguage.map { "\($0),\(field.value)" } ?? field.value
      case "x-deadline-ms": deadlineMilliseconds = Int(field.value)
      case "idempotency-key": idempotencyKey = field.value
      case "x-forwarded-for": forwardedFor = forwardedFor.map { "\($0),\(field.value)" } ?? field.value
      case "x-forwarded-proto": forwardedProtocol = field.value
      case "expect": wantsContinue = field.value.lowercased() == "100-continue"
      default: break
      }
    }
  }

  /// A request that brought no name of its own gets one.
  static func newRequestID() -> (id: UUID, text: String) {
    let id = UUID.version7()
    return (id, id.uuidString.lowercased())
  }

  /// Two fields of authorization never mean anything good.
  private static func authorization(_ value: String, after other: Authorization) -> Authorization {
    guard case .absent = other, let space = value.utf8.firstIndex(of: 0x20),
      value[..<space].lowercased() == "bearer",
      let token = BearerToken(String(value[space...].drop { $0 == " " }))
    else { return .malformed }
    return .bearer(token)
  }

  /// `application/json` with any parameters, `application/json-rpc`.
  private static func isJSON(_ value: String) -> Bool {
    if value == "application/json" { return true }
    let type = value.prefix { $0 != ";" && $0 != " " && $0 != "\t" }.lowercased()
    return type == "application/json" || type == "application/json-rpc"
  }
}
