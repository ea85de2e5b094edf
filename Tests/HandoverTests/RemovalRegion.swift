import Foundation
import FrontPages
import JSONRPC
import Logging
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import FollowUp
@testable import Handover
@testable import Identity

/// What the tests of a hospital's end begin with: two administrators of the platform, and a hospital that may be removed.
struct RemovalRegion {
  let region: TestRegion
  /// The general hospital.
  let general: UUID
  /// Another administrator of the platform than ``TestPerson/platform``.
  let second: BearerToken

  /// Both hospitals with patients, tasks and a record; the general one terminated, its waiting period over.
  static func run(_ body: (RemovalRegion) async throws -> Void) async throws {
    try await TestRegion.run { region in
      for manager in [TestPerson.manager, .of(.maternity, .centreManager)] {
        try await region.importPages((0..<30).map { .test(record: "R\($0)", daysAgo: 20) }, as: manager)
      }
      try await region.perform(NextTask(), as: .nurse)
      let general = try await region.tenant(of: .general)
      try await region.perform(TerminateHospital(organizationId: general, reason: "合同到期"), as: .platform)
      _ = try await region.owner.pipelined([
        "update directory.organization set removable_from = \(region.today) - 1 where tenant_id = \(general)"
      ])
      try await body(
        RemovalRegion(region: region, general: general, second: region.platformAdministrator(named: "second")))
    }
  }

  /// Asks for the removal as the platform's first administrator.
  @discardableResult
  func request(code: String = "49557184-0") async throws -> UUID {
    let made = try await region.perform(
      CreateRemoval(organizationId: general, confirmCode: code, reason: "等待期已满"), as: .platform)
    return made.requestId
  }

  /// Approves as the second; how it fails.
  @discardableResult
  func approve(_ request: UUID, code: String = "49557184-0", as bearer: BearerToken? = nil) async throws -> RPCError? {
    try await failure(of: ApproveRemoval(requestId: request, confirmCode: code), as: bearer ?? second)
  }

  /// How a method fails for some administrator of the platform.
  func failure(of method: some Operations.Operation, as bearer: BearerToken?) async throws -> RPCError? {
    try await region.failure(of: method, bearer: bearer)
  }

  /// Runs the job that waits.
  func runJob(rowsAtMost: Int32 = 40) async throws -> Bool {
    var logger = Logger(label: "huifang.test-jobs")
    logger.logLevel = .critical
    return try await JobRunner(
      dispatcher: region.dispatcher, handlers: [RemovalJob(rowsAtMost: rowsAtMost)], logger: logger
    ).runNext()
  }

  /// Removes the hospital as two people do.
  func remove(rowsAtMost: Int32 = 40) async throws {
    #expect(try await approve(try await request()) == nil)
    #expect(try await runJob(rowsAtMost: rowsAtMost))
  }

  /// Rows by table of a tenant, read from the catalogue by a superuser.
  func rows(of tenant: UUID) async throws -> [String: Int] {
    let tables = try await region.owner.pipelined([
      """
      select n.nspname::text, c.relname::text from pg_class c join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relkind in ('r', 'p') and not c.relispartition and n.nspname !~ '^pg_'
      """
    ])
    var counts: [String: Int] = [:]
    for row in tables[0] {
      let (schema, table) = try row.decode((String, String).self)
      let count = try await region.owner.pipelined([
        "select count(*) from \(identifier: schema).\(identifier: table) where tenant_id = \(tenant)"
      ])
      counts["\(schema).\(table)"] = try count[0].single(Int.self)
    }
    return counts
  }
}

extension TestRegion {
  /// An administrator of the platform as `huifang admin create` makes one, signed in.
  func platformAdministrator(named name: String) async throws -> BearerToken {
    let key = try await KeyStore(master: people.master, database: owner).keyForSetUp(of: Platform.tenant)
    let hasher = PasswordHasher(pepper: people.master.derive(purpose: "password pepper"), cost: .testing)
    let (password, code) = (PasswordGenerator.generate(), OneTimeCode.generate())
    _ = try await owner.pipelined(
      [
        """
        select identity.found_platform('平台', \(UUID()), \(name), '吴秀英', \(try await hasher.hash(password)),
          \(key.seal(code.base32, .oneTimeSecret).bytes), \(UUID()), \(key.id), \(key.wrapped))
        """
      ], on: .work)
    let session = try await perform(
      SignIn(username: "\(name)@platform", password: password, totp: code.code(at: Date())), as: nil)
    return try #require(BearerToken(session.token))
  }
}
