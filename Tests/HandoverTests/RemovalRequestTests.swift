import Foundation
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing

@testable import Handover
@testable import Identity

@Suite("A removal takes two people")
struct RemovalRequestTests {
  private func status(_ ended: RemovalRegion) async throws -> [String] {
    let list = try await ended.region.perform(ListRemovals(), as: .platform)
    return list.items.map(\.status.rawValue)
  }

  @Test("Whoever asked can't approve, and nothing runs; the error says how to get a second administrator")
  func twoAdministrators() async throws {
    try await RemovalRegion.run { ended in
      let request = try await ended.request()
      let alone = try await ended.approve(request, as: ended.region.people.tokens[.platform])
      #expect(alone?.code == .ruleViolation && alone?.violations.first?.rule == "twoAdministrators")
      #expect(alone?.violations.first?.message(.english).contains("huifang admin create") == true)
      #expect(try await ended.runJob() == false)
      #expect(try await ended.rows(of: ended.general)["discharges.patient"] == 30)
      #expect(try await ended.approve(request, code: "49557185-9")?.violations.first?.rule == "confirmation")
      #expect(try await ended.approve(UUID())?.code == .notFound)
      #expect(try await status(ended) == ["requested"])
      #expect(try await ended.approve(request) == nil)
      #expect(try await ended.approve(request)?.violations.first?.rule == "removalDecided")
    }
  }

  @Test("Both acts are in the trail, the platform's and the hospital's, each with the account that did it")
  func trail() async throws {
    try await RemovalRegion.run { ended in
      try await ended.remove()
      for tenant in [Platform.tenant, ended.general] {
        let rows = try await ended.region.owner.pipelined([
          """
          select count(distinct actor_id), count(*) from audit.event where tenant_id = \(tenant) and outcome = 'allowed'
            and method in ('hospital.removal.create', 'hospital.removal.approve')
          """
        ])
        #expect(try rows[0].single((Int, Int).self) == (2, 2))
      }
    }
  }

