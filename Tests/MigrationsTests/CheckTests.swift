import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

@Suite struct CheckTests {
  let logger = Logger(label: "migrator")

  @Test("A migrated database is healthy, and says so to the service's own login too")
  func healthy() async throws {
    let cluster = try await ScratchCluster.shared
    try await cluster.withMigrated { database, name in
      let skipped: Set<String> = ["006_durability"]
      #expect(try await Migrator(database: database, logger: logger).check(skipping: skipped) == [])
      let findings = try await cluster.with(
        database: name, user: "huifang_service", password: ScratchCluster.servicePassword
      ) { try await Migrator(database: $0, logger: logger).check(skipping: skipped) }
      #expect(findings == [])
    }
  }

  @Test("A table without the tenant's row security is found", arguments: Breach.rowSecurity)
  func rowSecurity(breach: Breach) async throws {
    try await expectOnly(breach)
  }

  @Test("A table, index or view that shows too much is found", arguments: Breach.tables)
  func tables(breach: Breach) async throws {
    try await expectOnly(breach)
  }

  @Test("A function with too much power and a key across tenants are found", arguments: Breach.functionsAndKeys)
  func functionsAndKeys(breach: Breach) async throws {
    try await expectOnly(breach)
  }

  @Test("A server that doesn't wait for its disk is found")
  func durability() async throws {
    let findings = try await ScratchCluster.shared.withMigrated { database, _ in
      try await Migrator(database: database, logger: logger).check()
    }
    #expect(Set(findings.map(\.check)) == ["006_durability"])
    #expect(Set(findings.map(\.object)) == ["fsync", "full_page_writes", "synchronous_commit"])
  }

  @Test("A server older than the last fix of row security is found", arguments: ["150013", "120001", "170005"])
  func oldServer(version: String) async throws {
    let findings = try await ScratchCluster.shared.withMigrated { database, _ in
      try await Migrator(database: database, logger: logger) { () throws(MigrationError) in
        var folder = try ScriptFolder.bundled()
        folder.checks = folder.checks.filter { $0.name == "006_server_version" }.map {
          let text = $0.text.replacing("current_setting('server_version_num')", with: "'\(version)'")
          return Script(name: $0.name, text: text)
        }
        return folder
      }.check()
    }
    #expect(findings.map(\.check) == ["006_server_version"])
  }

  @Test("Every check has a breach that it finds")
  func everyCheckIsTested() throws {
    let breaches = Breach.rowSecurity + Breach.tables + Breach.functionsAndKeys
    let tested = Set(breaches.map(\.check)).union(["001_service_role", "006_durability", "006_server_version"])
    #expect(tested == Set(try ScriptFolder.bundled().checks.map(\.name)))
  }

  /// The rule's own check fires, for the object that breaks it, and no other check does.
  private func expectOnly(_ breach: Breach) async throws {
    let findings = try await ScratchCluster.shared.findings(after: breach)
    #expect(Set(findings.map(\.check)) == [breach.check])
    #expect(findings.contains { $0.object == breach.object })
  }
}
