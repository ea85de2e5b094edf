import FoundationEssentials
import Operations
import Postgres
import SQL
import Vault

/// Wraps all data keys by the master key that stands first in its file, while the service runs: in one transaction, so that a crash
/// leaves all as they were or all done, and doing it again does nothing.
struct MasterKeyRotation {
  /// A superuser's login: row security hides the keys from everybody else.
  let database: Database
  let master: MasterKey

  /// A data key as it lies in the database.
  struct WrappedKey {
    let tenant: UUID
    let id: UInt32
    let wrapped: [UInt8]

    func opened(by master: MasterKey) throws(VaultError) -> TenantKey {
      try TenantKey(unwrapping: wrapped, by: master, id: id, tenant: tenant)
    }

    func isWrapped(by master: MasterKey) -> Bool { MasterKey.identity(of: wrapped) == master.identity }
  }

  /// What was done.
  struct Outcome {
    let rewrapped: Int
    let total: Int
  }

  /// All data keys.
  func wrappedKeys() async throws -> [WrappedKey] {
    let rows = try await database.pipelined([Self.list], on: .work, writes: false)
    return try Self.keys(rows.first ?? Rows())
  }

  /// Rewraps what is wrapped by an earlier key, then reads everything again and opens it.
  func run() async throws -> Outcome {
    let rewrapped = try await database.transaction { transaction in
      // New hospitals wait for the end of it.
      _ = try await transaction.run("lock table identity.tenant_key in share row exclusive mode")
      let older = try Self.keys(try await transaction.run(Self.list)).filter { !$0.isWrapped(by: master) }
      for key in older {
        let dataKey = try opened(key)
        let wrapped = dataKey.wrapped(by: master)
        let again = try WrappedKey(tenant: key.tenant, id: key.id, wrapped: wrapped).opened(by: master.alone)
        guard again.fingerprint(Array("the same".utf8)) == dataKey.fingerprint(Array("the same".utf8)) else {
          throw Problem("the data key of \(key.tenant) came out as another one: nothing was changed")
        }
        _ = try await transaction.run(
          "select identity.rewrap_key(\(key.tenant), \(Int32(key.id)), \(key.wrapped), \(wrapped))")
      }
      if !older.isEmpty {
        _ = try await transaction.run(
          "select identity.note_master_key(\(UUID.version7()), \("to \(master.identity)"), \(older.count))")
      }
      return older.count
    }
    let all = try await wrappedKeys()
    for key in all where key.isWrapped(by: master) { _ = try key.opened(by: master.alone) }
    return Outcome(rewrapped: rewrapped, total: all.count)
  }

  /// - Throws: a problem while some data key is wrapped by an earlier master key.
  func requireDone() async throws {
    let older = try await wrappedKeys().filter { !$0.isWrapped(by: master) }
    guard older.isEmpty else {
      throw Problem(
        "\(older.count) data keys are still wrapped by an earlier key: run `huifang keys rotate-master` first")
    }
  }

  private func opened(_ key: WrappedKey) throws(Problem) -> TenantKey {
    do { return try key.opened(by: master) } catch {
      throw Problem(
        "no key in the file opens the data key of \(key.tenant): nothing was changed; restore the right key file")
    }
  }

  private static let list: SQL = "select tenant_id, key_id, wrapped from identity.tenant_key order by tenant_id, key_id"

  private static func keys(_ rows: Rows) throws -> [WrappedKey] {
    try rows.decode((UUID, Int, [UInt8]).self).map {
      WrappedKey(tenant: $0, id: UInt32(clamping: $1), wrapped: $2)
    }
  }
}
