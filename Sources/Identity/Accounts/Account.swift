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
