import FoundationEssentials
import FrontPages
import JSONRPC
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Discharges
@testable import Identity
@testable import Operations

@Suite struct IntegrationKeyTests {
  private let officer = TestPerson.of(.general, .securityOfficer)
  private let inside = "10.20.3.4"

  private func creation(
    _ permissions: [Permission] = [.dischargeImport, .departmentRead], addresses: [String] = ["10.20.0.0/16"],
    days: Double = 30, name: Name = "集成平台", callsPerSecond: Int? = nil
  ) -> CreateIntegrationKey {
    CreateIntegrationKey(
      name: name, permissions: permissions, allowedAddresses: addresses,
      expiresAt: Date().addingTimeInterval(days * 86_400), callsPerSecond: callsPerSecond)
  }

  private func make(_ region: TestRegion) async throws -> (id: UUID, token: BearerToken) {
    let made = try await region.perform(creation(), as: officer)
    #expect(made.token.hasPrefix("hfk_"))
    return (made.keyId, try #require(BearerToken(made.token)))
  }

  private func code(
    _ region: TestRegion, _ token: BearerToken?, from address: String? = nil, _ method: String = "department.list",
    _ params: String = "{}"
  ) async throws -> ErrorCode? {
    guard case .failure(let error) = try await region.call(method, params, bearer: token, from: address ?? inside)
    else { return nil }
    return error.code
  }

  @Test("What keys can't have is refused by name, by the service and by the database")
  func notGrantable() async throws {
    try await TestRegion.run { region in
      for permission in Permission.allCases where !permission.isGrantableToKeys {
        let error = try await region.failure(
          of: creation([permission]), as: officer)
        #expect(error?.violations.first?.rule == "grantableToKeys", "\(permission)")
      }
      let (id, _) = try await make(region)
      for permission in Permission.allCases {
        let statement: SQL = """
          update identity.integration_key set permissions = array[\(permission.rawValue)]
            where key_id = \(id)
          """
        if permission.isGrantableToKeys {
          _ = try await region.owner.pipelined([statement])
        } else {
          await #expect(throws: (any Error).self) { try await region.owner.pipelined([statement]) }
        }
      }
      for addresses in [[], ["everywhere"], ["0.0.0.0/0"], ["10.20.0.1/16"]] {
        let error = try await region.failure(of: creation(addresses: addresses, name: "HIS"), as: officer)
        #expect(error?.violations.first?.path.hasPrefix("allowedAddresses") == true, "\(addresses)")
      }
      for rate in [0, 1001] {
        let error = try await region.failure(of: creation(name: "HIS", callsPerSecond: rate), as: officer)
        #expect(error?.violations.first?.path == "callsPerSecond")
      }
      for days in [-1.0, 400] {
        let error = try await region.failure(of: creation(days: days, name: "HIS"), as: officer)
        #expect(error?.violations.first?.path == "expiresAt")
      }
    }
  }

  @Test("A key does what it permits, from where it is allowed, and nothing that asks for a person")
  func use() async throws {
    try await TestRegion.run { region in
      let (_, token) = try await make(region)
      #expect(try await code(region, token) == nil)
      #expect(try await code(region, token, "discharge.import.create", "{\"fileName\":\"a.csv\"}") == nil)
      #expect(try await code(region, token, "discharge.list", "{\"departmentId\":\"\(UUID())\"}") == .forbidden)
      #expect(try await code(region, token, "session.current") == .forbidden)
      #expect(try await code(region, token, "session.signOut") == .forbidden)
      #expect(try await code(region, token, "job.get", "{\"jobId\":\"\(UUID())\"}") == .notFound)
      for address in ["192.0.2.1", "", "2001:db8::1"] {
        #expect(try await code(region, token, from: address, "department.list") == .credentialExpired, "\(address)")
      }
      let wrong = BearerToken(tenant: try await region.tenant(of: .general), integrationKey: token.sessionID)
      #expect(try await code(region, wrong) == .credentialExpired)
      let rows = try await region.owner.pipelined([
        """
        select distinct e.roles, a.display_name, a.kind from audit.event e join identity.account a on a.account_id = e.actor_id
          where e.method = 'discharge.import.create'
        """
      ])
      let (roles, name, kind) = try rows[0].single((String, String, String).self)
      #expect(roles == "integrationKey" && name == "集成平台" && kind == "integration")
    }
  }

  private func code(
    _ region: TestRegion, _ token: BearerToken?, _ method: String, _ params: String = "{}"
  ) async throws -> ErrorCode? {
    try await code(region, token, from: inside, method, params)
  }

  @Test("A whole import by key: file, job, figures, all in the name of the system")
  func importing() async throws {
    try await TestRegion.run { region in
      let (_, token) = try await make(region)
      func perform<Method: Operations.Operation>(_ method: Method) async throws -> Method.Output {
        try await region.perform(method, bearer: token, from: inside)
      }
      let made = try await perform(CreateImport(fileName: "a.csv"))
      let id = made.importId
      let writer = FrontPageWriter(dialect: .n041)
      var bytes = writer.header()
      writer.append(.test(), to: &bytes)
      _ = try await perform(StoreImportPart(importId: id, partNumber: 0, data: FileBytes(bytes)))
      let hash = Hexadecimal.text(Digest.sha256(bytes))
      let job = try await perform(CommitImport(importId: id, sha256: hash))
      #expect(try await region.runJobs() == 1)
      let state = try await perform(ReadJob(jobId: job.jobId))
      #expect(state.status == .succeeded)
      try await region.perform(ReadImport(importId: id), as: .manager)
    }
  }

  @Test("Rotation: the new secret at once, the old one until the overlap ends, the one before that no longer")
  func rotation() async throws {
    try await TestRegion.run { region in
      let (id, first) = try await make(region)
      func rotate(_ version: Int, hours: Int) async throws -> BearerToken? {
        let made = try await region.perform(
          RotateIntegrationKey(keyId: id, overlapHours: hours, expectedVersion: version), as: officer)
        return BearerToken(made.token)
      }
      let second = try await rotate(1, hours: 24)
      #expect(try await code(region, first) == nil)
      #expect(try await code(region, second) == nil)
      _ = try await region.owner.pipelined([
        "update identity.integration_secret set created_at = now() - interval '2 days', valid_until = now() - interval '1 second' where valid_until is not null"
      ])
      #expect(try await code(region, first) == .credentialExpired)
      let third = try await rotate(2, hours: 24)
      #expect(try await code(region, second) == nil)
      let fourth = try await rotate(3, hours: 0)
      for (token, expected) in [
        (second, ErrorCode.credentialExpired), (third, .credentialExpired), (fourth, nil),
      ] {
        #expect(try await code(region, token) == expected)
      }
      let late = try await region.failure(of: RotateIntegrationKey(keyId: id, expectedVersion: 1), as: officer)
      #expect(late?.code == .versionConflict)
      let long = try await region.failure(
        of: RotateIntegrationKey(keyId: id, overlapHours: 169, expectedVersion: 4), as: officer)
      #expect(long?.violations.first?.path == "overlapHours")
    }
  }

  @Test("A revoked key and an expired one are refused at once, whatever the cache says")
  func ending() async throws {
    try await TestRegion.run { region in
      let (id, token) = try await make(region)
      #expect(try await code(region, token) == nil)
      try await region.perform(RevokeIntegrationKey(keyId: id, expectedVersion: 1), as: officer)
      #expect(try await code(region, token) == .credentialExpired)
      let again = try await region.failure(of: RevokeIntegrationKey(keyId: id, expectedVersion: 2), as: officer)
      #expect(again?.code == .invalidState)
      let (_, other) = try await make(region)
      #expect(try await code(region, other) == nil)
      _ = try await region.owner.pipelined(["update identity.integration_key set expires_at = now()"])
      #expect(try await code(region, other) == .credentialExpired)
      #expect(try await region.perform(ListIntegrationKeys(), as: officer).items.count == 0)
      let all = try await region.perform(ListIntegrationKeys(includeEnded: true), as: officer)
      #expect(all.items.count == 2)
    }
  }

  @Test("A key's account can't sign in, holds no role, and is on no list of people")
  func account() async throws {
    try await TestRegion.run { region in
      _ = try await make(region)
      let list = try await region.perform(ListIntegrationKeys(), as: officer)
      let account = try #require(list.items.first?.accountId)
      #expect(
        try await region.failure(of: GrantRole(accountId: account, role: "agent"), as: officer) == RPCError(.notFound))
      let id = account
      await #expect(throws: (any Error).self) {
        try await region.owner.pipelined([
          """
          insert into identity.assignment (tenant_id, assignment_id, account_id, role)
          select tenant_id, gen_random_uuid(), account_id, 'agent' from identity.account where account_id = \(id)
          """
        ])
      }
      await #expect(throws: (any Error).self) {
        try await region.owner.pipelined(["update identity.account set password_hash = 'x' where account_id = \(id)"])
      }
      let name = try await region.owner.pipelined(["select username from identity.account where account_id = \(id)"])
      let username = try name[0].single(String.self)
      for password in ["", "anything"] {
        let error = try await region.failure(
          of: SignIn(username: "\(username)@49557184-0", password: password), as: nil)
        #expect(error?.code == .unauthenticated)
      }
      let people = try await region.perform(ListAccounts(page: PageRequest(limit: 500)), as: officer)
      #expect(people.items.contains { $0.username == username } == false)
    }
  }

  @Test("A key's secret is kept nowhere: the same call again is told that it was done, and a rotation's too")
  func shownOnce() async throws {
    try await TestRegion.run { region in
      let created = creation()
      let made = try await region.perform(created, as: officer, key: "make-a-key-once")
      let again = try await region.failure(of: created, as: officer, key: "make-a-key-once")
      #expect(again?.violations.first?.rule == "shownOnce")
      try await region.perform(
        RotateIntegrationKey(keyId: made.keyId, expectedVersion: 1), as: officer,
        key: "rotate-it-once")
      let rotated = try await region.failure(
        of: RotateIntegrationKey(keyId: made.keyId, expectedVersion: 1), as: officer,
        key: "rotate-it-once")
      #expect(rotated?.violations.first?.rule == "shownOnce")
    }
  }
}
