import JSONRPC
import Testing

@Suite("An error is written as the interface promises")
struct ErrorWritingTests {
  private func written(_ error: RPCError, _ language: Language) -> String {
    let reply = RPCReply(id: .null, outcome: .failure(error))
    return String(decoding: RPCWriter.single(reply, language: language, requestID: "req-1"), as: UTF8.self)
  }

  @Test("The least: code, message and data with code, request and whether to retry")
  func least() {
    #expect(
      written(RPCError(.notFound), .chinese)
        == #"""
        {"jsonrpc":"2.0","error":{"code":1101,"message":"不存在，或不在您的权限范围内","data":{"code":"NOT_FOUND",\#
        "requestId":"req-1","retryable":false}},"id":null}
        """#
    )
  }

  @Test("The most: when to retry, violations and details, in the reader's language")
  func most() {
    let error = RPCError(
      .overloaded, message: LocalizedText(chinese: "忙", english: "Busy \"now\""),
      violations: [
        Violation(path: "contacts[0].phone", rule: "maxLength", message: LocalizedText(chinese: "长", english: "long")),
        Violation(path: "name", rule: "required", message: LocalizedText(chinese: "缺", english: "missing")),
      ],
      details: ["z": "text", "a": 7, "j": .json(JSONBytes(trusted: Array("[1]".utf8)))], retryAfterMs: 250)
    #expect(
      written(error, .english)
        == #"""
        {"jsonrpc":"2.0","error":{"code":1405,"message":"Busy \"now\"","data":{"code":"OVERLOADED",\#
        "requestId":"req-1","retryable":true,"retryAfterMs":250,"violations":[{"path":"contacts[0].phone",\#
        "rule":"maxLength","message":"long"},{"path":"name","rule":"required","message":"missing"}],\#
        "details":{"a":7,"j":[1],"z":"text"}}},"id":null}
        """#
    )
  }

  @Test("The strict scanner reads every error in both languages", arguments: ErrorCode.allCases)
  func readable(_ code: ErrorCode) throws {
    for language in Language.allCases {
      let error = try value(written(RPCError(code), language))["error"]
      #expect(error?["message"]?.string == code.message(language))
      #expect(error?["data"]?["code"]?.string == code.symbol)
    }
  }

  @Test("A batch is an array in order, and nothing when there is nothing")
  func batch() {
    let reply = RPCReply(id: .null, outcome: .success(.null))
    let text = String(
      decoding: RPCWriter.batch([reply, reply], language: .chinese, requestID: "r"), as: UTF8.self)
    #expect(text == #"[{"jsonrpc":"2.0","result":null,"id":null},{"jsonrpc":"2.0","result":null,"id":null}]"#)
    #expect(RPCWriter.batch([], language: .chinese, requestID: "r").isEmpty)
  }
}
