import FoundationEssentials
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Discharges

@Suite struct ImportTests {
  private func synthetic(_ rows: Int, dialect: FrontPageDialect = .n041, encoding: FileEncoding = .gb18030) throws
    -> (bytes: [UInt8], summary: SyntheticSummary)
  {
    let first = try #require(PlainDate(year: 2026, month: 10, day: 1))
    let last = try #require(PlainDate(year: 2026, month: 10, day: 31))
    var file = SyntheticDischarges(
      seed: 7, count: rows, from: first, through: last, hospital: .init(code: "49557184-0", name: "泗河市第一人民医院"),
      dirt: .asSeen
    ).file(dialect: dialect, encoding: encoding)
    var bytes: [UInt8] = []
    while let chunk = file.next() { bytes += chunk }
    return (bytes, file.summary)
  }

  @Test("A dirty GB18030 file gives the counts that it was made with; the same file again brings nothing")
  func countsHold() async throws {
    try await TestRegion.run { region in
      let (bytes, summary) = try synthetic(700)
      let first = try await region.importFile(bytes, partBytes: 100_000)
      let repeated = summary.duplicates
      #expect(first["status"]?.string == "finished")
      #expect(first["encoding"]?.string == "GB18030" && first["dialect"]?.string == "N041")
      #expect(counts(first) == [summary.rows, summary.stays, 0, repeated, summary.rejectedRows])
      let again = try await region.importFile(bytes, partBytes: 33_333)
      #expect(counts(again) == [summary.rows, 0, 0, summary.stays + repeated, summary.rejectedRows])
      let tables = try await region.owner.pipelined([
        "select count(*) from discharges.discharge",
        "select count(*) filter (where t.n is null and e.n is null), count(*) filter (where t.n = 3), count(e.n) from discharges.discharge d left join (select discharge_id, count(*) as n from followup.task group by 1) t using (discharge_id) left join (select discharge_id, 1 as n from followup.exclusion where reason <> 'superseded') e using (discharge_id)",
      ])
      #expect(try tables[0].single(Int.self) == summary.stays)
      let (neither, tasked, excluded) = try tables[1].single((Int, Int, Int).self)
      #expect(neither == 0 && tasked + excluded == summary.stays)
    }
  }

