public import Operations

/// What a region is made of: bureaus, hospitals, departments, staff, lists of special diseases.
///
/// The platform creates bureaus and hospitals; a hospital's administrator makes departments and staff, and says what an import
/// really met. Neither sees a patient.
public enum Directory {
  /// The methods of this feature.
  /// - Parameter dependents: what later features hang on departments and staff.
  public static func methods<Dependents: DirectoryDependents>(
    dependents: Dependents.Type
  ) throws -> [RegisteredMethod] {
    try organizations() + departments(dependents) + staff(dependents) + specialDiseases()
  }

  private static func organizations() throws -> [RegisteredMethod] {
    [
      try .command(CreateBureau.self), try .command(CreateHospital.self), try .query(ListOrganizations.self),
      try .query(ReadOrganization.self),
      try .command(UpdateBureau.self), try .command(UpdateHospital.self),
      try .command(DeactivateOrganization.self), try .command(ActivateOrganization.self),
      try .command(ImportOrganizations.self), try .query(ExportOrganizations.self),
    ]
  }

  private static func specialDiseases() throws -> [RegisteredMethod] {
    [
      try .command(CreateSpecialDiseaseList.self), try .command(UpdateSpecialDiseaseList.self),
      try .query(ReadSpecialDiseaseList.self), try .query(ListSpecialDiseaseLists.self),
      try .query(MatchSpecialDiseases.self), try .command(ImportSpecialDiseaseLists.self),
      try .query(ExportSpecialDiseaseLists.self),
    ]
  }

  private static func departments<Dependents: DirectoryDependents>(
    _ dependents: Dependents.Type
  ) throws -> [RegisteredMethod] {
    [
      try .command(CreateDepartment.self), try .query(ListDepartments.self),
      try .query(ReadDepartment.self), try .query(SearchDepartments.self), try .command(UpdateDepartment.self),
      try .command(ConfirmDepartment.self),
      try .command(MapDepartment<Dependents>.self), try .command(UnmapDepartment<Dependents>.self),
      try .command(MakeFollowUpCentre<Dependents>.self),
      try .query(ReadDepartmentUsage<Dependents>.self), try .command(DeactivateDepartment<Dependents>.self),
      try .command(ActivateDepartment.self),
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
      try .command(UnmapStaff<Dependents>.self),
      try .command(ImportStaff.self), try .query(ExportStaff.self),
      try .command(DeactivateStaff.self), try .command(ActivateStaff.self),
    ]
  }
}
