import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

@testable import Identity

/// Comparing two absent values never grants: what is left out where something is asked for is refused, and nothing is shown to nobody.
@Suite struct AbsentValueTests {
  private struct Session {
    let token: BearerToken
    let secret: [UInt8]
    let version: Int32
  }

  private func session(_ region: TestRegion) async throws -> Session {
    let token = try #require(region.people.tokens[.nurse])
    let bytes = try #require(Base64URL.decode(token.text))
    let rows = try await region.owner.pipelined([
      "select grants_version from identity.account a join identity.session s using (tenant_id, account_id) where s.session_id = \(token.sessionID)"
    ])
    return Session(token: token, secret: Array(bytes[32...]), version: Int32(try rows[0].single(Int.self)))
  }

  /// The state with which the database refuses the beginning of a transaction; nil when it begins.
  private func beginning(
    _ tenant: UUID?, _ session: UUID?, _ secret: [UInt8]?, _ version: Int32?, _ departments: String?,
    _ region: TestRegion
  ) async throws -> String? {
    do {
      _ = try await region.database.pipelined([
        """
        select audit.begin(\(tenant), \(session), \(secret), \(version), \(departments), '', \(UUID.version7()), 'session.current',
          'signIn', \(UUID()), '\\x'::bytea, false, 5000)
        """, "select audit.close(null, 1)",
      ])
      return nil
    } catch {
      return error.sqlState ?? "none"
    }
  }

  @Test("No transaction begins where tenant, session, secret, version or departments are left out")
  func begin() async throws {
    try await TestRegion.run { region in
      let (token, secret, version) = try await { ($0.token, $0.secret, $0.version) }(session(region))
      let (tenant, id) = (token.tenantID, token.sessionID)
      #expect(try await beginning(tenant, id, secret, version, "", region) == nil)
      #expect(try await beginning(nil, id, secret, version, "", region) == "HF003")
      #expect(try await beginning(tenant, nil, secret, version, "", region) == "HF003")
      #expect(try await beginning(tenant, id, nil, version, "", region) == "HF003")
      #expect(try await beginning(tenant, id, [], version, "", region) == "HF003")
      #expect(try await beginning(tenant, id, secret, nil, "", region) == "HF004")
      #expect(try await beginning(tenant, id, secret, version, nil, region) == "HF004")
    }
  }

  @Test("No key is good without secret or address, and a role without a department reaches none")
  func keysAndDepartments() async throws {
    try await TestRegion.run { region in
      let token = try #require(region.people.tokens[.nurse])
      let end = Date().addingTimeInterval(86_400)
      let made = try await region.perform(
        CreateIntegrationKey(
          name: "HIS", permissions: [.departmentRead], allowedAddresses: ["10.20.0.0/16"], expiresAt: end),
        as: .of(.general, .securityOfficer))
      let key = try #require(BearerToken(made.token))
      let secret = Array(try #require(Base64URL.decode(String(key.text.dropFirst(4))))[32...])
      for (secret, address) in [(secret, "10.20.3.4"), (nil, "10.20.3.4"), (secret, nil), (secret, ""), (nil, nil)]
        as [([UInt8]?, String?)]
      {
        let rows = try await region.database.pipelined([
          "select account_id from identity.key_credential(\(key.tenantID), \(key.sessionID), \(secret), \(address))"
        ])
        #expect(rows[0].count == (secret != nil && address == "10.20.3.4" ? 1 : 0))
      }
      // A ward role that is held for no department can't be; nor does one that a transaction doesn't name show anything.
      await #expect(throws: DatabaseError.self) {
        try await region.owner.pipelined([
          """
          insert into identity.assignment (tenant_id, assignment_id, account_id, role)
          select tenant_id, gen_random_uuid(), account_id, 'headNurse' from identity.session where session_id = \(token.sessionID)
          """
        ])
      }
      let shown = try await region.database.pipelined([
        "select set_config('app.tenant_id', \(token.tenantID.uuidString), true), set_config('app.departments', '', true)",
        "select cardinality(app.departments()), app.whole_organization(), app.actor() is null",
      ])
      #expect(try shown[1].single((Int, Bool, Bool).self) == (0, false, true))
    }
  }

  @Test("A guard whose condition is unknown says no, and without a tenant no row of anybody is there")
  func guards() async throws {
    try await TestRegion.run { region in
      let error = await #expect(throws: DatabaseError.self) {
        try await region.database.pipelined(["select app.guard(null::uuid = null::uuid, 'FORBIDDEN')"])
      }
      #expect(error?.sqlState == "HF001")
      for setting in ["select 1", "select set_config('app.tenant_id', '', true)"] as [SQL] {
        for table: SQL in ["account", "session", "assignment", "notice", "integration_key", "recovery_code"] {
          let column: SQL = "tenant_id"
          let rows = try await region.database.pipelined([setting, "select \(column) from identity.\(table)"])
          #expect(rows[1].count == 0)
        }
      }
    }
  }
}
