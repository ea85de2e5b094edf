public import Operations
public import SQL

/// Who somebody is and what they may do: accounts, sign-in, roles and their assignment, integration keys.
///
/// The platform gives each organization its administrators; a hospital's administrator makes the other accounts, its security
/// officer grants roles and keys. Nobody of them sees a patient.
public enum Identity {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    try signIn() + accounts() + roles()
  }

  /// What must be done from time to time.
  /// - Parameter addressRetentionDays: for how long it is kept from where somebody was signed in.
  public static func maintenance(addressRetentionDays: Int) -> [SQL] {
    ["select identity.forget_addresses(\(Int32(clamping: addressRetentionDays)))"]
  }

  private static func signIn() throws -> [RegisteredMethod] {
    [
      try .open(SignIn.self), try .command(SignOut.self), try .command(RevokeAllSessions.self),
      try .query(CurrentSession.self), try .query(ListSessions.self), try .command(RevokeSession.self),
      try .query(SignInHistory.self), try .command(ChangePassword.self), try .command(EnrolOneTimeCode.self),
      try .command(ConfirmOneTimeCode.self), try .command(RemoveOneTimeCode.self),
      try .command(RenewRecoveryCodes.self),
    ]
  }

  private static func accounts() throws -> [RegisteredMethod] {
    [
      try .command(CreateAdministrator.self), try .command(ResetAdministratorPassword.self),
      try .command(DeactivateAdministrator.self), try .command(ActivateAdministrator.self),
      try .command(ResetAdministratorOneTimeCode.self),
      try .command(CreateAccount.self), try .command(ResetPassword.self), try .command(ResetOneTimeCode.self),
      try .command(RevokeAccountSessions.self), try .command(DeactivateAccount.self),
      try .command(ActivateAccount.self), try .command(UnlockAccount.self), try .query(ListAccounts.self),
    ]
  }

  private static func roles() throws -> [RegisteredMethod] {
    [
      try .command(GrantRole.self), try .command(RevokeAssignment.self), try .query(ListAssignments.self),
      try .command(CreateRole.self), try .command(UpdateRole.self), try .command(DeactivateRole.self),
      try .query(ListRoles.self), try .query(ListPermissions.self),
      try .command(CreateSubstitution.self), try .command(EndSubstitution.self), try .query(ListSubstitutions.self),
      try .query(ExplainAccess.self), try .query(AccessMatrix.self), try .query(HeldOnDay.self),
      try .command(CreateIntegrationKey.self), try .command(RotateIntegrationKey.self),
      try .command(RevokeIntegrationKey.self), try .query(ListIntegrationKeys.self),
    ]
  }
}
