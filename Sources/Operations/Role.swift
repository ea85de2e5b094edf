public import JSONRPC
public import SQL

/// The built-in roles: who does what in a hospital, its bureau and on the platform. What each may do, the permissions' rows say.
public enum Role: String, Sendable, Codable, CaseIterable, JSONSchemaProviding {
  case platformAdministrator
  case wardDoctor, wardNurse, departmentHead, headNurse
  case agent, centreManager, leader
  case hospitalAdministrator, securityOfficer, auditor
  case bureauSupervisor
  case consultant

  /// The role as hospital staff call it.
  public var chineseName: String {
    switch self {
    case .platformAdministrator: "平台管理员"
    case .wardDoctor: "主管医师"
    case .wardNurse: "责任护士"
    case .departmentHead: "科主任"
    case .headNurse: "护士长"
    case .agent: "回访员"
    case .centreManager: "回访中心主任"
    case .leader: "院领导"
    case .hospitalAdministrator: "系统管理员"
    case .securityOfficer: "安全管理员"
    case .auditor: "审计管理员"
    case .bureauSupervisor: "卫健委监管员"
    case .consultant: "咨询员"
    }
  }

  /// The role in English.
  public var englishName: String {
    switch self {
    case .platformAdministrator: "platform administrator"
    case .wardDoctor: "ward doctor"
    case .wardNurse: "ward nurse"
    case .departmentHead: "department head"
    case .headNurse: "head nurse"
    case .agent: "follow-up agent"
    case .centreManager: "follow-up centre manager"
    case .leader: "hospital leader"
    case .hospitalAdministrator: "hospital administrator"
    case .securityOfficer: "security officer"
    case .auditor: "auditor"
    case .bureauSupervisor: "bureau supervisor"
    case .consultant: "hotline consultant"
    }
  }

  /// What the role may do and how far, as the permissions' rows say. Administrators hold nothing that shows a patient.
  public var grants: [Permission: Scope] { Self.grants[self] ?? [:] }

  private static let grants = Dictionary(
    uniqueKeysWithValues: allCases.map { role in
      let held = Permission.allCases.compactMap { permission in permission.row.roles[role].map { (permission, $0) } }
      return (role, Dictionary(uniqueKeysWithValues: held))
    })

  /// Roles of whom no account may hold two: system, security and audit administration are three people (三员分离).
  public var isAdministrative: Bool {
    switch self {
    case .platformAdministrator, .hospitalAdministrator, .securityOfficer, .auditor: true
    default: false
    }
  }

  /// Whether a person with the role signs in with a one-time code besides the password (等保三级: two factors).
  public var needsSecondFactor: Bool { isAdministrative || self == .bureauSupervisor }

  /// Whether an assignment of the role must name a department.
  public var needsDepartment: Bool {
    switch self {
    case .wardDoctor, .wardNurse, .departmentHead, .headNurse: true
    default: false
    }
  }

  /// The kind of organization whose people can hold the role.
  public var organizationKind: OrganizationKind {
    switch self {
    case .platformAdministrator: .platform
    case .bureauSupervisor: .bureau
    default: .hospital
    }
  }
}

/// The kinds of tenants.
public enum OrganizationKind: String, Sendable, Codable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case platform, bureau, hospital
}
