import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

@Suite struct RolesTests {
  let logger = Logger(label: "migrator")

  @Test("The service logs in with its password, and with no other")
  func passwords() async throws {
    let cluster = try await ScratchCluster.shared
    try await cluster.withMigrated { _, name in
      let user = try await cluster.with(
        database: name, user: "huifang_service", password: ScratchCluster.servicePassword
      ) { try await $0.pipelined(["select current_user::text"])[0].single(String.self) }
      #expect(user == "huifang_service")
      await #expect(throws: DatabaseError.self) {
        try await cluster.with(
          database: name, user: "huifang_service", password: "another", patience: .seconds(2)
        ) { _ in }
      }
    }
  }

  @Test("Preparing the roles again mends what somebody broke and changes the password")
  func again() async throws {
    let cluster = try await ScratchCluster.start()
    try await cluster.withMigrated { database, name in
      let migrator = Migrator(database: database, logger: logger)
      _ = try await database.pipelined(["alter role huifang_service bypassrls createrole"])
      #expect(try await migrator.check().contains { $0.check == "001_service_role" })
      try await migrator.prepareRoles(servicePassword: "a-new-one", auditorPassword: "and-another")
      #expect(try await migrator.check(skipping: ["006_durability"]) == [])
      try await cluster.with(database: name, user: "huifang_service", password: "a-new-one") { _ in }
      await #expect(throws: DatabaseError.self) {
        try await cluster.with(
          database: name, user: "huifang_service", password: ScratchCluster.servicePassword, patience: .seconds(2)
        ) { _ in }
      }
    }
    try await cluster.stop()
  }

  @Test("Only our two logins connect, and the auditor makes no temporary tables")
  func databasePrivileges() async throws {
    try await ScratchCluster.shared.withEmpty { database in
      try await Migrator(database: database, logger: logger).prepareRoles(
        servicePassword: ScratchCluster.servicePassword, auditorPassword: "auditor-of-the-tests")
      let privileges = try await database.pipelined([
        """
        select coalesce(rolname::text, 'PUBLIC') || ': ' || string_agg(privilege_type, ', ' order by privilege_type)
          from pg_database cross join aclexplode(datacl) left join pg_roles on pg_roles.oid = grantee
          where datname = current_database() group by rolname order by rolname
        """
      ])[0].decode(String.self)
      #expect(
        privileges == [
          "huifang_auditor: CONNECT", "huifang_owner: CONNECT, CREATE, TEMPORARY",
          "huifang_service: CONNECT, TEMPORARY",
        ])
    }
  }
}
