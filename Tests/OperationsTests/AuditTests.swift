import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing

@testable import Discharges
@testable import FollowUp
@testable import Operations

@Suite struct AuditTests {
  @Test("The event of a list names exactly the patients that it showed, and its leaf is the JSON that says so")
  func subjects() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<5).map { .test(record: "R\($0)", daysAgo: 20) })
      let page = try await region.perform(ListTasks(view: .due, page: PageRequest(limit: 2)), as: .nurse)
      let shown = page.items.count
      let rows = try await region.owner.pipelined([
        """
        select e.subject_count, e.result_count, convert_from(e.leaf, 'UTF8'), e.purpose, e.roles,
            (select count(*) from audit.event_subject s where s.event_id = e.event_id)
          from audit.event e where e.method = 'followup.task.list'
        """
      ])
      let event = try rows[0].single((Int, Int, String, String, String, Int).self)
      // One more than the page is read, to know whether there is a next one; it is shown to nobody.
      #expect(shown == 2 && event.0 == 2 && event.1 == 2 && event.5 == 2)
      #expect(event.3 == "followUp" && event.4 == "wardNurse")
      let leaf = try JSONDocument(scanning: Array(event.2.utf8)).root
      #expect(leaf["method"]?.string == "followup.task.list")
      #expect(leaf["subjects"]?.count == 2)
      #expect(leaf.canonicalBytes == Array(event.2.utf8))
    }
  }

  @Test("A refusal is an event with the permission's absence as its reason")
  func refusal() async throws {
    try await TestRegion.run { region in
      _ = try await region.failure(of: CreateImport(fileName: "x.csv"), as: .nurse)
      let rows = try await region.owner.pipelined([
        "select outcome, reason from audit.event where method = 'discharge.import.create'"
      ])
      let (outcome, reason) = try rows[0].single((String, String).self)
      #expect(outcome == "refused" && reason == "FORBIDDEN")
    }
  }

  @Test("The trail begins with the platform's first administrator")
  func founding() async throws {
    try await TestRegion.run { region in
      let rows = try await region.owner.pipelined([
        "select method, roles, outcome from audit.event order by at, event_id limit 1"
      ])
      let (method, roles, outcome) = try rows[0].single((String, String, String).self)
      #expect(method == "operator.adminCreate" && roles == "owner" && outcome == "allowed")
    }
  }

  @Test("The trail can't be changed, not even by its owner")
  func appendOnly() async throws {
    try await TestRegion.run { region in
      for statement: SQL in [
        "update audit.event set outcome = 'allowed'", "delete from audit.event", "truncate audit.event",
      ] {
        await #expect(throws: (any Error).self) { try await region.owner.pipelined([statement], on: .work) }
      }
    }
  }

  @Test("A transaction that leaves its row open doesn't commit")
  func mustBeClosed() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let begin: SQL = """
        select audit.begin(\(token.tenant), \(token.session), \(token.secret),
          (select grants_version from identity.account limit 1), '*', 'wardNurse', \(UUID()), 'test', 'test', \(UUID()),
          \([UInt8]()), true, 5000)
        """
      await #expect(throws: (any Error).self) {
        try await region.database.pipelined([
          "select set_config('app.tenant_id', \(token.tenant.uuidString), true)", begin, "select 1",
        ])
      }
    }
  }

  @Test("No transaction begins without a timeout, for people as for jobs: zero would mean none")
  func timeout() async throws {
    try await TestRegion.run { region in
      for milliseconds in [0, -1] {
        let prepare: SQL = """
          select audit.prepare_transaction(\(UUID()), null, '', \(Int32(milliseconds)))
          """
        await #expect(throws: (any Error).self) { try await region.owner.pipelined([prepare]) }
      }
    }
  }

  @Test("Long lists of subjects go on in continuation events, and no leaf exceeds 4 KiB")
  func continuation() async throws {
    try await TestRegion.run { region in
      try await region.importPages((0..<150).map { .test(record: "R\($0)", daysAgo: 20) })
      try await region.perform(ListTasks(view: .due, page: PageRequest(limit: 150)), as: .nurse)
      let rows = try await region.owner.pipelined([
        """
        select count(*), max(octet_length(leaf)), count(distinct request_id) from audit.event
          where method = 'followup.task.list'
        """
      ])
      let (events, longest, requests) = try rows[0].single((Int, Int, Int).self)
      #expect(events == 3 && requests == 1)
      #expect(longest <= 4096)
    }
  }

  @Test("A stale cache never prolongs a right: a withdrawn role counts at the next call")
  func withdrawnRole() async throws {
    try await TestRegion.run { region in
      try await region.perform(NextTask(), as: .nurse)
      _ = try await region.owner.pipelined([
        """
        with ended as (update identity.assignment set valid_from = now() - interval '2 hours', valid_until = now() - interval '1 hour'
          where role = 'wardNurse' returning account_id)
        update identity.account set grants_version = grants_version + 1 where account_id in (select account_id from ended)
        """
      ])
      #expect(try await region.failure(of: NextTask(), as: .nurse)?.code == .forbidden)
    }
  }

  @Test("A role that ends by the clock ends in the cache too")
  func endedByClock() async throws {
    // A busy machine may ask when the role has ended already: then nothing was cached, and the role is given longer.
    for seconds: Int32 in [1, 5, 25, 125] {
      let wasHeld = try await TestRegion.run { region in
        _ = try await region.owner.pipelined([
          "update identity.assignment set valid_until = now() + make_interval(secs => \(seconds)) where role = 'wardNurse'"
        ])
        let wasHeld = try await region.failure(of: NextTask(), as: .nurse) == nil
        _ = try await region.owner.pipelined([
          """
          select pg_sleep(0.01 + extract(epoch from max(valid_until) - clock_timestamp())) from identity.assignment
            where role = 'wardNurse'
          """
        ])
        #expect(try await region.failure(of: NextTask(), as: .nurse)?.code == .forbidden)
        return wasHeld
      }
      if wasHeld { return }
    }
    Issue.record("the role had ended at the first call, however long it was given")
  }

  @Test("An answer is given again only under the scope in which it was given, and its event names the patient again")
  func replay() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test()])
      let first = try await region.perform(NextTask(), as: .nurse, key: "the-same-key")
      let again = try await region.perform(NextTask(), as: .nurse, key: "the-same-key")
      #expect(first.task?.patientName == again.task?.patientName)
      let events = try await region.owner.pipelined([
        "select subject_count from audit.event where method = 'followup.task.next' and reason = 'replay'"
      ])
      #expect(try events[0].single(Int.self) == 1)
      let other = try #require(region.people.departments[.general]?.last)
      _ = try await region.owner.pipelined([
        """
        with moved as (update identity.assignment set department_id = \(other) where role = 'wardNurse'
            and tenant_id = (select tenant_id from directory.organization where code = '49557184-0') returning account_id)
        update identity.account set grants_version = grants_version + 1 where account_id in (select account_id from moved)
        """
      ])
      #expect(try await region.failure(of: NextTask(), as: .nurse, key: "the-same-key") == RPCError(.notFound))
    }
  }

  @Test("An ended session is refused at once")
  func endedSession() async throws {
    try await TestRegion.run { region in
      try await region.perform(NextTask(), as: .nurse)
      _ = try await region.owner.pipelined(["update identity.session set ended_at = now()"])
      #expect(try await region.failure(of: NextTask(), as: .nurse)?.code == .credentialExpired)
    }
  }

  @Test("A session in use is noted as such, and only by who has its secret")
  func touch() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let wrong = BearerToken(tenant: token.tenant, session: token.session)
      _ = try await region.owner.pipelined(["update identity.session set last_seen_at = now() - interval '10 minutes'"])
      for (secret, minutes) in [(wrong.secret, 10), (token.secret, 0)] {
        _ = try await region.database.pipelined([
          "select identity.touch_session(\(token.tenant), \(token.session), \(secret))"
        ])
        let rows = try await region.owner.pipelined([
          """
          select round(extract(epoch from now() - last_seen_at) / 60)::int from identity.session
            where session_id = \(token.session)
          """
        ])
        #expect(try rows[0].single(Int.self) == minutes)
      }
    }
  }

  @Test("The gate goes by the transaction's own open row: a place that was noted by somebody else opens nothing")
  func placeOfAnother() async throws {
    try await TestRegion.run { region in
      try await region.importPages([.test(record: "A")])
      let tenant = try await region.tenant(of: .general)
      let count: SQL = "select count(*) from discharges.patient"
      let rows = try await region.owner.pipelined([
        "select set_config('app.tenant_id', \(tenant.uuidString), true), set_config('app.departments', '*', true)",
        """
        insert into audit.open (tenant_id, event_id, roles, method, purpose, request_id, fingerprint, personal_data)
          values (\(tenant), \(UUID()), 'test', 'test', 'test', \(UUID()), '', true)
        """,
        "select set_config('app.open_row', ctid::text, true) from audit.open where xid = pg_current_xact_id()",
        "set local role huifang_service", count,
        "select set_config('app.open_row', '(4711,1)', true)", count,
        "select set_config('app.open_row', '', true)", count,
        "set local role none", "delete from audit.open",
      ])
      #expect(try rows[4].single(Int.self) == 1)
      #expect(try rows[6].single(Int.self) == 0 && rows[8].single(Int.self) == 0)
    }
  }
}
