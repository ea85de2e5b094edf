public import Operations
public import SQL

/// Who somebody is and what they may do: accounts, sign-in, roles and their assignment, integration keys.
///
/// The platform gives each organization its administrators; a hospital's administrator makes the other accounts, its security
/// officer grants roles and keys. Nobody of them sees a patient.
public enum Identity {
  /// The methods of this feature.
  public static let methods: [any Operation.Type] = signIn + accounts + roles

  /// What must be done from time to time.
  /// - Parameter addressRetentionDays: for how long it is kept from where somebody was signed in.
  public static func maintenance(addressRetentionDays: Int) -> [SQL] {
    ["select identity.forget_addresses(\(Int32(clamping: addressRetentionDays)))"]
  }

  private static let signIn: [any Operation.Type] = [
    SignIn.self, SignOut.self, RevokeAllSessions.self, CurrentSession.self, ListSessions.self, RevokeSession.self,
    SignInHistory.self, ChangePassword.self, EnrolOneTimeCode.self, ConfirmOneTimeCode.self, RemoveOneTimeCode.self,
    RenewRecoveryCodes.self,
  ]

  private static let accounts: [any Operation.Type] = [
    CreateAdministrator.self, ResetAdministratorPassword.self, DeactivateAdministrator.self,
    ActivateAdministrator.self, ResetAdministratorOneTimeCode.self, CreateAccount.self, ResetPassword.self,
    ResetOneTimeCode.self, RevokeAccountSessions.self, DeactivateAccount.self, ActivateAccount.self,
    UnlockAccount.self, ListAccounts.self,
  ]

  private static let roles: [any Operation.Type] = [
    GrantRole.self, RevokeAssignment.self, ListAssignments.self, CreateRole.self, UpdateRole.self,
    DeactivateRole.self, ListRoles.self, ListPermissions.self, CreateSubstitution.self, EndSubstitution.self,
    ListSubstitutions.self, ExplainAccess.self, AccessMatrix.self, HeldOnDay.self, CreateIntegrationKey.self,
    RotateIntegrationKey.self, RevokeIntegrationKey.self, ListIntegrationKeys.self,
  ]
}
