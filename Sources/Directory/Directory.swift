public import Operations

/// Organizations, departments, staff, and who may sign in and do what.
///
/// The platform creates bureaus and hospitals and gives each its administrators; a hospital's administrator makes departments, staff
/// and accounts, and says what an import really met; its security officer grants roles. Nobody of them sees a patient.
public enum Directory {
  /// The methods of this feature.
  /// - Parameter dependents: what later features hang on departments and staff.
  public static func methods<Dependents: DirectoryDependents>(
    dependents: Dependents.Type
  ) throws -> [RegisteredMethod] {
    try signIn() + accounts() + roles() + organizations() + departments(dependents) + staff(dependents)
      + specialDiseases()
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

  private static func organizations() throws -> [RegisteredMethod] {
    [
      try .command(CreateBureau.self), try .command(CreateHospital.self), try .query(ListOrganizations.self),
      try .command(UpdateBureau.self), try .command(UpdateHospital.self),
      try .command(DeactivateOrganization.self), try .command(ActivateOrganization.self),
    ]
  }

  private static func specialDiseases() throws -> [RegisteredMethod] {
    [
      try .command(CreateSpecialDiseaseList.self), try .command(UpdateSpecialDiseaseList.self),
      try .query(ReadSpecialDiseaseList.self), try .query(ListSpecialDiseaseLists.self),
      try .query(MatchSpecialDiseases.self),
    ]
  }

  private static func departments<Dependents: DirectoryDependents>(
    _ dependents: Dependents.Type
  ) throws -> [RegisteredMethod] {
    [
      try .command(CreateDepartment.self), try .query(ListDepartments.self),
      try .query(ReadDepartment.self), try .query(SearchDepartments.self), try .command(UpdateDepartment.self),
      try .command(ConfirmDepartment.self),
      try .command(MapDepartment<Dependents>.self), try .command(MakeFollowUpCentre<Dependents>.self),
      try .command(DeactivateDepartment<Dependents>.self), try .command(ActivateDepartment.self),
      try .command(ImportDepartments.self), try .query(ExportDepartments.self),
      try .command(CreateCampus.self), try .command(UpdateCampus.self), try .query(ListCampuses.self),
    ]
  }

  private static func staff<Dependents: DirectoryDependents>(
    _ dependents: Dependents.Type
  ) throws -> [RegisteredMethod] {
    [
      try .query(ListStaff.self), try .command(CreateStaff.self), try .query(ReadStaff.self),
      try .query(SearchStaff.self),
      try .command(UpdateStaff.self),
      try .command(ConfirmStaff.self), try .command(MapStaff<Dependents>.self),
      try .command(ImportStaff.self), try .query(ExportStaff.self),
      try .command(DeactivateStaff.self), try .command(ActivateStaff.self),
    ]
  }
}
