public import FoundationEssentials
public import JSONRPC
public import Postgres
import SQL
import Synchronization
public import Vault

/// The tenants' data keys, unwrapped once and kept in memory, each under its tenant, until the tenant is to be forgotten.
public final class KeyStore: Sendable {
  private let master: Mutex<MasterKey>
  private let reread: @Sendable () -> MasterKey?
  private let database: Database
  private let kept = Mutex(Kept())

  private struct Kept {
    var keys: [UUID: TenantKey] = [:]
    /// Increases with every key that is to be forgotten: one that was being read meanwhile isn't kept.
    var forgotten = 0
  }

  /// Keys are read through the database and unwrapped by the master key.
  /// - Parameter reread: looks at the master key's file again, when a data key is wrapped by another one: the master key is being
  ///   changed while this process runs.
  public init(master: MasterKey, database: Database, reread: @escaping @Sendable () -> MasterKey? = { nil }) {
    self.master = Mutex(master)
    self.reread = reread
    self.database = database
  }

  /// The tenant's key.
  /// - Throws: `INTERNAL` when there is none or it isn't wrapped by this master key.
  public func key(of tenant: UUID) async throws(Failure) -> TenantKey {
    let (known, forgotten) = kept.withLock { ($0.keys[tenant], $0.forgotten) }
    if let known { return known }
    guard let (key, _) = try await load(tenant) else { throw Failure(.internalError) }
    kept.withLock { if $0.forgotten == forgotten { $0.keys[tenant] = key } }
    return key
  }

  /// The key of a tenant that may be new; a new one is stored by the caller in the transaction that sets the tenant up.
  public func keyForSetUp(of tenant: UUID) async throws(Failure) -> NewTenantKey {
    if let (key, wrapped) = try await load(tenant) {
      return NewTenantKey(id: Int32(key.id), wrapped: wrapped, key: key)
    }
    // The file may have been changed for another one since: what is new is wrapped by what it holds now.
    if let current = reread() { master.withLock { $0 = current } }
    let key = TenantKey.generate(id: 1, tenant: tenant)
    return NewTenantKey(id: 1, wrapped: key.wrapped(by: master.withLock { $0 }), key: key)
  }

  /// Drops a tenant's key, or everybody's: its bytes are overwritten when the last call that uses it has ended.
  func forget(_ tenant: UUID?) {
    kept.withLock { kept in
      kept.forgotten += 1
      if let tenant { kept.keys[tenant] = nil } else { kept.keys = [:] }
    }
  }

  /// How often something was to be forgotten.
  var forgottenCount: Int { kept.withLock { $0.forgotten } }

  /// Whether the tenant's key is in memory.
  func holds(_ tenant: UUID) -> Bool {
    kept.withLock { $0.keys[tenant] != nil }
  }

  private func load(_ tenant: UUID) async throws(Failure) -> (key: TenantKey, wrapped: [UInt8])? {
    do {
      let results = try await database.pipelined(
        [
          "select set_config('app.tenant_id', \(tenant.uuidString), true)",
          "select key_id, wrapped from identity.tenant_key where tenant_id = \(tenant) order by key_id desc limit 1",
        ], on: .point, tenant: tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
      guard let row = results.last?.first else { return nil }
      let (id, wrapped) = try row.decode((Int, [UInt8]).self)
      let master = master(of: wrapped)
      return (try TenantKey(unwrapping: wrapped, by: master, id: UInt32(id), tenant: tenant), wrapped)
    } catch let error as DatabaseError {
      throw Failure(database: error)
    } catch {
      throw Failure(.internalError)
    }
  }

  /// The master key, read again when what it is to open is wrapped by none that is known.
  private func master(of wrapped: [UInt8]) -> MasterKey {
    let known = master.withLock { $0 }
    guard ([known] + known.previous).allSatisfy({ $0.identity != MasterKey.identity(of: wrapped) }),
      let again = reread()
    else { return known }
    master.withLock { $0 = again }
    return again
  }
}
