import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

@Suite struct ServiceRoleCheckTests {
  /// Ways to give the service's role too much, each with what takes it back.
  private static let breaches: [(SQL, SQL)] = [
    ("alter role huifang_service superuser", "alter role huifang_service nosuperuser"),
    ("alter role huifang_service bypassrls", "alter role huifang_service nobypassrls"),
    ("alter role huifang_auditor replication", "alter role huifang_auditor noreplication"),
    ("alter role huifang_owner login", "alter role huifang_owner nologin"),
    ("grant huifang_owner to huifang_service", "revoke huifang_owner from huifang_service"),
    ("grant pg_read_all_data to huifang_service", "revoke pg_read_all_data from huifang_service"),
    ("alter table directory.staff owner to huifang_service", "alter table directory.staff owner to huifang_owner"),
    ("alter table directory.staff owner to postgres", "alter table directory.staff owner to huifang_owner"),
    (
      "alter role huifang_service set app.tenant_id = '00000000-0000-7000-8000-000000000001'",
      "alter role huifang_service reset app.tenant_id"
    ),
  ]

  @Test("Whatever gives the service's role more than it needs is found, and nothing is left when it is taken back")
  func serviceRole() async throws {
    // Roles belong to the whole cluster: the other tests' one is left alone.
    let cluster = try await ScratchCluster.start()
    try await cluster.withMigrated { database, _ in
      let migrator = Migrator(database: database, logger: Logger(label: "migrator"))
      for (breach, remedy) in Self.breaches {
        _ = try await database.pipelined([breach])
        let findings = try await migrator.check(skipping: ["006_durability"])
        #expect(Set(findings.map(\.check)) == ["001_service_role"], "\(breach.text)")
        _ = try await database.pipelined([remedy])
        #expect(try await migrator.check(skipping: ["006_durability"]) == [], "\(remedy.text)")
      }
    }
    try await cluster.stop()
  }
}