  @Test("Whose password somebody else has set doesn't count as a person of their own, whoever asks and whoever it was")
  func reset() async throws {
    try await RemovalRegion.run { ended in
      let region = ended.region
      let request = try await ended.request()
      try await region.perform(
        ResetAdministratorPassword(organizationId: Platform.tenant, username: "second"), as: .platform)
      // The session ended with the reset; another one is as good as if the new password had been chosen.
      _ = try await region.owner.pipelined([
        "update identity.session set ended_at = null where tenant_id = \(Platform.tenant)"
      ])
      #expect(try await ended.approve(request)?.violations.first?.rule == "latelyReset")
      try await region.perform(WithdrawRemoval(requestId: request, reason: "改由他人申请"), as: .platform)
      let second = try await region.perform(
        CreateRemoval(organizationId: ended.general, confirmCode: "49557184-0", reason: "等待期已满"),
        bearer: ended.second
      ).requestId
      let refused = try await ended.approve(second, as: region.people.tokens[.platform])
      #expect(refused?.violations.first?.rule == "latelyReset")
      // Somebody may have asked as the one and approved as another: two whom nobody has reset must do it.
      let third = try await region.platformAdministrator(named: "third")
      #expect(try await ended.approve(second, as: third)?.violations.first?.rule == "latelyReset")
      #expect(
        try await ended.failure(of: WithdrawRemoval(requestId: second, reason: "改由他人申请"), as: ended.second) == nil
      )
      #expect(try await ended.approve(try await ended.request(), as: third) == nil)
    }
  }

  @Test("The database accepts no approval by whoever asked, and the service's login writes neither name")
  func constraint() async throws {
    try await RemovalRegion.run { ended async throws in
      let request = try await ended.request()
      await #expect(throws: DatabaseError.self) {
        _ = try await ended.region.owner.pipelined([
          """
          update handover.removal_request set status = 'approved', decided_by = requested_by, decided_at = now(),
              job_id = gen_random_uuid() where request_id = \(request)
          """
        ])
      }
      for statement: SQL in [
        "update handover.removal_request set status = 'approved'",
        "insert into handover.removal_request (tenant_id) values (\(Platform.tenant))",
        "delete from identity.notice",
      ] {
        await #expect(throws: DatabaseError.self) {
          _ = try await ended.region.database.pipelined(
            ["select set_config('app.tenant_id', \(Platform.tenant.uuidString), true)", statement], writes: true)
        }
      }
    }
  }

  @Test("A job without an approved request removes nothing")
  func jobAlone() async throws {
    try await RemovalRegion.run { ended in
      _ = try await ended.region.owner.pipelined([
        """
        insert into operations.job (tenant_id, job_id, kind, subject_id, account_id, roles)
          select \(Platform.tenant), gen_random_uuid(), 'hospitalRemoval', \(ended.general), account_id, 'platformAdministrator'
            from identity.account where tenant_id = \(Platform.tenant) limit 1
        """
      ])
      #expect(try await ended.runJob())
      #expect(try await ended.rows(of: ended.general)["discharges.patient"] == 30)
    }
  }

  @Test("One is asked for at a time; it is over after seven days, also before maintenance has come by")
  func expiry() async throws {
    try await RemovalRegion.run { ended in
      let region = ended.region
      let request = try await ended.request()
      await #expect(throws: TestFailure.self) { try await ended.request() }
      _ = try await region.owner.pipelined([
        "update handover.removal_request set created_at = created_at - interval '8 days', expires_at = expires_at - interval '8 days'"
      ])
      #expect(try await ended.approve(request)?.violations.first?.rule == "removalExpired")
      #expect(try await status(ended) == ["expired"])
      let again = try await ended.request()
      #expect(try await status(ended) == ["requested", "expired"])
      #expect(try await ended.approve(again) == nil)
    }
  }

  @Test("Maintenance ends what nobody has approved")
  func maintenance() async throws {
    try await RemovalRegion.run { ended in
      try await ended.request()
      _ = try await ended.region.owner.pipelined(["update handover.removal_request set expires_at = now()"])
      for statement in Handover.maintenance {
        _ = try await ended.region.database.pipelined([statement], on: .work, writes: true)
      }
      let rows = try await ended.region.owner.pipelined(["select status from handover.removal_request"])
      #expect(try rows[0].single(String.self) == "expired")
    }
  }

  @Test("It is withdrawn by whoever asked and refused by anybody alone; afterwards it can't be approved")
  func ended() async throws {
    try await RemovalRegion.run { ended in
      let region = ended.region

      let first = try await ended.request()
      let notMine = try await ended.failure(
        of: WithdrawRemoval(requestId: first, reason: "医院要求延期"), as: ended.second)
      #expect(notMine?.violations.first?.rule == "notTheRequester")
      try await region.perform(WithdrawRemoval(requestId: first, reason: "医院要求延期"), as: .platform)
      #expect(try await ended.approve(first)?.violations.first?.rule == "removalDecided")
      let second = try await ended.request()
      #expect(
        try await ended.failure(of: RefuseRemoval(requestId: second, reason: "医院要求延期"), as: ended.second) == nil)
      #expect(try await ended.approve(second)?.code == .invalidState)
      #expect(try await status(ended) == ["refused", "withdrawn"])
    }
  }

  @Test("Until the first row goes the contract can be taken up again: the request ends, and its job with it")
  func resume() async throws {
    try await RemovalRegion.run { ended in
      let region = ended.region
      #expect(try await ended.approve(try await ended.request()) == nil)
      try await region.perform(ResumeHospital(organizationId: ended.general, reason: "续签合同"), as: .platform)
      #expect(try await ended.runJob() == false)
      #expect(try await status(ended) == ["withdrawn"])
      #expect(try await ended.rows(of: ended.general)["discharges.patient"] == 30)
      let account = try #require(region.people.accounts[.nurse])
      try await region.perform(SignIn(username: account.username, password: account.password), as: nil)
    }
  }

  @Test("A removal whose job ended before it was through is started again, by approving again, and can't be taken back")
  func startedAgain() async throws {
    try await RemovalRegion.run { ended in
      let region = ended.region
      let request = try await ended.request()
      #expect(try await ended.approve(request) == nil)
      let claimed = try await region.database.pipelined(
        ["select job_id, holder from operations.claim_job(gen_random_uuid(), 30)"], writes: true)
      let (job, holder) = try claimed[0].single((UUID, Int32).self)
      let begin: SQL = """
        select audit.begin_job(\(Platform.tenant), \(job), \(holder), \(UUID()), 'hospital.remove.chunk', \(UUID()), \([UInt8]()),
          \(Int32(10_000)))
        """
      _ = try await region.database.transaction(opening: [begin], tenant: Platform.tenant) { transaction in
        _ = try await transaction.run("select handover.remove_rows(\(ended.general), 5)")
        _ = try await transaction.run("select audit.close(array[]::uuid[], 1)")
      }
      _ = try await region.owner.pipelined([
        "update operations.job set status = 'failed', finished_at = now(), lease_until = null where job_id = \(job)"
      ])
      #expect(
        try await region.failure(of: ResumeHospital(organizationId: ended.general, reason: "续签合同"), as: .platform)?.code
          == .invalidState)
      #expect(
        try await ended.failure(of: RefuseRemoval(requestId: request, reason: "医院要求延期"), as: ended.second)?
          .violations.first?.rule
          == "removalDecided")
      #expect(try await ended.approve(request) == nil)
      #expect(try await ended.runJob())
      #expect(try await status(ended) == ["removed"])
    }
  }

  @Test(
    "Before, the platform sees how many rows of which table would go; afterwards the certificate says how many went")
  func certificate() async throws {
    try await RemovalRegion.run { ended in
      let region = ended.region
      let hash = [UInt8](repeating: 7, count: 32)
      _ = try await region.owner.pipelined([
        """
        insert into handover.export (tenant_id, export_id, requested_by, requested_roles, reason, archive_salt, status, approved_by,
            approved_at, sha256, row_count, byte_count, expires_at)
          select \(ended.general), gen_random_uuid(), min(account_id::text)::uuid, 'leader', '', '12345678', 'discarded',
              max(account_id::text)::uuid, now(), \(hash), 812, 40960, now()
            from identity.account where tenant_id = \(ended.general)
        """
      ])
      let held = try await ended.rows(of: ended.general).filter {
        $0.value > 0 && !$0.key.hasPrefix("audit.") && $0.key != "directory.organization"
      }
      let preview = try await region.perform(PreviewRemoval(organizationId: ended.general), as: .platform)
      #expect(counts(preview.tables) == held)
      #expect(preview.lastArchive?.rows == 812)
      #expect(
        try await region.failure(of: ReadCertificate(organizationId: ended.general), as: .platform)?.violations.first?
          .rule
          == "notRemoved")
      try await ended.remove()
      let certificate = try await region.perform(ReadCertificate(organizationId: ended.general), as: .platform)
      #expect(counts(certificate.tables) == held)
      #expect(certificate.rows == held.values.reduce(0, +))
      #expect(certificate.requestedBy == "平台管理员" && certificate.approvedBy == "吴秀英")
      #expect(certificate.lastArchive?.sha256 == String(repeating: "07", count: 32))
      #expect(certificate.lastArchive?.bytes == 40_976)
      #expect(certificate.code == "49557184-0" && certificate.name == "泗河市第一人民医院")
      let after = try await region.perform(PreviewRemoval(organizationId: ended.general), as: .platform)
      #expect(after.isRemoved == true && after.rows == 0)
      #expect(
        try await region.failure(of: PreviewRemoval(organizationId: ended.general), as: .bureau)?.code == .forbidden)
    }
  }

  private func counts(_ tables: [RemovedTable]) -> [String: Int] {
    Dictionary(uniqueKeysWithValues: tables.map { ($0.table, $0.rows) })
  }
}
