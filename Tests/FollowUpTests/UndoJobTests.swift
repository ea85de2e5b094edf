import Discharges
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import FollowUp

@Suite("A wrong file taken back by a job")
struct UndoJobTests {
  private static func id(_ state: JSONValue) -> String { state["importId"]?.string ?? "" }

  private static func undo(_ region: TestRegion, _ importID: String) async throws -> JSONValue {
    try await region.result(
      "discharge.import.undo", "{\"importId\":\"\(importID)\",\"reason\":\"选错了文件\"}", as: .manager)
  }

  private static func read(_ region: TestRegion, _ importID: String) async throws -> JSONValue {
    try await region.result("discharge.import.read", "{\"importId\":\"\(importID)\"}", as: .manager)
  }

  private static func stays(_ region: TestRegion) async throws -> Int {
    try await region.owner.pipelined(["select count(*) from discharges.discharge"])[0].single(Int.self)
  }

  @Test("A death that somebody has told is no undoing's to take back, though the stay has no task")
  func death() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 400)])
      let wrong = try await region.importPages([.test(name: "张三峰", daysAgo: 400)])
      let rows = try await region.owner.pipelined([
        "select patient_id::text from discharges.patient", "delete from followup.task",
        "delete from followup.exclusion",
      ])
      let patient = try rows[0].single(String.self)
      try await region.result(
        "patient.recordDeath", "{\"patientId\":\"\(patient)\",\"source\":\"family\"}", as: .manager)
      let refused = try await region.failure(
        "discharge.import.undo", "{\"importId\":\"\(Self.id(wrong))\",\"reason\":\"选错了文件\"}", as: .manager)
      #expect(refused?.violations.first?.rule == "workedOn")
    }
  }

  @Test("A death told while the undoing runs stays, and the undoing comes to its end")
  func deathMeanwhile() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(daysAgo: 400)])
      let wrong = try await region.importPages([.test(name: "张三峰", daysAgo: 400)])
      _ = try await Self.undo(region, Self.id(wrong))
      let rows = try await region.owner.pipelined(["select patient_id::text from discharges.patient"])
      let patient = try rows[0].single(String.self)
      _ = try await region.owner.pipelined([
        "update discharges.patient set deceased = true, death_source = 'family' where patient_id::text = \(patient)"
      ])
      try await region.runJobs()
      #expect(try await Self.read(region, Self.id(wrong))["status"]?.string == "undone")
      let left = try await region.owner.pipelined(["select deceased from discharges.patient"])
      #expect(try left[0].single(Bool.self))
    }
  }

  @Test("What a crash leaves undone is gone on with, and the import isn't called undone before the end")
  func resumes() async throws {
    try await TestRegion.run { region in
      let pages = (0..<7).map { FrontPage.test(record: "R\($0)") }
      let wrong = try await region.importPages(pages + [.test(record: "R0", stay: 2, daysAgo: 200)])
      let announced = try await Self.undo(region, Self.id(wrong))
      #expect(announced["removed"]?.integer == 8 && announced["patientsRemoved"]?.integer == 7)
      _ = try await region.owner.pipelined([
        """
        create function public.stop() returns trigger language plpgsql as
          $$ begin raise exception 'stop' using errcode = '57014'; end $$
        """,
        """
        create trigger stop before update on discharges.import for each row when (new.removed_count > 4)
          execute function public.stop()
        """,
      ])
      let handler = ImportUndoJob(patientsAtMost: 2)
      try await region.runJobs([handler])
      let half = try await Self.read(region, Self.id(wrong))
      let gone = half["undo"]?["removed"]?.integer ?? 0
      #expect(half["status"]?.string == "undoing" && (1...4).contains(gone))
      #expect(try await Self.stays(region) == 8 - gone)
      let job = try await region.result("job.get", "{\"jobId\":\"\(announced["jobId"]?.string ?? "")\"}", as: .manager)
      #expect(job["status"]?.string == "queued" && job["errorCode"]?.string == "DEADLINE_EXCEEDED")
      _ = try await region.owner.pipelined(["drop trigger stop on discharges.import"])
      try await region.endRests()
      try await region.runJobs([handler])
      let end = try await Self.read(region, Self.id(wrong))
      #expect(end["status"]?.string == "undone" && end["undo"]?["removed"]?.integer == 8)
      #expect(end["undo"]?["patientsRemoved"]?.integer == 7)
      #expect(try await Self.stays(region) == 0)
    }
  }

  @Test("From the call on nothing is done on its tasks, nobody is given one, and no second undoing begins")
  func heldOff() async throws {
    try await TestRegion.run { region in
      let right = try await region.importPages([.test(record: "OK", daysAgo: 18)])
      let wrong = try await region.importPages([.test(record: "A", daysAgo: 20), .test(record: "B", daysAgo: 20)])
      let tasks = try await region.owner.pipelined([
        """
        select t.task_id::text, t.discharge_id::text from followup.task t
          join discharges.discharge d using (tenant_id, discharge_id)
          where d.record_number = 'A' and t.responsible_role = 'wardNurse' order by t.due_on limit 1
        """
      ])
      let (task, discharge) = try tasks[0].single((String, String).self)
      let asked = try await Self.undo(region, Self.id(wrong))
      #expect(try await Self.read(region, Self.id(wrong))["status"]?.string == "undoing")
      for (method, params, person) in [
        ("followup.task.claim", "{\"taskId\":\"\(task)\"}", TestPerson.nurse),
        ("followup.attempt.record", "{\"taskId\":\"\(task)\",\"disposition\":\"noAnswer\"}", .nurse),
        ("followup.task.close", "{\"taskId\":\"\(task)\",\"reason\":\"noNumber\"}", .nurse),
        (
          "hold.place",
          "{\"dischargeId\":\"\(discharge)\",\"reason\":\"dispute\",\"note\":\"医务科已受理\"}",
          .manager
        ),
      ] {
        let refusal = try await region.failure(method, params, as: person)
        #expect(refusal?.code == .invalidState && refusal?.violations.first?.rule == "importUndoing", "\(method)")
      }
      let next = try await region.result("followup.task.next", as: .nurse)
      let given = try #require(next["task"]?["task"]?["taskId"]?.string)
      let record = try await region.owner.pipelined([
        """
        select d.record_number from followup.task t join discharges.discharge d using (tenant_id, discharge_id)
          where t.task_id = \(given)::text::uuid
        """
      ])
      #expect(try record[0].single(String.self) == "OK")
      for other in [wrong, right] {
        let refusal = try await region.failure(
          "discharge.import.undo", "{\"importId\":\"\(Self.id(other))\",\"reason\":\"选错了文件\"}", as: .manager)
        #expect(refusal?.code == .invalidState)
      }
      let stop = try await region.result("job.cancel", "{\"jobId\":\"\(asked["jobId"]?.string ?? "")\"}", as: .manager)
      #expect(stop["requested"]?.boolean == false)
      try await region.runJobs()
      #expect(try await Self.read(region, Self.id(wrong))["status"]?.string == "undone")
      #expect(try await Self.stays(region) == 1)
    }
  }

  @Test("What was done in the moment before is found by the job: then nothing is taken back at all")
  func doneBefore() async throws {
    try await TestRegion.run { region in
      let wrong = try await region.importPages([.test(record: "A"), .test(record: "B")])
      let asked = try await Self.undo(region, Self.id(wrong))
      _ = try await region.owner.pipelined([
        "set local session_replication_role = replica",
        TaskSeeding.update("attempts = 1", where: "t.task_id = (select min(task_id::text)::uuid from followup.task)"),
      ])
      try await region.runJobs()
      let state = try await Self.read(region, Self.id(wrong))
      #expect(state["status"]?.string == "finished" && state["undo"]?["removed"]?.integer == 0)
      #expect(try await Self.stays(region) == 2)
      let job = try await region.result("job.get", "{\"jobId\":\"\(asked["jobId"]?.string ?? "")\"}", as: .manager)
      #expect(job["status"]?.string == "failed" && job["errorCode"]?.string == "workedOn")
      let next = try await region.result("followup.task.next", as: .nurse)
      #expect(next["task"]?["task"] != nil)
    }
  }

  @Test("A claim that has begun before the call is waited for, and then forbids the undoing")
  func inFlight() async throws {
    try await TestRegion.run { region in
      let wrong = try await region.importPages([.test(record: "A")])
      let call = try await region.owner.transaction { transaction in
        _ = try await transaction.run(
          TaskSeeding.update(
            """
            state = 'inProgress', resumes = 'due', claimed_until = now() + interval '10 minutes',
            claimed_by = (select account_id from identity.account limit 1)
            """, where: "t.task_id = (select min(task_id::text)::uuid from followup.task)"))
        let call = Task { try await Self.undo(region, Self.id(wrong)) }
        var waiting = 0
        for _ in 0..<6000 where waiting == 0 {
          try await Task.sleep(for: .milliseconds(10))
          waiting = try await transaction.run(
            """
            select count(*) from pg_locks l join pg_database d on d.oid = l.database
              where d.datname = current_database() and l.locktype = 'advisory' and not l.granted
            """
          ).single(Int.self)
        }
        #expect(waiting > 0)
        return call
      }
      _ = try await call.value
      try await region.runJobs()
      #expect(try await Self.read(region, Self.id(wrong))["status"]?.string == "finished")
      #expect(try await Self.stays(region) == 1)
    }
  }

  @Test("A file that is being read waits for the undoing; one given up is begun again, and files wait for nothing else")
  func filesWait() async throws {
    try await TestRegion.run { region in
      let wrong = try await region.importPages([.test(record: "A")])
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(record: "A", name: "张三"), to: &bytes)
      let right = try await region.upload(bytes)
      _ = try await Self.undo(region, Self.id(wrong))
      let reading = [ImportJob()]
      try await region.runJobs(reading)
      #expect(try await Self.read(region, right)["status"]?.string == "committed")
      // The undoing is interrupted again and again, and ends; what waits for it says so.
      _ = try await region.owner.pipelined([
        "update operations.job set failures = 8, not_before = null where kind = 'dischargeImportUndo'"
      ])
      try await region.runJobs()
      #expect(try await Self.read(region, Self.id(wrong))["status"]?.string == "undoing")
      try await region.endRests()
      try await region.runJobs()
      #expect(try await Self.read(region, right)["problemCode"]?.string == "undoUnfinished")
      _ = try await Self.undo(region, Self.id(wrong))
      try await region.runJobs()
      #expect(try await Self.read(region, Self.id(wrong))["status"]?.string == "undone")
      try await region.result("discharge.import.resume", "{\"importId\":\"\(right)\"}", as: .manager)
      try await region.runJobs()
      let end = try await Self.read(region, right)
      #expect(end["status"]?.string == "finished" && end["new"]?.integer == 1 && end["problem"] == nil)
    }
  }

  @Test("Departments and staff that only it had met go with it, unless somebody has confirmed or used them")
  func met() async throws {
    try await TestRegion.run { region in
      var other = FrontPage.test(record: "B", department: "误导入乙科")
      other.attending = "欧阳甲"
      other.nurse = nil
      other.resident = "欧阳乙"
      var used = FrontPage.test(record: "C", department: "误导入丙科")
      used.attending = "欧阳丙"
      let wrong = try await region.importPages([.test(record: "A", department: "误导入甲科"), other, used])
      var again = FrontPage.test(record: "D", department: "误导入丙科")
      again.attending = "欧阳丙"
      again.resident = nil
      again.nurse = nil
      try await region.importPages([again])
      let found = try await region.result(
        "department.list", "{\"page\":{\"limit\":500}}", as: .of(.general, .hospitalAdministrator))
      let department = try #require(found["items"]?.elements.first { $0["name"]?.string == "误导入乙科" })
      try await region.result(
        "department.confirm",
        "{\"departmentId\":\"\(department["id"]?.string ?? "")\",\"expectedVersion\":\(department["version"]?.integer ?? 1)}",
        as: .of(.general, .hospitalAdministrator))
      let undone = try await region.undoImport(Self.id(wrong))
      let undo = try #require(undone["undo"])
      #expect(undo["departmentsRemoved"]?.integer == 1 && undo["departmentsLeft"]?.integer == 2)
      // 甲科 and 丙科: attending and resident are one person, and a nurse; 乙科: two people. Only 欧阳丙 is named elsewhere.
      #expect(undo["staffRemoved"]?.integer == 6 && undo["staffLeft"]?.integer == 1)
      let left = try await region.owner.pipelined([
        "select string_agg(name, ',' order by name) from directory.department where name like '误导入%'"
      ])
      #expect(try Set(left[0].single(String.self).split(separator: ",")) == ["误导入乙科", "误导入丙科"])
    }
  }
}
