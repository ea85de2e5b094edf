import Logging
import Postgres
import SQL

@testable import Migrations

extension ScratchCluster {
  /// What the checks say of a copy of the migrated database in which something was broken. Durability is left out: a
  /// throw-away cluster has none.
  func findings(after breach: Breach) async throws -> [CheckFinding] {
    try await withMigrated { database, _ in
      try await database.transaction(opening: ["set local role huifang_owner"]) { transaction in
        try await transaction.run(script: breach.statement.text)
      }
      return try await Migrator(database: database, logger: Logger(label: "migrator"))
        .check(skipping: ["006_durability"])
    }
  }
}
