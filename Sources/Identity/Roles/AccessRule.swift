import FoundationEssentials
import JSONRPC
import Operations

/// One rule of an explanation: its name, whether it is met, and what it says in both languages. No personal data, and nothing of a record
/// but whether it is in reach.
struct AccessRule: Codable, Sendable, Described {
  let rule: String
  let isMet: Bool
  let chinese: String
  let english: String
  let role: String?
  let departmentId: UUID?
  let scope: Scope?
  let validFrom: Date?
  let validUntil: Date?

  static let descriptions = [
    "rule":
      "organizationActive, accountActive, methodRequires, auditGate, roleGrants, noRoleGrants or recordInScope",
    "isMet": "Whether it is met", "chinese": "What it says", "english": "The same in English",
    "role": "The role, where it is about one", "departmentId": "The department that the role is held for",
    "scope": "How far the role grants the permission", "validFrom": "Since when the role is held",
    "validUntil": "Until when",
  ]

  private init(
    _ rule: String, _ isMet: Bool, _ text: LocalizedText, _ assigned: AssignedRole? = nil, scope: Scope? = nil
  ) {
    self.rule = rule
    self.isMet = isMet
    chinese = text.chinese
    english = text.english
    role = assigned?.role.key
    departmentId = assigned?.department
    self.scope = scope
    validFrom = assigned?.validFrom
    validUntil = assigned?.validUntil
  }

  static func organizationActive(_ isActive: Bool) -> AccessRule {
    AccessRule(
      "organizationActive", isActive,
      isActive
        ? LocalizedText(chinese: "机构在用", english: "the organization is active")
        : LocalizedText(chinese: "机构已停用", english: "the organization is deactivated"))
  }

  static func accountActive(_ isActive: Bool) -> AccessRule {
    AccessRule(
      "accountActive", isActive,
      isActive
        ? LocalizedText(chinese: "账号在用", english: "the account is active")
        : LocalizedText(chinese: "账号已停用", english: "the account is deactivated"))
  }

  static func methodRequires(_ asked: RegisteredMethod) -> AccessRule {
    let method = asked.name
    let text =
      switch asked.access {
      case .requires(let permission):
        LocalizedText(
          chinese: "\(method) 需要权限 \(permission.rawValue)(\(permission.text.chinese))",
          english: "\(method) needs the permission \(permission.rawValue) (\(permission.text.english))")
      case .signedIn, .authenticated:
        LocalizedText(
          chinese: "\(method) 登录即可调用，只涉及本人", english: "\(method) is for everybody signed in, about the own affairs")
      case .anybody: LocalizedText(chinese: "\(method) 无需登录", english: "\(method) needs no credential")
      }
    return AccessRule("methodRequires", true, text)
  }

  /// Personal data is shown only to methods that declare it, while their event is open.
  static func auditGate(_ asked: RegisteredMethod, onRecord: Bool) -> AccessRule {
    let isDeclared = asked.audit.personalData
    return AccessRule(
      "auditGate", isDeclared || !onRecord,
      isDeclared
        ? LocalizedText(
          chinese: "\(asked.name) 涉及个人信息：每次调用都记入查阅日志",
          english: "\(asked.name) touches personal data: each call is recorded")
        : LocalizedText(
          chinese: "\(asked.name) 不涉及个人信息：数据库不向其显示患者记录",
          english: "\(asked.name) touches no personal data: the database shows it no patient's record"))
  }

  static func roleGrants(_ permission: Permission, _ assigned: AssignedRole) -> AccessRule {
    let scope = assigned.role.grants[permission]
    let department = assigned.departmentName.map { "(\($0))" } ?? ""
    let lent = assigned.isLent
    return AccessRule(
      "roleGrants", true,
      LocalizedText(
        chinese:
          "\(lent ? "替代持有的" : "")角色 \(assigned.role.key)\(department)含权限 \(permission.rawValue)，范围：\(scope?.chinese ?? "")",
        english:
          "the role \(assigned.role.key)\(department.isEmpty ? "" : " \(department)"), \(lent ? "held as a substitute, " : "")grants \(permission.rawValue) with the scope \(scope?.rawValue ?? "")"
      ), assigned, scope: scope)
  }

  /// Which roles would grant it, and whether one of them was held or will be.
  static func noRoleGrants(_ permission: Permission, _ others: [AssignedRole]) -> AccessRule {
    let roles = Role.allCases.filter { $0.grants[permission] != nil }.map(\.rawValue).joined(separator: " ")
    let history = others.last
    return AccessRule(
      "noRoleGrants", false,
      LocalizedText(
        chinese: "现在持有的角色都不含权限 \(permission.rawValue)；含此权限的内置角色：\(roles)\(history == nil ? "" : ";所示角色不在有效期内")",
        english:
          "no role held now grants \(permission.rawValue); built-in roles that do: \(roles)\(history == nil ? "" : "; the role named here is not in force now")"
      ), history, scope: history.flatMap { $0.role.grants[permission] })
  }

  /// Whether a record is within what the roles reach. Not there, another organization's and beyond the asker's own reach say the same.
  static func recordInScope(_ departments: Set<UUID>?, _ permission: Permission, _ held: [AssignedRole]) -> AccessRule {
    guard let departments else {
      return AccessRule(
        "recordInScope", false,
        LocalizedText(chinese: "没有这条记录，或不在范围内", english: "there is no such record, or it is out of reach"))
    }
    let reached = held.first { assigned in
      guard let scope = assigned.role.grants[permission] else { return false }
      return scope > .department || assigned.department.map(departments.contains) ?? false
    }
    return AccessRule(
      "recordInScope", reached != nil,
      reached != nil
        ? LocalizedText(chinese: "记录在该角色的范围内", english: "the record is within the role's scope")
        : LocalizedText(
          chinese: "记录不属于所持角色的科室", english: "the record belongs to none of the departments that the roles are held for"),
      reached, scope: reached.flatMap { $0.role.grants[permission] })
  }
}

extension Scope {
  /// The scope as staff call it.
  var chinese: String {
    switch self {
    case .own: "本人"
    case .department: "本科室"
    case .hospital: "全院"
    case .region: "辖区"
    case .platform: "全平台"
    }
  }
}
