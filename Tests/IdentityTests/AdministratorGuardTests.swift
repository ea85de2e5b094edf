import FoundationEssentials
import JSONRPC
import Operations
import Postgres
import SQL
import TestSupport
import Testing
import Vault

/// What the database itself says to whoever gives organizations their administrators, were the service wrong.
@Suite struct AdministratorGuardTests {
  /// The platform's transaction as the service begins it, with a statement in it.
  private func run(
    _ statement: SQL, method: String = "administrator.create", as person: TestPerson = .platform, _ region: TestRegion
  ) async throws -> DatabaseError? {
    let token = try #require(region.people.tokens[person])
    let bytes = try #require(Base64URL.decode(token.text))
    let account = try await region.owner.pipelined([
      "select grants_version from identity.account a join identity.session s using (tenant_id, account_id) where s.session_id = \(token.sessionID)"
    ])
    let version = try account[0].single(Int.self)
    do {
      _ = try await region.database.pipelined([
        """
        select audit.begin(\(token.tenantID), \(token.sessionID), \(Array(bytes[32...])), \(Int32(version)), '*', '', \
        \(UUID.version7()), \(method), 'administration', \(UUID()), '\\x'::bytea, false, 5000)
        """, statement, "select audit.close(null, 1)",
      ])
      return nil
    } catch {
      return error
    }
  }

  private func enrol(_ tenant: UUID, _ role: String, secret: [UInt8]? = [1]) -> SQL {
    """
    select identity.enrol_administrator(\(tenant), \(UUID()), \("new-\(UUID().uuidString.lowercased().prefix(8))"), '新人', 'x',
      \(secret), \(UUID()), \(role), 1, (select '\\x'::bytea), \(UUID.version7()))
    """
  }

  @Test("A role that isn't of that kind of organization, an organization out of use and one factor alone are refused")
  func enrolment() async throws {
    try await TestRegion.run { region in
      let hospital = try await region.tenant(of: .general)
      let bureau = try #require(region.people.tokens[.bureau]?.tenantID)
      for (tenant, role) in [
        (hospital, "bureauSupervisor"), (hospital, "platformAdministrator"), (hospital, "wardNurse"),
        (hospital, "leader"), (bureau, "hospitalAdministrator"), (bureau, "auditor"),
        (Platform.tenant, "platformAdministrator"), (Platform.tenant, "auditor"),
      ] {
        let error = try await run(enrol(tenant, role), region)
        #expect(error?.raised?.detail == "role:administrativeRole", "\(role)")
      }
      #expect(
        try await run(enrol(hospital, "auditor", secret: nil), region)?.raised?.detail == "role:needsSecondFactor")
      #expect(
        try await run(enrol(UUID(), "auditor"), region)?.raised?.detail == "organizationId:organizationDeactivated")
      _ = try await region.owner.pipelined([
        "update directory.organization set status = 'deactivated' where tenant_id = \(hospital)"
      ])
      #expect(
        try await run(enrol(hospital, "auditor"), region)?.raised?.detail == "organizationId:organizationDeactivated")
    }
  }

  @Test("No other method, no hospital and nobody who isn't signed in enrols one")
  func byWhom() async throws {
    try await TestRegion.run { region in
      let hospital = try await region.tenant(of: .general)
      let statement = enrol(hospital, "auditor")
      #expect(try await run(statement, method: "session.current", region)?.raised?.message == "FORBIDDEN")
      #expect(
        try await run(statement, as: .of(.general, .hospitalAdministrator), region)?.raised?.message == "FORBIDDEN")
      for function: SQL in [
        statement, "select identity.reset_administrator(\(hospital), 'auditor0', 'x', null, \(UUID()))",
        "select identity.set_administrator_status(\(hospital), 'auditor0', 'deactivated', \(UUID()))",
      ] {
        let error = await #expect(throws: DatabaseError.self) {
          try await region.database.pipelined([
            """
            select audit.begin_sign_in(\(Platform.tenant), \(UUID()), \(UUID()), '\\x'::bytea, 'administrator.create', 5000)
            """, function,
          ])
        }
        #expect(error?.raised?.message == "FORBIDDEN")
      }
    }
  }
}
