import JSONRPC
import Testing

@testable import huifang

@Suite("What an import tells whoever ran it")
struct ImportOutcomeTests {
  private func outcome() throws -> ImportOutcome {
    let json = """
      {"status":"finished","dialect":"N041","encoding":"GB18030","read":20,"new":14,"updated":1,"unchanged":2,"rejected":3,
       "unknownColumns":["备注"],
       "remarks":[{"rule":"columns.absent","field":"record","rows":0,"lines":[],"message":"No telephones."},
                  {"rule":"phone.lost","field":"phone","rows":1,"lines":[7],"message":"Lost."},
                  {"rule":"sex.unknown","field":"sex","rows":12,"lines":[2,3],"message":"Unknown."}]}
      """
    return ImportOutcome(try JSON.value(of: Array(json.utf8)), importID: "1")
  }

  @Test("Counts, columns, and every remark with its lines, in both languages")
  func summary() throws {
    let outcome = try outcome()
    #expect(
      outcome.summary(importer: "manager@1", in: .english) == [
        "N041, GB18030: 20 rows read: 14 new, 1 updated, 2 unchanged, 3 rejected",
        "columns that nothing was taken from: 备注", "No telephones.", "1 row (line 7): Lost.",
        "12 rows (lines 2, 3, …): Unknown.",
        "the rejected rows and why: huifang call discharge.import.rejection.list '{\"importId\":\"1\"}' --as manager@1",
      ])
    #expect(outcome.summary(importer: "manager@1", in: .chinese).contains("12 行（文件第 2, 3, … 行）：Unknown."))
  }
}
