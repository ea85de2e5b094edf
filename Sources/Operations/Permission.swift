public import JSONRPC

/// What a person may do. A method requires exactly one; roles are made of them, each with a scope. What else there is to say of a
/// permission stands in its row, in `Permission+Rows.swift`.
public enum Permission: String, Sendable, Codable, CaseIterable, JSONSchemaProviding {
  case organizationCreate = "organization.create"
  case hospitalRemove = "hospital.remove"
  case hospitalExport = "hospital.export"
  case hospitalExportApprove = "hospital.export.approve"
  case hospitalExportRead = "hospital.export.read"
  case organizationRead = "organization.read"
  case departmentManage = "department.manage"
  case departmentRead = "department.read"
  case staffRead = "staff.read"
  case staffManage = "staff.manage"
  case accountManage = "account.manage"
  case accountRead = "account.read"
  case accountOneTimeCodeReset = "account.oneTimeCode.reset"
  case accountSessionRevoke = "account.session.revoke"
  case assignmentManage = "assignment.manage"
  case roleManage = "role.manage"
  case substitutionManage = "substitution.manage"
  case accessReview = "access.review"
  case integrationKeyManage = "integrationKey.manage"
  case dischargeImport = "discharge.import"
  case dischargeRead = "discharge.read"
  case patientReveal = "patient.reveal"
  case patientManage = "patient.manage"
  case holdManage = "hold.manage"
  case policyRead = "policy.read"
  case policyManage = "policy.manage"
  case taskRead = "followup.task.read"
  case taskWork = "followup.task.work"
  case reportRead = "report.read"
  case auditSearch = "audit.search"
}

extension Permission {
  /// What the permission means, for those who compose roles of it and those who review them.
  public var text: LocalizedText { row.text }

  /// How far a hospital may grant the permission in a role of its own; nothing for what administers. Whoever composes roles sees no
  /// patient and may hold none of these, so "never more than its maker may grant" is this list: a permission that isn't on it comes with
  /// a built-in role alone, and none reaches further than in the built-in roles. The database has the same list.
  public var grantableScopes: Set<Scope> { row.ownRoles }

  /// Whether an integration key may hold the permission: reading in lists, and feeding discharges. Nothing that shows plain text, does
  /// people's work or changes rules. The database has the same list.
  public var isGrantableToKeys: Bool { row.keys }

  /// The permission's row, made once.
  var row: Row { Self.rows[self] ?? described }

  private static let rows = Dictionary(uniqueKeysWithValues: allCases.map { ($0, $0.described) })
}
