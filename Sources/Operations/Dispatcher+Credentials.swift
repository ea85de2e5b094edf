import FoundationEssentials
import JSONRPC
import Postgres
import SQL

/// Where credentials come from: the database, which alone compares secrets.
extension Dispatcher {
  /// The person behind a session.
  func loadCredential(_ token: BearerToken) async throws(Failure) -> Credential {
    do {
      let rows = try await database.pipelined(
        [
          SessionHolder.shape.select(
            from: "identity.credential(\(token.tenant), \(token.session), \(token.secret)) as c"
          ).statement
        ],
        on: .point, tenant: token.tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
      let holders = try (rows.first ?? Rows()).map(SessionHolder.shape.read)
      guard let first = holders.first else { throw Failure(.credentialExpired) }
      let actor = first.holder.actor(
        of: token.tenant, grants: holders.compactMap(\.grant), version: first.grantsVersion)
      return Credential(
        token: token, actor: actor, expiresAt: first.holder.expiresAt, address: "", callsPerSecond: nil,
        offsetSeconds: first.holder.offsetSeconds, goodUntil: first.holder.goodUntil)
    } catch let error as DatabaseError {
      throw Failure(database: error)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }

  /// The system behind an integration key.
  func loadKey(_ token: BearerToken, from address: String) async throws(Failure) -> Credential {
    do {
      let rows = try await database.pipelined(
        [
          KeyHolder.shape.select(
            from: "identity.key_credential(\(token.tenant), \(token.session), \(token.secret), \(address)) as c"
          ).statement
        ],
        on: .point, tenant: token.tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
      guard let key = try (rows.first ?? Rows()).map(KeyHolder.shape.read).first else {
        throw Failure(.credentialExpired)
      }
      let grants = [Grant(role: HeldRole(integrationKey: key.permissions), department: nil)]
      return Credential(
        token: token, actor: key.holder.actor(of: token.tenant, grants: grants, version: 0),
        expiresAt: key.holder.expiresAt, address: address, callsPerSecond: key.callsPerSecond,
        offsetSeconds: key.holder.offsetSeconds, goodUntil: key.holder.goodUntil)
    } catch let error as DatabaseError {
      throw Failure(database: error)
    } catch let error as Failure {
      throw error
    } catch {
      throw Failure(.internalError)
    }
  }

  /// Keeps the session from idling out, or notes that a key is in use, at most once a minute and outside the request's own transaction.
  func touch(_ credential: Credential) {
    guard credential.use.isDue() else { return }
    let token = credential.token
    let statement: SQL =
      token.isIntegrationKey
      ? "select identity.touch_key(\(token.tenant), \(token.session), \(token.secret))"
      : "select identity.touch_session(\(token.tenant), \(token.session), \(token.secret))"
    Task { [database] in
      _ = try? await database.pipelined(
        [statement],
        on: .write, tenant: token.tenant, deadline: .now.advanced(by: .seconds(10)), writes: true)
    }
  }
}

/// Who a credential belongs to, and until when it is good.
private struct Holder {
  let account: UUID
  let displayName: String
  let username: String
  let organizationKind: OrganizationKind
  let organizationCode: String
  let expiresAt: Date
  let goodUntil: Date
  /// How far the organization's clocks are ahead of UTC.
  let offsetSeconds: Int

  /// `c` is what the database knows of the credential.
  init(_ row: inout RowColumns) throws {
    account = try row["c.account_id"]
    displayName = try row["c.display_name"]
    username = try row["c.username"]
    organizationKind = try row["c.organization_kind"]
    organizationCode = try row["c.organization_code"]
    expiresAt = try row["c.expires_at"]
    goodUntil = try row["c.good_until"]
    offsetSeconds = try row["c.utc_offset"]
  }

  func actor(of tenant: UUID, grants: [Grant], version: Int) -> Actor {
    Actor(
      tenant: tenant, account: account, displayName: displayName, username: "\(username)@\(organizationCode)",
      organizationKind: organizationKind, grants: grants, grantsVersion: version)
  }
}

/// A row for each role of the person behind a session, or one without.
private struct SessionHolder {
  let holder: Holder
  let grantsVersion: Int
  let grant: Grant?

  static let shape = RowShape { row in
    SessionHolder(holder: try Holder(&row), grantsVersion: try row["c.grants_version"], grant: try grant(&row))
  }

  /// - Returns: nil for a role that this release doesn't know.
  private static func grant(_ row: inout RowColumns) throws -> Grant? {
    let key = try row["c.role", as: String?.self]
    let permissions = try row["c.permissions", as: [String]?.self]
    let department = try row["c.department_id", as: UUID?.self]
    let isLent = try row["c.is_lent", as: Bool.self]
    guard let key, let role = HeldRole(key: key, permissions: permissions) else { return nil }
    return Grant(role: role, department: department, isLent: isLent)
  }
}

/// The system behind an integration key.
private struct KeyHolder {
  let holder: Holder
  let permissions: [String]
  let callsPerSecond: Int?

  static let shape = RowShape { row in
    KeyHolder(
      holder: try Holder(&row), permissions: try row["c.permissions"], callsPerSecond: try row["c.calls_per_second"])
  }
}
