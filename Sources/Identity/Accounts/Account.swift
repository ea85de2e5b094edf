import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// An account and what it holds.
struct Account: Codable, Sendable, Described {
  let id: UUID
  let username: String
  let displayName: String
  let roles: [String]
  let status: String
  let isLocked: Bool
  let hasOneTimeCode: Bool

  static let descriptions = [
    "id": "The account", "username": "The part before the @", "displayName": "The person's name",
    "roles": "The roles held now, the hospital's own included: wardNurse, own.medicalOffice",
    "status": "active, or deactivated: nobody signs in with it",
    "isLocked": "Whether it is locked after failures to sign in",
    "hasOneTimeCode": "Whether it signs in with a one-time code as well",
  ]
}

extension Account {
  /// `a` is the account.
  static let shape = RowShape { row in
    Self(
      id: try row["a.account_id"],
      username: try row["a.username"],
      displayName: try row["a.display_name"],
      roles: try row[
        """
        coalesce((select array_agg(distinct g.role order by g.role) from identity.assignment g
          where g.tenant_id = a.tenant_id and g.account_id = a.account_id
            and g.valid_from <= now() and (g.valid_until is null or g.valid_until > now())), '{}')
        """],
      status: try row["a.status"],
      isLocked: try row["coalesce(a.locked_until > now(), false)"],
      hasOneTimeCode: try row["a.totp_secret is not null"])
  }
}
