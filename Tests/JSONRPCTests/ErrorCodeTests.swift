import JSONRPC
import Testing

@Suite("The table of errors")
struct ErrorCodeTests {
  /// Number, symbol and whether to retry, as the interface's conventions list them.
  private static let table: [(Int, String, Bool)] = [
    (-32700, "PARSE_ERROR", false), (-32600, "INVALID_REQUEST", false), (-32600, "BATCH_TOO_LARGE", false),
    (-32601, "METHOD_NOT_FOUND", false), (-32602, "INVALID_PARAMS", false), (-32603, "INTERNAL", false),
    (1000, "UNAUTHENTICATED", false), (1001, "CREDENTIAL_EXPIRED", false), (1002, "FORBIDDEN", false),
    (1003, "STEP_UP_REQUIRED", false),
    (1101, "NOT_FOUND", false), (1102, "ALREADY_EXISTS", false), (1103, "VERSION_CONFLICT", false),
    (1104, "INVALID_STATE", false), (1105, "IN_USE", false),
    (1201, "RULE_VIOLATION", false), (1202, "CURSOR_INVALID", false),
    (1301, "IDEMPOTENCY_KEY_REQUIRED", false), (1302, "IDEMPOTENCY_KEY_REUSED", false),
    (1303, "IDEMPOTENCY_IN_PROGRESS", true),
    (1401, "RATE_LIMITED", true), (1402, "QUOTA_EXCEEDED", false), (1404, "RESPONSE_TOO_LARGE", false),
    (1405, "OVERLOADED", true),
    (1501, "DEADLINE_EXCEEDED", true), (1502, "CANCELLED", false), (1503, "DEPENDENCY_UNAVAILABLE", true),
    (1504, "READ_ONLY", true),
  ]

  @Test("Numbers, symbols and retrying are those of the conventions, and no others exist")
  func complete() {
    #expect(ErrorCode.allCases.map(\.number) == Self.table.map(\.0))
    #expect(ErrorCode.allCases.map(\.symbol) == Self.table.map(\.1))
    #expect(ErrorCode.allCases.map(\.isRetryable) == Self.table.map(\.2))
  }

  @Test("Every code has a message in both languages", arguments: ErrorCode.allCases)
  func messages(_ code: ErrorCode) {
    #expect(code.message.chinese.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    #expect(!code.message.english.isEmpty)
    #expect(code.message.english.utf8.allSatisfy { $0 < 0x80 })
  }
}
