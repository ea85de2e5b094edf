public import Operations

/// Organizations, departments, staff, and who may sign in and do what.
///
/// The platform creates bureaus and hospitals and gives each its administrators; a hospital's administrator makes departments and
/// accounts; its security officer grants roles. Nobody of them sees a patient.
public enum Directory {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    [
      try .open(SignIn.self), try .command(SignOut.self), try .query(CurrentSession.self),
      try .command(CreateBureau.self), try .command(CreateHospital.self), try .query(ListOrganizations.self),
      try .command(CreateAdministrator.self),
      try .command(CreateDepartment.self), try .query(ListDepartments.self), try .query(ListStaff.self),
      try .command(CreateAccount.self), try .query(ListAccounts.self), try .command(GrantRole.self),
      try .command(RevokeAssignment.self), try .query(ListAssignments.self),
      try .command(CreateRole.self), try .command(UpdateRole.self), try .command(DeactivateRole.self),
      try .query(ListRoles.self), try .query(ListPermissions.self),
      try .command(CreateSubstitution.self), try .command(EndSubstitution.self), try .query(ListSubstitutions.self),
      try .query(ExplainAccess.self), try .query(AccessMatrix.self), try .query(HeldOnDay.self),
      try .command(CreateIntegrationKey.self), try .command(RotateIntegrationKey.self),
      try .command(RevokeIntegrationKey.self), try .query(ListIntegrationKeys.self),
    ]
  }
}
