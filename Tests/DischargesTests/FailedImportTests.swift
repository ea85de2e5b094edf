import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Discharges

@Suite("An import that can't go on")
struct FailedImportTests {
  private static func read(_ region: TestRegion, _ importID: String) async throws -> JSONValue {
    try await region.result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: .manager)
  }

  @Test("Ends after some interruptions, says which rows it took, and goes on behind them when it is started again")
  func poison() async throws {
    try await TestRegion.run { region in
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      for number in 0..<9 { writer.append(.test(record: "R\(number)"), to: &bytes) }
      let importID = try await region.upload(bytes, partBytes: bytes.count / 3)
      _ = try await region.owner.pipelined([
        """
        create function public.stop() returns trigger language plpgsql as
          $$ begin raise exception 'stop' using errcode = '57014'; end $$
        """,
        """
        create trigger stop before insert on discharges.discharge for each row when (new.record_number = 'R5')
          execute function public.stop()
        """,
      ])
      var rounds = 0
      while try await Self.read(region, importID)["status"]?.string == "committed", rounds < 20 {
        try await region.endRests()
        try await region.runJobs()
        rounds += 1
      }
      #expect(rounds == 9)
      let failed = try await Self.read(region, importID)
      let taken = failed["read"]?.integer ?? 0
      #expect(failed["status"]?.string == "failed" && failed["problemCode"]?.string == "ATTEMPTS_EXHAUSTED")
      #expect((1...5).contains(taken) && failed["lastRow"]?.integer == taken)
      #expect(failed["problem"]?.string?.contains("up to \(taken)") == true)
      let job = try await region.result("job.get", "{\"jobId\":\"\(failed["jobId"]?.string ?? "")\"}", as: .manager)
      #expect(job["status"]?.string == "failed" && job["errorCode"]?.string == "ATTEMPTS_EXHAUSTED")
      #expect(job["message"]?.string?.contains("DEADLINE_EXCEEDED") == true)
      _ = try await region.owner.pipelined(["drop trigger stop on discharges.discharge"])
      try await region.result("discharge.import.resume", "{\"importId\":\"\(importID)\"}", as: .manager)
      try await region.runJobs()
      let end = try await Self.read(region, importID)
      #expect(end["status"]?.string == "finished" && counts(end) == [9, 9, 0, 0, 0] && end["problemCode"] == nil)
    }
  }

  @Test("One whose job has ended without it, as when a contract was ended and resumed, goes on or is taken back")
  func orphaned() async throws {
    for method in ["discharge.import.resume", "discharge.import.undo"] {
      try await TestRegion.run { region in
        let writer = FrontPageWriter(dialect: .n041)
        var bytes = writer.header()
        writer.append(.test(), to: &bytes)
        let importID = try await region.upload(bytes, partBytes: bytes.count)
        let reason = method == "discharge.import.undo" ? ",\"reason\":\"选错了文件\"" : ""
        let call = "{\"importId\":\"\(importID)\"\(reason)}"
        #expect(try await region.failure(method, call, as: .manager)?.code == .invalidState)
        _ = try await region.owner.pipelined(["update operations.job set status = 'cancelled', finished_at = now()"])
        try await region.result(method, call, as: .manager)
        try await region.runJobs()
        let end = try await Self.read(region, importID)["status"]?.string
        #expect(end == (method == "discharge.import.undo" ? "undone" : "finished"))
      }
    }
  }

  @Test("Only one that failed or was stopped starts again, and only while its file is kept")
  func resumed() async throws {
    try await TestRegion.run { region in
      let finished = try await region.importPages([.test()])["importId"]?.string ?? ""
      func refusal(_ id: String) async throws -> RPCError? {
        try await region.failure("discharge.import.resume", "{\"importId\":\"\(id)\"}", as: .manager)
      }
      #expect(try await refusal(finished)?.violations.first?.rule == "stopped")
      let foreign = try await region.failure(
        "discharge.import.resume", "{\"importId\":\"\(finished)\"}", as: .of(.maternity, .centreManager))
      #expect(foreign == RPCError(.notFound))
      let failed = try await region.importFile(Array("a,b,c\n1,2,3\n".utf8))
      let id = failed["importId"]?.string ?? ""
      #expect(failed["problemCode"]?.string?.isEmpty == false && failed["lastRow"]?.integer == 0)
      try await region.result("discharge.import.resume", "{\"importId\":\"\(id)\"}", as: .manager)
      try await region.runJobs()
      #expect(try await Self.read(region, id)["status"]?.string == "failed")
      _ = try await region.owner.pipelined(["update discharges.import set file_deleted_at = now()"])
      #expect(try await refusal(id)?.violations.first?.rule == "fileDeleted")
    }
  }

  @Test("A job whose end was never written down is taken up once more, and changes nothing of an import that is over")
  func endLost() async throws {
    try await TestRegion.run { region in
      let undone = try await region.importPages([.test(record: "A")])["importId"]?.string ?? ""
      try await region.undoImport(undone)
      let finished = try await region.importPages([.test(record: "B"), .test(record: "C")])["importId"]?.string ?? ""
      _ = try await region.owner.pipelined([
        """
        update operations.job set status = 'running', finished_at = null, lease_until = now() - interval '1 second'
          where kind = 'dischargeImport'
        """
      ])
      #expect(try await region.runJobs() == 2)
      #expect(try await Self.read(region, undone)["status"]?.string == "undone")
      let state = try await Self.read(region, finished)
      #expect(state["status"]?.string == "finished" && counts(state) == [2, 2, 0, 0, 0])
    }
  }

  @Test("Somebody who stops a job that rests needn't wait for its turn")
  func stopped() async throws {
    try await TestRegion.run { region in
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(), to: &bytes)
      let importID = try await region.upload(bytes)
      _ = try await region.owner.pipelined(["update operations.job set not_before = now() + interval '10 minutes'"])
      let job = try await Self.read(region, importID)["jobId"]?.string ?? ""
      try await region.result("job.cancel", "{\"jobId\":\"\(job)\"}", as: .manager)
      try await region.runJobs()
      #expect(try await Self.read(region, importID)["status"]?.string == "cancelled")
    }
  }

  @Test("A part behind a gap is no file: the commit is refused instead of reading half of it")
  func gap() async throws {
    try await TestRegion.run { region in
      let made = try await region.perform(CreateImport(fileName: "x.csv"), as: .manager)
      for number in [0, 2] { try await region.storePart(Array("BAH".utf8), number, of: made.importId) }
      let hash = Hexadecimal.text(Digest.sha256("BAH"))
      let refusal = try await region.failure(of: CommitImport(importId: made.importId, sha256: hash), as: .manager)
      #expect(refusal?.violations.first?.path == "sha256")
    }
  }
}
