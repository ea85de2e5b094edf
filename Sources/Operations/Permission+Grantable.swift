extension Permission {
  /// How far a hospital may grant the permission in a role of its own; nothing for what administers. Whoever composes roles sees no
  /// patient and may hold none of these, so "never more than its maker may grant" is this list: a permission that isn't on it comes with
  /// a built-in role alone, and none reaches further than in the built-in roles. The database has the same list.
  public var grantableScopes: Set<Scope> {
    switch self {
    case .departmentRead, .staffRead, .dischargeImport, .policyRead, .policyManage: [.hospital]
    case .dischargeRead, .patientReveal, .taskRead, .taskWork, .holdManage, .reportRead: [.department, .hospital]
    default: []
    }
  }

  /// Whether an integration key may hold the permission: reading in lists, and feeding discharges. Nothing that shows plain text, does
  /// people's work or changes rules. The database has the same list.
  public var isGrantableToKeys: Bool {
    switch self {
    case .departmentRead, .staffRead, .dischargeImport, .dischargeRead, .policyRead, .taskRead, .reportRead: true
    default: false
    }
  }
}
