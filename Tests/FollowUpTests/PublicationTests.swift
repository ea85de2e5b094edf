import FollowUp
import FoundationEssentials
import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import Server
import TestSupport
import Testing

@Suite("The job that publishing a policy starts")
struct PublicationTests {
  /// Drafts a policy of one round and gives its publishing's parameters.
  private func draft(_ region: TestRegion) async throws -> String {
    let draft = try await region.result(
      "policy.create",
      """
      {"name":"抽查","dischargedFrom":"2020-01-01","rounds":[{"name":"院领导抽查","level":"spotCheck","responsibleRole":"leader",\
      "windowFromDay":1,"windowToDay":60,"maximumAttempts":2,"retryAfterHours":24}]}
      """, as: .manager)
    return "{\"policyId\":\"\(draft["policyId"]?.string ?? "")\",\"version\":1}"
  }

  private func tasks(_ region: TestRegion) async throws -> Int {
    let rows = try await region.owner.pipelined(["select count(*) from followup.task where level = 'spotCheck'"])
    return try rows[0].single(Int.self)
  }

  private func runner(_ region: TestRegion, patients: Int) -> JobRunner {
    var logger = Logger(label: "huifang.test-jobs")
    logger.logLevel = .critical
    return JobRunner(
      dispatcher: region.dispatcher, handlers: [PublicationJob(patientsAtMost: patients)],
      turns: JobTurns(length: .zero), logger: logger)
  }

  private func state(_ job: String, _ region: TestRegion) async throws -> JSONValue {
    try await region.result("job.get", "{\"jobId\":\"\(job)\"}", as: .manager)
  }

  @Test("It takes patients by patients, tells how far it is, and each discharge has its task once")
  func chunks() async throws {
    try await TestRegion.run { region in
      try await region.importPages(
        (0..<5).map { .test(record: "R\($0)") } + [.test(record: "R0", stay: 2, daysAgo: 10)])
      let published = try await region.result("policy.publish", try await draft(region), as: .manager)
      let job = try #require(published["jobId"]?.string)
      #expect(try await tasks(region) == 0)
      let runner = runner(region, patients: 2)
      #expect(try await runner.runTurn())
      let first = try await state(job, region)
      #expect(first["status"]?.string == "running" && first["done"]?.integer == 2 && first["total"]?.integer == 5)
      while try await runner.runTurn() {}
      #expect(try await state(job, region)["status"]?.string == "succeeded")
      #expect(try await tasks(region) == 6)
    }
  }

  @Test(
    "Stopped, it leaves whole patients, and publishing again goes on where it ended; a finished one isn't published again"
  )
  func stopped() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<5).map { .test(record: "R\($0)") })
      let call = try await draft(region)
      let job = try await region.result("policy.publish", call, as: .manager)["jobId"]?.string ?? ""
      #expect(try await region.failure("policy.publish", call, as: .manager)?.code == .invalidState)
      let runner = runner(region, patients: 2)
      #expect(try await runner.runTurn())
      let cancelled = try await region.result("job.cancel", "{\"jobId\":\"\(job)\"}", as: .manager)
      #expect(cancelled["requested"]?.boolean == true)
      while try await runner.runTurn() {}
      #expect(try await state(job, region)["status"]?.string == "cancelled")
      #expect(try await tasks(region) == 2)
      let again = try await region.result("policy.publish", call, as: .manager)
      #expect(again["tasks"]?.integer == 2)
      while try await runner.runTurn() {}
      let end = try await state(again["jobId"]?.string ?? "", region)
      #expect(end["status"]?.string == "succeeded" && end["done"]?.integer == 3)
      #expect(try await tasks(region) == 5)
      #expect(try await region.failure("policy.publish", call, as: .manager)?.code == .invalidState)
    }
  }

  @Test("A process that ends in its midst leaves it to another one, which goes on behind the last chunk")
  func takenUp() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<5).map { .test(record: "R\($0)") })
      try await region.result("policy.publish", try await draft(region), as: .manager)
      #expect(try await runner(region, patients: 2).runTurn())
      _ = try await region.owner.pipelined([
        "update operations.job set turn_ended_at = null, lease_until = now() - interval '1 second' where status = 'running'"
      ])
      let other = runner(region, patients: 2)
      while try await other.runTurn() {}
      #expect(try await tasks(region) == 5)
    }
  }

  @Test("What a file brings that waits or is being read when a policy is published gets its tasks, once each")
  func besideAnImport() async throws {
    try await TestRegion.run { region in
      let pages = (0..<5).map { FrontPage.test(record: "R\($0)") }
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      for page in pages { writer.append(page, to: &bytes) }
      _ = try await region.upload(bytes, partBytes: bytes.count / 3)
      let published = try await region.result("policy.publish", try await draft(region), as: .manager)
      #expect(published["jobId"]?.string != nil)
      var logger = Logger(label: "huifang.test-jobs")
      logger.logLevel = .critical
      let runner = JobRunner(
        dispatcher: region.dispatcher, handlers: Composition.jobHandlers(), turns: JobTurns(length: .zero),
        logger: logger)
      while try await runner.runTurn() {}
      #expect(try await tasks(region) == 5)
    }
  }

  @Test("Without discharges there is nothing for a job to do")
  func nothing() async throws {
    try await TestRegion.run { region in
      let published = try await region.result("policy.publish", try await draft(region), as: .manager)
      #expect(published["jobId"] == nil && published["tasks"]?.integer == 0)
    }
  }
}
