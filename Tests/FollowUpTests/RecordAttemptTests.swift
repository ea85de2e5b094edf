import Foundation
import FrontPages
import JSONRPC
import Operations
import Postgres
import SQL
import Synchronization
import TestSupport
import Testing

@Suite struct RecordAttemptTests {
  private static let record =
    "\"record\":{\"condition\":\"improving\",\"medication\":\"asPrescribed\",\"guidance\":\"低盐饮食\"}"

  private func task(_ region: TestRegion, _ pages: [FrontPage] = [.test()]) async throws -> String {
    try await region.importPages(pages)
    let next = try await region.result("followup.task.next", as: .nurse)
    return try #require(next["task"]?["task"]?["taskId"]?.string)
  }

  @Test("A reached call completes the task and stores its free text sealed")
  func reached() async throws {
    try await TestRegion.run { region in
      let id = try await task(region)
      let state = try await region.result(
        "followup.attempt.record",
        "{\"taskId\":\"\(id)\",\"disposition\":\"reached\",\"respondent\":\"family\",\"note\":\"儿子接听\",\(Self.record)}",
        as: .nurse)
      #expect(state["status"]?.string == "completed")
      #expect(state["attempts"]?.integer == 1)
      let stored = try await region.owner.pipelined([
        """
        select count(*) from followup.record r join followup.attempt a on a.attempt_id = r.attempt_id
          where position('低盐'::bytea in r.guidance) = 0 and position('儿子'::bytea in a.note) = 0
        """
      ])
      #expect(try stored[0].single(Int.self) == 1)
      #expect(
        try await region.failure(
          "followup.attempt.record", "{\"taskId\":\"\(id)\",\"disposition\":\"noAnswer\"}", as: .nurse)?.code
          == .invalidState)
    }
  }

  @Test("Unanswered calls rest as the policy says, and the last one ends the task with its reason")
  func retryRule() async throws {
    try await TestRegion.run { region in
      let id = try await task(region)
      for attempt in 1...3 {
        let state = try await region.result(
          "followup.attempt.record", "{\"taskId\":\"\(id)\",\"disposition\":\"noAnswer\"}", as: .nurse)
        #expect(state["attempts"]?.integer == attempt)
        #expect(state["status"]?.string == (attempt < 3 ? "due" : "notFollowedUp"))
        #expect((state["nextAttemptAt"] != nil) == (attempt < 3))
        #expect(state["reason"]?.string == (attempt < 3 ? nil : "noAnswer"))
      }
    }
  }

  @Test("The same key gives the same answer and has one effect")
  func idempotency() async throws {
    try await TestRegion.run { region in
      let id = try await task(region)
      let call =
        "{\"idempotencyKey\":\"one-and-the-same\",\"taskId\":\"\(id)\",\"disposition\":\"reached\",\"respondent\":\"patient\",\(Self.record)}"
      let first = try await region.result("followup.attempt.record", call, as: .nurse)
      let second = try await region.result("followup.attempt.record", call, as: .nurse)
      #expect(first["attemptId"]?.string == second["attemptId"]?.string)
      let count = try await region.owner.pipelined(["select count(*) from followup.attempt"])
      #expect(try count[0].single(Int.self) == 1)
      let other = call.replacingOccurrences(of: "patient", with: "guardian")
      #expect(try await region.failure("followup.attempt.record", other, as: .nurse)?.code == .idempotencyKeyReused)
    }
  }

  @Test("A lost answer is given again even when the promised time has passed meanwhile")
  func replayAfterPromise() async throws {
    let passed = Mutex(0.0)
    let clock = DayClock(offsetSeconds: 8 * 3600) { Date().addingTimeInterval(passed.withLock { $0 }) }
    try await TestRegion.run(clock: clock) { region in
      let id = try await task(region)
      let moment = inHours(5)
      let call =
        """
        {"idempotencyKey":"promised-and-lost","taskId":"\(id)","disposition":"promisedRedial","respondent":"patient",\
        "promisedAt":"\(moment)"}
        """
      let first = try await region.result("followup.attempt.record", call, as: .nurse)
      passed.withLock { $0 = 6 * 3600 }
      let second = try await region.result("followup.attempt.record", call, as: .nurse)
      #expect(first["attemptId"]?.string != nil && first["attemptId"]?.string == second["attemptId"]?.string)
    }
  }

  @Test("A write without a key is refused")
  func keyRequired() async throws {
    try await TestRegion.run { region in
      let outcome = try await region.call(
        "followup.attempt.record", "{\"taskId\":\"\(UUID().uuidString)\",\"disposition\":\"noAnswer\"}", as: .nurse)
      guard case .failure(let error) = outcome else {
        Issue.record("done without a key")
        return
      }
      #expect(error.code == .idempotencyKeyRequired)
    }
  }

  @Test("A death stops every task of the patient, other departments' included")
  func death() async throws {
    try await TestRegion.run { region in
      let id = try await task(
        region,
        [
          .test(record: "A", stay: 1, department: "骨科", daysAgo: 40),
          .test(record: "A", stay: 2, daysAgo: 20, stayDays: 25),
        ])
      try await region.result(
        "followup.attempt.record", "{\"taskId\":\"\(id)\",\"disposition\":\"deceased\",\"respondent\":\"family\"}",
        as: .nurse)
      let open = try await region.owner.pipelined([
        "select count(*) filter (where outcome = 'cancelled' and reason = 'deceased'), count(*) from followup.task",
        "select deceased from discharges.patient",
      ])
      let (cancelled, all) = try open[0].single((Int, Int).self)
      #expect(cancelled == 6 && all == 6)
      #expect(try open[1].single(Bool.self))
    }
  }

  @Test("Fields that contradict the disposition are refused by name")
  func contradictions() async throws {
    try await TestRegion.run { region in
      let id = try await task(region)
      let wrong: [(String, String)] = [
        ("\"disposition\":\"reached\",\"respondent\":\"family\"", "record"),
        ("\"disposition\":\"reached\",\(Self.record)", "respondent"),
        ("\"disposition\":\"noAnswer\",\"respondent\":\"family\"", "respondent"),
        ("\"disposition\":\"promisedRedial\",\"respondent\":\"family\"", "promisedAt"),
        (
          "\"disposition\":\"promisedRedial\",\"respondent\":\"family\",\"promisedAt\":\"2020-01-01T00:00:00.000Z\"",
          "promisedAt"
        ),
        ("\"disposition\":\"noAnswer\",\"note\":\"\(String(repeating: "长", count: 2001))\"", "note"),
      ]
      for (fields, path) in wrong {
        let error = try await region.failure("followup.attempt.record", "{\"taskId\":\"\(id)\",\(fields)}", as: .nurse)
        #expect(error?.code == .invalidParams)
        #expect(error?.violations.first?.path == path)
      }
    }
  }

  @Test("A number of another patient is not found")
  func foreignContact() async throws {
    try await TestRegion.run { region in
      let id = try await task(
        region, [.test(record: "A", daysAgo: 40), .test(record: "B", daysAgo: 20, phone: "13900004321")])
      let rows = try await region.owner.pipelined([
        """
        select c.contact_id from discharges.contact c join discharges.patient p on p.patient_id = c.patient_id
          where p.record_number = 'B'
        """
      ])
      let contact = try rows[0].single(UUID.self)
      let error = try await region.failure(
        "followup.attempt.record", "{\"taskId\":\"\(id)\",\"disposition\":\"noAnswer\",\"contactId\":\"\(contact)\"}",
        as: .nurse)
      #expect(error?.code == .notFound)
    }
  }

  @Test("A vacant number is remembered on the contact")
  func vacantNumber() async throws {
    try await TestRegion.run { region in
      let id = try await task(region)
      let detail = try await region.result("followup.task.read", "{\"taskId\":\"\(id)\"}", as: .nurse)
      let contact = try #require(detail["contacts"]?.elements.first?["contactId"]?.string)
      try await region.result(
        "followup.attempt.record",
        "{\"taskId\":\"\(id)\",\"disposition\":\"vacantNumber\",\"contactId\":\"\(contact)\"}",
        as: .nurse)
      let after = try await region.result("followup.task.read", "{\"taskId\":\"\(id)\"}", as: .nurse)
      #expect(after["contacts"]?.elements.first?["state"]?.string == "vacant")
      #expect(after["isPlain"]?.boolean == false)
      #expect(after["contacts"]?.elements.first?["phone"]?.string == "138****1234")
      #expect(after["attempts"]?.elements.first?["disposition"]?.string == "vacantNumber")
    }
  }
}
