public import FoundationEssentials
public import JSONRPC

/// How far a permission reaches. Every permission of a role comes with one; a wider scope contains the narrower ones.
public enum Scope: String, Sendable, Codable, CaseIterable, Comparable, JSONSchemaProviding {
  /// What concerns the person alone: the own account, tasks that the person has claimed.
  case own
  /// Rows of the departments that the role is assigned for.
  case department
  /// Everything of the person's hospital.
  case hospital
  /// The hospitals below a bureau, in aggregates.
  case region
  /// The deployment: organizations and their administrators, no patient data.
  case platform

  /// Narrower than.
  public static func < (left: Scope, right: Scope) -> Bool {
    allCases.firstIndex(of: left) ?? 0 < allCases.firstIndex(of: right) ?? 0
  }
}

/// The rows of an organization that one call may see: what row security is told.
public enum Reach: Sendable, Hashable {
  /// Every row of the organization.
  case organization
  /// Rows of these departments; empty shows none.
  case departments([UUID])

  /// The reach in the form that `app.departments` takes: `*` or an array literal of uuids.
  public var setting: String {
    switch self {
    case .organization: "*"
    case .departments(let ids): ids.isEmpty ? "" : "{\(ids.map(\.uuidString).joined(separator: ","))}"
    }
  }
}
