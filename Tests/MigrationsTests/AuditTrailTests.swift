import FoundationEssentials
import Postgres
import SQL
import Testing

/// What the database itself promises of the audit trail, whatever the service does.
@Suite struct AuditTrailTests {
  private let tenant = UUID()

  /// Begins as the service would for a sign-in, which needs no session.
  private var begin: SQL {
    "select audit.begin_sign_in(\(tenant), \(UUID()), \(UUID()), '\\x00', 'session.signIn', 5000)"
  }

  @Test("A transaction that doesn't close its event doesn't commit, not even one that turned to another tenant")
  func unclosed() async throws {
    try await asService { database in
      for escape: SQL in ["select 1", "select set_config('app.tenant_id', \(UUID().uuidString), true)"] {
        let error = await #expect(throws: DatabaseError.self) { try await database.pipelined([begin, escape]) }
        #expect(error?.sqlState == "HF002")
      }
      _ = try await database.pipelined([begin, "select audit.close('{}', 0)"])
    }
  }

  @Test("No transaction begins with its time limit switched off")
  func timeout() async throws {
    try await asService { database in
      for timeout: Int32 in [0, -1] {
        let begin: SQL = "select audit.begin_sign_in(\(tenant), \(UUID()), \(UUID()), '\\x00', 'test', \(timeout))"
        let error = await #expect(throws: DatabaseError.self) {
          try await database.pipelined([begin, "select audit.close('{}', 0)"])
        }
        #expect(error?.sqlState == "HF001")
      }
    }
  }

  @Test("A leaf's keys are sorted, in a continuation event too")
  func sortedKeys() async throws {
    let subjects = (0..<65).map { _ in UUID() }
    try await asService { database in
      _ = try await database.pipelined([begin, "select audit.close(\(subjects), 65, 'allowed', 'a \"reason\"')"])
    } then: { database in
      let leaves = try await database.pipelined([
        "select convert_from(leaf, 'UTF8'), octet_length(leaf) from audit.event order by leaf"
      ])[0].decode((String, Int).self)
      #expect(leaves.count == 2)
      for (leaf, _) in leaves {
        let keys = leaf.split(separator: "\"").filter { $0.allSatisfy(\.isLetter) && leaf.contains("\"\($0)\":") }
        #expect(keys.count >= 14)
        #expect(keys == keys.sorted())
      }
    }
  }

  @Test("A partition shows nothing when it is named itself, to its owner neither, and can't be emptied")
  func partitions() async throws {
    try await asService { database in
      _ = try await database.pipelined([begin, "select audit.close('{}', 0)"])
    } then: { database in
      let partition = try await database.pipelined(["select tableoid::regclass::text from audit.event"])[0]
        .single(String.self).split(separator: ".").last.map(String.init)
      let name: SQL = "audit.\(identifier: try #require(partition))"
      let rows = try await database.pipelined(["set local role huifang_owner", "select from \(name)"])[1]
      #expect(rows.count == 0)
      for statement: SQL in [
        "truncate \(name)", "delete from \(name)", "truncate audit.event", "delete from audit.event",
      ] {
        let error = await #expect(throws: DatabaseError.self) { try await database.pipelined([statement]) }
        #expect(error?.sqlState == "HF009")
      }
    }
  }

  /// Runs a body as the service, and then another as the superuser, in a database of their own.
  private func asService(
    _ body: (Database) async throws -> Void, then check: (Database) async throws -> Void = { _ in }
  ) async throws {
    let cluster = try await ScratchCluster.shared
    try await cluster.withMigrated { database, name in
      try await cluster.with(
        database: name, user: "huifang_service", password: ScratchCluster.servicePassword, body)
      try await check(database)
    }
  }
}
