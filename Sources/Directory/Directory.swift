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
  ) -> [any Operation.Type] {
    organizations + departments(dependents) + staff(dependents) + specialDiseases
  }

  private static let organizations: [any Operation.Type] = [
    CreateBureau.self, CreateHospital.self, ListOrganizations.self, ReadOrganization.self, UpdateBureau.self,
    UpdateHospital.self, DeactivateOrganization.self, ActivateOrganization.self, ImportOrganizations.self,
    ExportOrganizations.self,
  ]

  private static let specialDiseases: [any Operation.Type] = [
    CreateSpecialDiseaseList.self, UpdateSpecialDiseaseList.self, ReadSpecialDiseaseList.self,
    ListSpecialDiseaseLists.self, MatchSpecialDiseases.self, ImportSpecialDiseaseLists.self,
    ExportSpecialDiseaseLists.self,
  ]

  private static func departments<Dependents: DirectoryDependents>(
    _ dependents: Dependents.Type
  ) -> [any Operation.Type] {
    [
      CreateDepartment.self, ListDepartments.self, ReadDepartment.self, SearchDepartments.self, UpdateDepartment.self,
      ConfirmDepartment.self, MapDepartment<Dependents>.self, UnmapDepartment<Dependents>.self,
      MakeFollowUpCentre<Dependents>.self, ReadDepartmentUsage<Dependents>.self,
      DeactivateDepartment<Dependents>.self, ActivateDepartment.self, ImportDepartments.self, ExportDepartments.self,
      CreateCampus.self, UpdateCampus.self, ListCampuses.self,
    ]
  }

  private static func staff<Dependents: DirectoryDependents>(
    _ dependents: Dependents.Type
  ) -> [any Operation.Type] {
    [
      ListStaff.self, CreateStaff.self, ReadStaff.self, SearchStaff.self, UpdateStaff.self, ConfirmStaff.self,
      MapStaff<Dependents>.self, UnmapStaff<Dependents>.self, ImportStaff.self, ExportStaff.self,
      DeactivateStaff.self, ActivateStaff.self,
    ]
  }
}
