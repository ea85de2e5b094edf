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
        ["select * from identity.credential(\(token.tenant), \(token.session), \(token.secret))"],
        on: .point, tenant: token.tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
      guard let rows = rows.first, let first = rows.first else { throw Failure(.credentialExpired) }
      var reader = RowReader(first)
      let account = try reader.next(UUID.self)
      let displayName = try reader.next(String.self)
      let username = try reader.next(String.self)
      let grantsVersion = try reader.next(Int.self)
      let expiresAt = try reader.next(Date.self)
      let goodUntil = try reader.next(Date.self)
      let kind = try reader.next(String.self)
      let code = try reader.next(String.self)
      let grants = try rows.compactMap { row -> Grant? in
        guard let key = try row.column(8, as: String?.self),
          let role = HeldRole(key: key, permissions: try row.column(10, as: [String]?.self))
        else { return nil }
        return Grant(
          role: role, department: try row.column(9, as: UUID?.self), isLent: try row.column(11, as: Bool.self))
      }
      let actor = Actor(
        tenant: token.tenant, account: account, displayName: displayName, username: "\(username)@\(code)",
        organizationKind: OrganizationKind(rawValue: kind) ?? .hospital, grants: grants, grantsVersion: grantsVersion)
      return Credential(
        token: token, actor: actor, expiresAt: expiresAt, address: "", callsPerSecond: nil,
        offsetSeconds: try first.column(12, as: Int.self), goodUntil: goodUntil)
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
        ["select * from identity.key_credential(\(token.tenant), \(token.session), \(token.secret), \(address))"],
        on: .point, tenant: token.tenant, deadline: .now.advanced(by: .seconds(10)), writes: false)
      guard let first = rows.first?.first else { throw Failure(.credentialExpired) }
      var reader = RowReader(first)
      let account = try reader.next(UUID.self)
      let displayName = try reader.next(String.self)
      let username = try reader.next(String.self)
      let expiresAt = try reader.next(Date.self)
      let goodUntil = try reader.next(Date.self)
      let kind = try reader.next(String.self)
      let code = try reader.next(String.self)
      let role = HeldRole(integrationKey: try reader.next([String].self))
      let callsPerSecond = try reader.next(Int?.self)
      let actor = Actor(
        tenant: token.tenant, account: account, displayName: displayName, username: "\(username)@\(code)",
        organizationKind: OrganizationKind(rawValue: kind) ?? .hospital, grants: [Grant(role: role, department: nil)],
        grantsVersion: 0)
      return Credential(
        token: token, actor: actor, expiresAt: expiresAt, address: address, callsPerSecond: callsPerSecond,
        offsetSeconds: try reader.next(), goodUntil: goodUntil)
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
