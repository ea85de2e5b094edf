/// The database's list of what can be granted, made from the permissions' rows: files of functions that constraints call, so that a role or
/// a key can't hold anything else even when the service is wrong. A test compares them.
extension Permission {
  /// The content of `sql/functions/identity/is_grantable.sql`.
  package static var grantableToRolesSQL: String {
    let pairs = allCases.flatMap { permission in
      permission.grantableScopes.sorted().map { "('\(permission.rawValue)', '\($0.rawValue)')" }
    }
    return """
      -- What an own role may be composed of: nothing that administers, and no scope wider than a built-in role of the hospital has.
      -- Made from the permissions' rows (Permission+Rows.swift): HUIFANG_RECORD=1 swift test --filter PermissionListTests
      create or replace function identity.is_grantable(permission text, scope text) returns boolean
        language sql immutable parallel safe
        return (permission, scope) in (
          \(pairs.joined(separator: ",\n    ")));
      comment on function identity.is_grantable(text, text) is 'The closed list of what a hospital may put into a role of its own';
      grant execute on function identity.is_grantable(text, text) to huifang_service;

      """
  }

  /// The content of `sql/functions/identity/are_grantable_to_keys.sql`.
  package static var grantableToKeysSQL: String {
    let keys = allCases.filter(\.isGrantableToKeys).map { "'\($0.rawValue)'" }
    return """
      -- What an integration key may permit: reading in lists, and feeding discharges.
      -- Made from the permissions' rows (Permission+Rows.swift): HUIFANG_RECORD=1 swift test --filter PermissionListTests
      create or replace function identity.are_grantable_to_keys(permissions text[]) returns boolean
        language sql immutable parallel safe
        return cardinality(permissions) > 0 and permissions <@ array[
          \(keys.joined(separator: ",\n    "))];
      comment on function identity.are_grantable_to_keys(text[]) is 'The closed list of what a hospital''s own systems may do';
      grant execute on function identity.are_grantable_to_keys(text[]) to huifang_service;

      """
  }
}
