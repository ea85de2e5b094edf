/// What a person may do. A method requires exactly one; roles are made of them, each with a scope.
public enum Permission: String, Sendable, Codable, CaseIterable {
  /// Create bureaus and hospitals and give them their first administrators.
  case organizationCreate = "organization.create"
  /// End a hospital's contract and remove what is held of it.
  case hospitalRemove = "hospital.remove"
  /// Ask for an archive of all that the hospital owns, and fetch it.
  case hospitalExport = "hospital.export"
  /// Approve such an archive that somebody else has asked for.
  case hospitalExportApprove = "hospital.export.approve"
  /// See which archives were asked for and what became of them.
  case hospitalExportRead = "hospital.export.read"
  /// See the organizations of the deployment.
  case organizationRead = "organization.read"
  /// Create departments, confirm those that an import met.
  case departmentManage = "department.manage"
  /// See departments.
  case departmentRead = "department.read"
  /// See staff.
  case staffRead = "staff.read"
  /// Put people on the list of staff, change what is known of them, confirm those whom an import met.
  case staffManage = "staff.manage"
  /// Create accounts and deactivate them.
  case accountManage = "account.manage"
  /// See accounts and what they hold.
  case accountRead = "account.read"
  /// Give somebody a one-time code in place of a lost one.
  case accountOneTimeCodeReset = "account.oneTimeCode.reset"
  /// End the sessions of an account.
  case accountSessionRevoke = "account.session.revoke"
  /// Grant and withdraw roles.
  case assignmentManage = "assignment.manage"
  /// Compose the hospital's own roles.
  case roleManage = "role.manage"
  /// Lend an absent person's roles to a substitute.
  case substitutionManage = "substitution.manage"
  /// Review who may do what, and who held what.
  case accessReview = "access.review"
  /// Make, rotate and revoke integration keys.
  case integrationKeyManage = "integrationKey.manage"
  /// Import discharge files.
  case dischargeImport = "discharge.import"
  /// See discharges, personal fields masked.
  case dischargeRead = "discharge.read"
  /// See a patient's name and numbers in plain text, with a reason.
  case patientReveal = "patient.reveal"
  /// Change what is known of a patient: numbers and their order, guardian, alias, death.
  case patientManage = "patient.manage"
  /// Place and lift holds, leave patients out of follow-up.
  case holdManage = "hold.manage"
  /// See follow-up policies.
  case policyRead = "policy.read"
  /// Load, publish and retire follow-up policies.
  case policyManage = "policy.manage"
  /// See follow-up tasks.
  case taskRead = "followup.task.read"
  /// Claim tasks, record attempts, close tasks that could not be followed up.
  case taskWork = "followup.task.work"
  /// See follow-up rates.
  case reportRead = "report.read"
  /// Search the audit trail.
  case auditSearch = "audit.search"
}
