/// Every error the interface answers; the raw value is the symbol in `error.data.code`.
///
/// Additive only: a code's number, symbol and meaning never change.
public enum ErrorCode: String, Sendable, Hashable, CaseIterable {
  /// The body is not the JSON we accept.
  case parseError = "PARSE_ERROR"
  /// Not a JSON-RPC 2.0 request.
  case invalidRequest = "INVALID_REQUEST"
  /// More calls in a batch than allowed; none was run.
  case batchTooLarge = "BATCH_TOO_LARGE"
  /// No such method.
  case methodNotFound = "METHOD_NOT_FOUND"
  /// The params don't fit the method; see the violations.
  case invalidParams = "INVALID_PARAMS"
  /// A fault of ours.
  case internalError = "INTERNAL"

  /// No credential, or one that is not known.
  case unauthenticated = "UNAUTHENTICATED"
  /// The session or key is no longer valid.
  case credentialExpired = "CREDENTIAL_EXPIRED"
  /// A permission is missing; `details.permission` names it.
  case forbidden = "FORBIDDEN"
  /// The second factor must be shown again.
  case stepUpRequired = "STEP_UP_REQUIRED"

  /// Doesn't exist, or lies outside the caller's scope: the two can't be told apart.
  case notFound = "NOT_FOUND"
  /// Exists already.
  case alreadyExists = "ALREADY_EXISTS"
  /// Somebody changed it since it was read.
  case versionConflict = "VERSION_CONFLICT"
  /// Not possible in the state it is in.
  case invalidState = "INVALID_STATE"
  /// Something else still refers to it.
  case inUse = "IN_USE"

  /// A rule of the product forbids it.
  case ruleViolation = "RULE_VIOLATION"
  /// The cursor is not of this list, filter and caller.
  case cursorInvalid = "CURSOR_INVALID"

  /// A write needs an `idempotencyKey`.
  case idempotencyKeyRequired = "IDEMPOTENCY_KEY_REQUIRED"
  /// The key was used with other params.
  case idempotencyKeyReused = "IDEMPOTENCY_KEY_REUSED"
  /// The first call with this key is still running.
  case idempotencyInProgress = "IDEMPOTENCY_IN_PROGRESS"

  /// Too many calls.
  case rateLimited = "RATE_LIMITED"
  /// A quota is used up.
  case quotaExceeded = "QUOTA_EXCEEDED"
  /// The answer would be larger than allowed.
  case responseTooLarge = "RESPONSE_TOO_LARGE"
  /// The service has more work than it can take.
  case overloaded = "OVERLOADED"

  /// The deadline passed.
  case deadlineExceeded = "DEADLINE_EXCEEDED"
  /// The caller gave up.
  case cancelled = "CANCELLED"
  /// Something the service needs is not reachable.
  case dependencyUnavailable = "DEPENDENCY_UNAVAILABLE"
  /// The database takes no writes now.
  case readOnly = "READ_ONLY"

  /// The symbol in `error.data.code`.
  public var symbol: String { rawValue }

  /// `error.code`: JSON-RPC's own numbers (JSON-RPC 2.0 §5.1) or ours from 1000.
  public var number: Int {
    switch self {
    case .parseError: -32700
    case .invalidRequest, .batchTooLarge: -32600
    case .methodNotFound: -32601
    case .invalidParams: -32602
    case .internalError: -32603
    case .unauthenticated: 1000
    case .credentialExpired: 1001
    case .forbidden: 1002
    case .stepUpRequired: 1003
    case .notFound: 1101
    case .alreadyExists: 1102
    case .versionConflict: 1103
    case .invalidState: 1104
    case .inUse: 1105
    case .ruleViolation: 1201
    case .cursorInvalid: 1202
    case .idempotencyKeyRequired: 1301
    case .idempotencyKeyReused: 1302
    case .idempotencyInProgress: 1303
    case .rateLimited: 1401
    case .quotaExceeded: 1402
    case .responseTooLarge: 1404
    case .overloaded: 1405
    case .deadlineExceeded: 1501
    case .cancelled: 1502
    case .dependencyUnavailable: 1503
    case .readOnly: 1504
    }
  }

  /// Whether the same call may succeed a little later, unchanged.
  public var isRetryable: Bool {
    switch self {
    case .idempotencyInProgress, .rateLimited, .overloaded, .deadlineExceeded, .dependencyUnavailable, .readOnly: true
    default: false
    }
  }
}
