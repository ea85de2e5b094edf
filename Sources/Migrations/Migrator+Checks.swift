import Postgres
import SQL

extension Migrator {
  /// Asks the database whether it still is as isolated and durable as it has to be; no finding means healthy.
  ///
  /// The checks read catalogues, so that they tell the service's own role the same as a superuser.
  ///
  /// - Parameter skipped: names of checks to leave out, said explicitly: `["006_durability"]` on a cluster whose data
  ///   may be lost.
  public func check(skipping skipped: Set<String> = []) async throws -> [CheckFinding] {
    let checks = try scripts().checks.filter { !skipped.contains($0.name) }
    return try await database.transaction(opening: Self.checkOpening) { transaction in
      var findings: [CheckFinding] = []
      for check in checks { findings += try await Self.findings(of: check, in: transaction) }
      return findings
    }
  }

  /// Names come out of the catalogue with their schema, whatever the login's search path is.
  private static let checkOpening: [SQL] = [
    "set transaction read only", "set local search_path = pg_catalog, pg_temp",
  ]

  /// Runs one check. Its text goes to the server as a file does, which gives no rows back: they wait in a setting that
  /// lasts as long as the transaction.
  private static func findings(
    of check: Script, in transaction: borrowing Transaction
  ) async throws -> [CheckFinding] {
    let text = """
      select set_config('huifang.findings', (
        select coalesce(jsonb_agg(jsonb_build_array(object, problem)), '[]') from (
      \(check.text)
        ) as finding (object, problem))::text, true)
      """
    try await run(Script(name: check.name, text: text), in: transaction)
    let rows = try await transaction.run(
      """
      select finding ->> 0, finding ->> 1
        from jsonb_array_elements(current_setting('huifang.findings')::jsonb) as finding
      """)
    return try rows.decode((String, String).self).map {
      CheckFinding(check: check.name, object: $0, problem: $1)
    }
  }
}
