import Foundation
import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Directory
@testable import Handover
@testable import Identity

@Suite("The end of a contract")
struct RemovalTests {
  @Test("A hospital that has ended gets no administrator: nothing begins anew where all is removed, no data key either")
  func noAdministrator() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      try await ended.remove()
      let refused = try await region.failure(
        of: CreateAdministrator(
          organizationId: general, role: .auditor, username: "new.auditor", displayName: "周建国"), as: .platform)
      #expect(refused?.code == .invalidState && refused?.violations.first?.rule == "organizationDeactivated")
      #expect(try await ended.rows(of: general)["identity.tenant_key"] == 0)
    }
  }

  @Test("A terminated hospital isn't simply activated again: its contract is taken up by hospital.resume")
  func notActivated() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      let version = try await region.owner.pipelined([
        "select version from directory.organization where tenant_id = \(general)"
      ])[0].single(Int.self)
      let refused = try await region.failure(
        of: ActivateOrganization(organizationId: general, expectedVersion: version), as: .platform)
      #expect(refused?.code == .invalidState && refused?.violations.first?.rule == "terminated")
    }
  }

  @Test(
    "Nothing of the hospital is left in any table but the organization and the trail; the other hospital's rows are all there"
  )
  func removed() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      let maternity = try await region.tenant(of: .maternity)
      let before = try await ended.rows(of: maternity)
      let trail = try await ended.rows(of: general)["audit.event"] ?? 0
      #expect(try await ended.rows(of: general)["discharges.patient"] == 30)
      try await ended.remove()
      let left = try await ended.rows(of: general).filter { $0.value > 0 }
      #expect(
        Set(left.keys).isSubset(of: [
          "directory.organization", "audit.event", "audit.event_subject", "audit.detail",
        ]))
      #expect(left["directory.organization"] == 1)
      #expect(left["audit.event"] ?? 0 > trail)
      #expect(try await ended.rows(of: maternity) == before)
    }
  }

  @Test("Both logs say how many rows of which table went, and the platform keeps the counts")
  func counted() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      try await ended.remove()
      let counts = try await region.owner.pipelined([
        """
        select (select removed from handover.removal where organization_id = \(general) and table_name = 'discharges.patient'),
          (select sum(result_count)::bigint from audit.event
            where tenant_id = \(general) and method = 'hospital.remove.chunk' and reason = 'discharges.patient'),
          (select sum(result_count)::bigint from audit.event
            where tenant_id = \(Platform.tenant) and method = 'hospital.remove.chunk' and reason = 'discharges.patient')
        """,
        "select removed_at is not null, code, name, status from directory.organization where tenant_id = \(general)",
        """
        select count(*) from audit.event where tenant_id = \(general) and method = 'hospital.terminate' and outcome = 'allowed'
        """,
      ])
      #expect(try counts[0].single((Int, Int, Int).self) == (30, 30, 30))
      #expect(
        try counts[1].single((Bool, String, String, String).self) == (true, "49557184-0", "泗河市第一人民医院", "deactivated"))
      #expect(try counts[2].single(Int.self) == 1)
    }
  }

  @Test("The data keys go with the first rows, so that what a crash leaves can't be read")
  func keysFirst() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      try await ended.approve(try await ended.request())
      let claimed = try await region.database.pipelined(
        ["select job_id, holder from operations.claim_job(gen_random_uuid(), 30)"], writes: true)
      let (job, holder) = try claimed[0].single((UUID, Int32).self)
      let begin: SQL = """
        select audit.begin_job(\(Platform.tenant), \(job), \(holder), \(UUID()), 'hospital.remove.chunk', \(UUID()), \([UInt8]()),
          \(Int32(10_000)))
        """
      _ = try await region.database.transaction(opening: [begin], tenant: Platform.tenant) { transaction in
        _ = try await transaction.run("select handover.remove_rows(\(general), 1)")
        _ = try await transaction.run("select audit.close(array[]::uuid[], 1)")
      }
      let left = try await ended.rows(of: general)
      #expect(left["identity.tenant_key"] == 0)
      #expect(left["discharges.patient"] == 30)
    }
  }

  @Test("Nobody of a terminated hospital is let in, sessions under way end, and waiting jobs with them")
  func shut() async throws {
    try await TestRegion.run { region in
      let general = try await region.tenant(of: .general)
      _ = try await region.upload(Array("x".utf8))
      try await region.perform(CurrentSession(), as: .nurse)
      let answer = try await region.perform(
        TerminateHospital(organizationId: general, reason: "合同到期", removableAfterDays: 30), as: .platform)
      #expect(answer.removableFrom == region.today.adding(days: 30))
      #expect(try await region.failure(of: CurrentSession(), as: .nurse)?.code == .credentialExpired)
      let account = try #require(region.people.accounts[.nurse])
      let signIn = try await region.failure(of: SignIn(username: account.username, password: account.password), as: nil)
      #expect(signIn?.code == .unauthenticated)
      #expect(try await region.runJobs() == 0)
      // Taken back, the password is good again.
      try await region.perform(ResumeHospital(organizationId: general, reason: "续签合同"), as: .platform)
      try await region.perform(SignIn(username: account.username, password: account.password), as: nil)
    }
  }

  @Test("It is not removed before its day, without its code, without having been terminated, or twice")
  func refused() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      func create(_ hospital: UUID, _ code: String) -> CreateRemoval {
        CreateRemoval(organizationId: hospital, confirmCode: code, reason: "合同到期")
      }
      func failure(_ removal: CreateRemoval, as person: TestPerson = .platform) async throws -> RPCError? {
        try await region.failure(of: removal, as: person)
      }
      let maternity = try await region.tenant(of: .maternity)
      #expect(try await failure(create(maternity, "49557185-9"))?.violations.first?.rule == "terminated")
      #expect(
        try await region.failure(
          of: TerminateHospital(organizationId: maternity, reason: "合同到期", removableAfterDays: 29), as: .platform)?.code
          == .invalidParams)
      try await region.perform(TerminateHospital(organizationId: maternity, reason: "合同到期"), as: .platform)
      let again = try await region.failure(
        of: TerminateHospital(organizationId: maternity, reason: "合同到期"), as: .platform)
      #expect(again?.code == .invalidState && again?.violations.first?.rule == "terminated")
      #expect(try await failure(create(maternity, "49557185-9"))?.violations.first?.rule == "notYetRemovable")
      #expect(try await failure(create(general, "49557185-9"))?.code == .ruleViolation)
      #expect(try await failure(create(general, "49557184-0"), as: .bureau)?.code == .forbidden)
      #expect(try await failure(create(UUID(), "49557184-0"))?.code == .notFound)
      try await ended.remove(rowsAtMost: 5_000)
      #expect(try await failure(create(general, "49557184-0"))?.code == .invalidState)
      #expect(
        try await region.failure(of: ResumeHospital(organizationId: general, reason: "续签合同"), as: .platform)?.code
          == .invalidState)
    }
  }

  @Test("Tables that refer to one another, and rows to rows of their own table, are removed as well")
  func circles() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      _ = try await region.owner.pipelined([
        "set local role huifang_owner",
        """
        create table followup.chain (tenant_id uuid not null, link_id integer not null, after_id integer, primary key (tenant_id, link_id),
          constraint chain_after foreign key (tenant_id, after_id) references followup.chain)
        """,
        "create table followup.ring_a (tenant_id uuid not null, id integer not null, b integer, primary key (tenant_id, id))",
        """
        create table followup.ring_b (tenant_id uuid not null, id integer not null, a integer, primary key (tenant_id, id),
          foreign key (tenant_id, a) references followup.ring_a)
        """,
        "alter table followup.ring_a add foreign key (tenant_id, b) references followup.ring_b",
        """
        select app.protect('followup.chain', true), app.protect('followup.ring_a', true), app.protect('followup.ring_b', true)
        """,
      ])
      _ = try await region.owner.pipelined([
        "insert into followup.chain select \(general), n, nullif(n - 1, 0) from generate_series(1, 100) as n",
        "insert into followup.ring_a (tenant_id, id) select \(general), n from generate_series(1, 60) as n",
        "insert into followup.ring_b select \(general), n, n from generate_series(1, 60) as n",
        "update followup.ring_a set b = id",
      ])
      try await ended.remove()
      let left = try await ended.rows(of: general)
      #expect(left["followup.chain"] == 0 && left["followup.ring_a"] == 0 && left["followup.ring_b"] == 0)
      #expect(left["discharges.patient"] == 0)
    }
  }

  @Test("A removed hospital's code stays taken")
  func code() async throws {
    try await RemovalRegion.run { ended in
      let (region, general) = (ended.region, ended.general)
      try await ended.remove()
      let rows = try await region.owner.pipelined([
        "select parent_id from directory.organization where tenant_id = \(general)"
      ])
      let bureau = try rows[0].single(UUID.self)
      let made = try await region.failure(
        of: CreateHospital(code: "49557184-0", name: "泗河市第一人民医院", bureauId: bureau), as: .platform)
      #expect(made?.code == .alreadyExists)
    }
  }

  @Test("The service's login removes nothing without a platform's call that was begun for it")
  func guarded() async throws {
    try await RemovalRegion.run { ended async throws in
      let (region, general) = (ended.region, ended.general)
      for statement: SQL in [
        "select handover.remove_rows(\(general), 10)", "select handover.terminate(\(general), current_date + 60)",
        "select handover.resume(\(general))", "select handover.request_removal(\(general), \(UUID()), 'x'::bytea)",
        "select handover.approve_removal(\(UUID()), \(UUID()))", "select handover.end_removal_request(\(UUID()))",
        "select * from handover.count_rows(\(general))", "select * from handover.last_archive(\(general))",
      ] {
        await #expect(throws: DatabaseError.self) {
          _ = try await region.database.pipelined(
            ["select set_config('app.tenant_id', \(Platform.tenant.uuidString), true)", statement], writes: true)
        }
      }
      #expect(try await ended.rows(of: general)["discharges.patient"] == 30)
    }
  }
}
