import Logging
import Postgres
import SQL

extension Migrator {
  /// Makes the three roles of `roles.sql`, gives them their attributes and their privileges on this database, and sets
  /// the passwords of the two that log in. Can be repeated; needs a superuser. Neither password reaches the server, its
  /// log or ours: what is sent is the verifier by which the server recognises it (RFC 5803).
  public func prepareRoles(servicePassword: String, auditorPassword: String) async throws {
    let roles = try scripts().roles
    let service = try Self.verifier(of: servicePassword, for: "huifang_service")
    let auditor = try Self.verifier(of: auditorPassword, for: "huifang_auditor")
    try await database.transaction { transaction in
      // Roles are the whole cluster's: whoever prepares another database at the same moment waits, instead of failing on the same row.
      _ = try await transaction.run("lock table pg_catalog.pg_authid in share row exclusive mode")
      try await Self.run(roles, in: transaction)
      _ = try await transaction.pipelined([
        "select set_config('huifang.service', \(service), true), set_config('huifang.auditor', \(auditor), true)",
        """
        do $$
        begin
          execute format('alter role huifang_service password %L', current_setting('huifang.service'));
          execute format('alter role huifang_auditor password %L', current_setting('huifang.auditor'));
        end
        $$
        """,
      ])
    }
    logger.info("roles prepared")
  }

  private static func verifier(of password: String, for role: String) throws(MigrationError) -> String {
    guard let verifier = PasswordVerifier(password: password) else { throw .unsuitablePassword(role: role) }
    return verifier.text
  }
}
