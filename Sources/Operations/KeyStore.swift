public import FoundationEssentials
public import JSONRPC
public import Postgres
import SQL
import Synchronization
public import Vault

/// The tenants' data keys, unwrapped once and kept in memory, each under its tenant.
public final class KeyStore: Sendable {
  private let master: MasterKey
  private let database: Database
  private let keys = Mutex<[UUID: TenantKey]>([:])

  /// Keys are read through the database and unwrapped by the master key.
  public init(master: MasterKey, database: Database) {
    self.master = master
    self.database = database
  }

  /// The tenant's key.
  /// - Throws: `INTERNAL` when there is none or it isn't wrapped by this master key.
  public func key(of tenant: UUID) async throws(Failure) -> TenantKey {
    if let key = keys.withLock({ $0[tenant] }) { return key }
    guard let (key, _) = try await load(tenant) else { throw Failure(.internalError) }
    keys.withLock { $0[tenant] = key }
    return key
  }

  /// The key of a tenant that may be new; a new one is stored by the caller in the transaction that sets the tenant up.
  public func keyForSetUp(of tenant: UUID) async throws(Failure) -> NewTenantKey {
    if let (key, wrapped) = try await load(tenant) {
      return NewTenantKey(id: Int32(key.id), wrapped: wrapped, key: key)
    }
    let key = TenantKey.generate(id: 1, tenant: tenant)
    return NewTenantKey(id: 1, wrapped: key.wrapped(by: master), key: key)
  }

  private func load(_ tenant: UUID) async throws(Failure) -> (key: TenantKey, wrapped: [UInt8])? {
    do {
      let results = try await database.pipelined(
        [
          "select set_config('app.tenant_id', \(tenant.uuidString), true)",
          "select key_id, wrapped from access.tenant_key where tenant_id = \(tenant) order by key_id desc limit 1",
        ], on: .point, tenant: tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
      guard let row = results.last?.first else { return nil }
      let (id, wrapped) = try row.decode((Int, [UInt8]).self)
      return (try TenantKey(unwrapping: wrapped, by: master, id: UInt32(id), tenant: tenant), wrapped)
    } catch let error as DatabaseError {
      throw Failure(database: error)
    } catch {
      throw Failure(.internalError)
    }
  }
}
