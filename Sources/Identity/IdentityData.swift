public import Operations

extension Identity {
  /// What this feature keeps: who the people were and what they held. What lets them in and the service's own counters are in no archive.
  public static let data = FeatureData(
    tables: [
      "identity.account", "identity.assignment", "identity.role", "identity.role_permission", "identity.substitution",
      "identity.integration_key", "identity.notice",
    ],
    withheldColumns: [
      "identity.account.password_hash", "identity.account.totp_last_step", "identity.account.failures",
      "identity.account.locked_until", "identity.account.grants_version", "identity.account.pending_totp_failures",
    ])
}