  @Test("Names, numbers and addresses are nowhere in plain text", arguments: [FrontPageDialect.n041, .hqmsP])
  func sealed(dialect: FrontPageDialect) async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(name: "独孤求败", phone: "13811112222")])
      let columns = try await region.owner.pipelined([
        """
        select format('select count(*) from %I.%I t where t::text like ''%%独孤%%'' or t::text like ''%%13811112222%%''
            or position(convert_to(''独孤'', ''UTF8'') in convert_to(t::text, ''UTF8'')) > 0', n.nspname, c.relname)
          from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p') and n.nspname in ('discharges', 'followup', 'audit', 'operations', 'directory')
        """
      ])
      #expect(columns[0].count > 15)
      let bytes = try await region.owner.pipelined([
        """
        select count(*) from discharges.patient where position(convert_to('独孤', 'UTF8') in name) > 0
        """
      ])
      #expect(try bytes[0].single(Int.self) == 0)
      let found = try await region.perform(FindPatients(by: .phoneLastFour, value: "2222"), as: .manager)
      #expect(found.items.first?.patientName == "独**败")
    }
  }

  @Test("A changed stay is updated, and a repetition inside the file counts as unchanged whatever it says")
  func updates() async throws {
    try await TestRegion.run { region in
      let first = try await region.importPages([.test(record: "A"), .test(record: "A", name: "李四"), .test(record: "B")])
      #expect(counts(first) == [3, 2, 0, 1, 0])
      let second = try await region.importPages([.test(record: "A", name: "李四光"), .test(record: "B")])
      #expect(counts(second) == [2, 0, 1, 1, 0])
      let found = try await region.perform(FindPatients(by: .name, value: "李四光"), as: .manager)
      #expect(found.items.count == 1)
    }
  }

  @Test("Rejected rows are listed with field, rule and remedy in the caller's language")
  func rejections() async throws {
    try await TestRegion.run { region in
      let state = try await region.importPages([
        .test(record: "A"), .test(record: "", name: "无号"), .test(record: "C", stayDays: -3),
      ])
      #expect(counts(state) == [3, 1, 0, 0, 2])
      let importID = state["importId"]?.string ?? ""
      let list = try await region.perform(
        ListRejections(importId: UUID(importID), page: PageRequest(limit: 1)), as: .manager)
      #expect(list.items.first?.rowNumber == 2)
      #expect(list.items.first?.problems.first?.rule == "recordNumber.missing")
      #expect(list.nextCursor != nil)
    }
  }

  @Test(
    "A file that is none fails with what is wrong, and leaves nothing behind",
    arguments: ["", "a,b,c\n1,2,3\n", "BAH,XM\n1,\"x"])
  func notAFile(text: String) async throws {
    try await TestRegion.run { region in
      let state = try await region.importFile(Array(text.utf8))
      #expect(state["status"]?.string == "failed")
      #expect(state["problem"]?.string?.isEmpty == false)
      #expect(counts(state) == [0, 0, 0, 0, 0])
    }
  }

  @Test("An interrupted import goes on behind the last committed chunk, and its sums hold")
  func resumes() async throws {
    try await TestRegion.run { region in
      let (bytes, summary) = try synthetic(600)
      let importID = try await region.upload(bytes, partBytes: 60_000)
      // The process dies after two chunks: the lease has run out and somebody else takes the job up.
      let stopped = Task { try await region.runJobs() }
      while true {
        let state = try await region.perform(ReadImport(importId: UUID(importID)), as: .manager)
        if (state.read) > 0 || state.status == "finished" { break }
      }
      stopped.cancel()
      _ = try? await stopped.value
      _ = try await region.owner.pipelined([
        "update operations.job set status = 'queued', lease_until = null, finished_at = null where status <> 'succeeded'"
      ])
      _ = try await region.runJobs()
      let state = try await region.perform(ReadImport(importId: UUID(importID)), as: .manager)
      #expect(counts(state) == [summary.rows, summary.stays, 0, summary.duplicates, summary.rejectedRows])
    }
  }

  @Test("What was stored must have the hash that was announced")
  func hash() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(CreateImport(fileName: "x.csv"), as: .manager)
      let id = made.importId
      try await region.storePart(Array("BAH".utf8), 0, of: id)
      let error = try await region.failure(
        of: CommitImport(importId: id, sha256: String(repeating: "0", count: 64)), as: .manager)
      #expect(error?.code == .invalidState && error?.violations.first?.path == "sha256")
      #expect(
        try await region.failure(
          of: CommitImport(importId: id, sha256: "00"), as: .of(.maternity, .centreManager))
          == RPCError(.notFound))
    }
  }

  @Test("An older stay doesn't put an older name in place of the newest, and what a row leaves out is kept")
  func olderStay() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A", stay: 2, name: "新姓名", daysAgo: 20)])
      try await region.importPages([.test(record: "A", stay: 1, name: "旧姓名", daysAgo: 200)])
      let found = try await region.perform(FindPatients(by: .name, value: "新姓名"), as: .manager)
      #expect(found.items.count == 2)
    }
  }

  @Test("A file sent again, shorter, takes the place of the one before")
  func sentAgain() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(CreateImport(fileName: "x.csv"), as: .manager)
      let id = made.importId
      for number in [0, 1, 0] { try await region.storePart(Array("BAH".utf8), number, of: id) }
      let hash = Hexadecimal.text(Digest.sha256("BAH"))
      try await region.perform(CommitImport(importId: id, sha256: hash), as: .manager)
    }
  }
}
