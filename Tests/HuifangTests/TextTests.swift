import JSONRPC
import Testing

@testable import huifang

@Suite("What people and programs read")
struct TextTests {
  @Test("Members keep the order in which they came")
  func prettyJSON() throws {
    let text = try PrettyJSON.text(Array(#"{"b":1,"a":[true,null,{}],"列":"\u5f20\"三"}"#.utf8))
    #expect(
      text == #"""
        {
          "b": 1,
          "a": [
            true,
            null,
            {}
          ],
          "列": "\u5f20\"三"
        }
        """#)
  }

  @Test("Chinese is spoken to a Chinese locale, English to all others")
  func language() {
    #expect(OperatorLanguage.language(in: ["LANG": "zh_CN.UTF-8"]) == .chinese)
    #expect(OperatorLanguage.language(in: ["LANG": "zh_CN.UTF-8", "LC_ALL": "C"]) == .english)
    #expect(OperatorLanguage.language(in: ["LC_ALL": "", "LANG": "zh_CN.UTF-8"]) == .chinese)
    #expect(OperatorLanguage.language(in: [:]) == .english)
  }

  @Test("An import's summary says what became of the rows and where the rejected ones are")
  func importSummary() throws {
    let answer = #"""
      {"status":"finished","dialect":"N041","encoding":"GB18030","read":1205,"new":1176,"updated":0,"unchanged":5,
       "rejected":24,"unknownColumns":["XYZ"]}
      """#
    let outcome = ImportOutcome(try JSON.value(of: Array(answer.utf8)), importID: "id")
    #expect(outcome.counts == ImportOutcome.Counts(read: 1205, new: 1176, updated: 0, unchanged: 5, rejected: 24))
    let lines = outcome.summary(importer: "manager@49557184-0", in: .chinese)
    #expect(lines.count == 3)
    #expect(lines[0].contains("新增 1176"))
    #expect(lines[1].contains("XYZ"))
    #expect(lines[2].contains("discharge.import.rejection.list"))
    let counts = String(decoding: try JSON.bytes(outcome.counts), as: UTF8.self)
    #expect(counts == #"{"read":1205,"new":1176,"updated":0,"unchanged":5,"rejected":24}"#)
  }

  @Test("psql gets back what was quoted for it")
  func quoting() {
    #expect(OpeningVariables.quoted(#"select 'a\b'"#) == #"select ''a\\b''"#)
  }

  @Test("A problem is one line, with every rule that was broken")
  func problem() {
    let violation = Violation(
      path: "name", rule: "length", message: LocalizedText(chinese: "太长", english: "too\nlong"))
    let text = Problem(explaining: RPCError(.invalidParams, violations: [violation])).description
    #expect(text.contains("name") && text.contains("INVALID_PARAMS"))
    #expect(!text.contains("\n"))
  }
}
