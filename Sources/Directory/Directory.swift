public import Operations

/// Organizations, departments, staff, and who may sign in and do what.
///
/// The platform creates bureaus and hospitals and gives each its administrators; a hospital's administrator makes departments and
/// accounts; its security officer grants roles. Nobody of them sees a patient.
public enum Directory {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    [
      try .open(SignIn.self), try .command(SignOut.self), try .command(RevokeAllSessions.self),
      try .query(CurrentSession.self),
      try .command(CreateBureau.self), try .command(CreateHospital.self), try .query(ListOrganizations.self),
      try .query(ListSessions.self), try .command(RevokeSession.self), try .query(SignInHistory.self),
      try .command(ChangePassword.self), try .command(EnrolOneTimeCode.self), try .command(ConfirmOneTimeCode.self),
      try .command(RemoveOneTimeCode.self), try .command(RenewRecoveryCodes.self),
      try .command(CreateAdministrator.self), try .command(ResetAdministratorPassword.self),
      try .command(DeactivateAdministrator.self), try .command(ActivateAdministrator.self),
      try .command(ResetAdministratorOneTimeCode.self),
      try .command(CreateDepartment.self), try .query(ListDepartments.self), try .query(ListStaff.self),
      try .command(CreateAccount.self), try .command(ResetPassword.self), try .command(ResetOneTimeCode.self),
      try .command(RevokeAccountSessions.self), try .command(DeactivateAccount.self),
      try .command(ActivateAccount.self),
      try .command(UnlockAccount.self), try .query(ListAccounts.self),
      try .command(GrantRole.self),
      try .command(RevokeAssignment.self), try .query(ListAssignments.self),
      try .command(CreateRole.self), try .command(UpdateRole.self), try .command(DeactivateRole.self),
      try .query(ListRoles.self), try .query(ListPermissions.self),
    ]
  }
}
