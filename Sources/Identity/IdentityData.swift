public import Operations

extension Identity {
  /// What this feature keeps: who the people were and what they held. What lets them in and the service's own counters are in no archive.
  public static let data = FeatureData(
    tables: [
      "access.account", "access.assignment", "access.role", "access.role_permission", "access.substitution",
      "access.integration_key", "access.notice",
    ],
    withheldColumns: [
      "access.account.password_hash", "access.account.totp_last_step", "access.account.failures",
      "access.account.locked_until", "access.account.grants_version", "access.account.pending_totp_failures",
    ])
}
