import JSONRPC

extension Permission {
  /// All that there is to say of a permission: what it means, which built-in roles hold it and how far, how far a hospital's own roles may,
  /// and whether integration keys may. Roles take their permissions from here, and so does the database
  /// (`Permission+Database.swift`).
  struct Row {
    let text: LocalizedText
    let roles: [Role: Scope]
    let ownRoles: Set<Scope>
    let keys: Bool

    fileprivate init(
      _ chinese: String, _ english: String, department: [Role] = [], hospital: [Role] = [],
      region: [Role] = [], platform: [Role] = [], ownRoles: Set<Scope> = [], keys: Bool = false
    ) {
      text = LocalizedText(chinese: chinese, english: english)
      let held = [Scope.department: department, .hospital: hospital, .region: region, .platform: platform]
      roles = Dictionary(uniqueKeysWithValues: held.flatMap { scope, roles in roles.map { ($0, scope) } })
      self.ownRoles = ownRoles
      self.keys = keys
    }
  }

  /// The permission's row, as ``row`` keeps it.
  var described: Row {
    switch self {
    case .organizationCreate:
      Row(
        "设立卫健委和医院及其首批管理员",
        "Create bureaus and hospitals and their first administrators",
        platform: [.platformAdministrator])
    case .organizationRead:
      Row(
        "查看机构目录", "See the organizations",
        region: [.bureauSupervisor], platform: [.platformAdministrator])
    case .hospitalRemove:
      Row(
        "终止医院服务，期满后删除其数据",
        "End a hospital's contract and remove its data after the waiting period",
        platform: [.platformAdministrator])
    case .hospitalExport:
      Row(
        "申请导出本院全部数据", "Ask for an archive of everything the hospital owns",
        hospital: [.leader])
    case .hospitalExportApprove:
      Row("审批本院数据导出", "Approve such an archive", hospital: [.securityOfficer])
    case .hospitalExportRead:
      Row(
        "查看本院数据导出的情况", "See the hospital's archives and how they stand",
        hospital: [.leader, .securityOfficer])
    case .departmentManage:
      Row("设立和确认科室", "Create and confirm departments", hospital: [.hospitalAdministrator])
    case .departmentRead:
      Row(
        "查看科室目录", "See the departments",
        hospital: Self.ward + Self.heads + [
          .agent, .centreManager, .leader, .hospitalAdministrator, .securityOfficer, .consultant,
        ],
        ownRoles: [.hospital], keys: true)
    case .staffRead:
      Row(
        "查看员工目录", "See the staff",
        hospital: Self.heads + [.centreManager, .leader, .hospitalAdministrator, .securityOfficer],
        ownRoles: [.hospital], keys: true)
    case .staffManage:
      Row(
        "登记、变更和确认员工", "Put people on the list of staff, change and confirm them",
        hospital: [.hospitalAdministrator])
    case .accountManage:
      Row("设立和停用账号", "Create and deactivate accounts", hospital: [.hospitalAdministrator])
    case .accountRead:
      Row(
        "查看账号及其角色", "See accounts and what they hold",
        hospital: [.hospitalAdministrator, .securityOfficer])
    case .accountOneTimeCodeReset:
      Row(
        "为丢失动态口令的人员重新设置", "Give somebody a one-time code in place of a lost one",
        hospital: [.securityOfficer])
    case .accountSessionRevoke:
      Row(
        "强制账号下线", "End the sessions of an account",
        hospital: [.hospitalAdministrator, .securityOfficer])
    case .assignmentManage:
      Row("授予和收回角色", "Grant and withdraw roles", hospital: [.securityOfficer])
    case .roleManage:
      Row("组合本院自设角色", "Compose the hospital's own roles", hospital: [.securityOfficer])
    case .substitutionManage:
      Row(
        "安排缺勤人员的替代", "Lend an absent person's roles to a substitute",
        department: Self.heads, hospital: [.securityOfficer])
    case .accessReview:
      Row(
        "复核权限：谁能做什么、何时持有", "Review who may do what, and who held what when",
        hospital: [.securityOfficer, .auditor])
    case .integrationKeyManage:
      Row(
        "设立、轮换和吊销接口密钥", "Make, rotate and revoke integration keys",
        hospital: [.securityOfficer])
    case .dischargeImport:
      Row(
        "导入出院病例文件", "Import discharge files",
        hospital: [.centreManager], ownRoles: [.hospital], keys: true)
    case .dischargeRead:
      Row(
        "查看出院病例（脱敏）", "See discharges, personal fields masked",
        department: Self.ward + Self.heads, hospital: [.agent, .centreManager, .leader],
        ownRoles: [.department, .hospital], keys: true)
    case .patientReveal:
      Row(
        "说明理由后查看患者明文信息",
        "See a patient's name and numbers in plain text, with a reason",
        department: Self.ward + Self.heads, hospital: [.agent, .centreManager],
        ownRoles: [.department, .hospital])
    case .patientManage:
      Row(
        "维护患者的号码、监护人、化名和死亡登记",
        "Change what is known of a patient: numbers, guardian, alias, death",
        department: Self.ward + Self.heads, hospital: [.agent, .centreManager])
    case .holdManage:
      Row(
        "设置和解除暂缓回访、不予回访", "Place and lift holds, leave patients out of follow-up",
        hospital: [.centreManager], ownRoles: [.department, .hospital])
    case .policyRead:
      Row(
        "查看回访方案", "See follow-up policies",
        hospital: Self.ward + Self.heads + [.agent, .centreManager, .leader],
        ownRoles: [.hospital], keys: true)
    case .policyManage:
      Row(
        "起草、发布和停用回访方案", "Draft, publish and retire follow-up policies",
        hospital: [.centreManager], ownRoles: [.hospital])
    case .taskRead:
      Row(
        "查看回访任务", "See follow-up tasks",
        department: Self.ward + Self.heads, hospital: [.agent, .centreManager, .leader],
        ownRoles: [.department, .hospital], keys: true)
    case .taskWork:
      Row(
        "领取回访任务、登记拨打记录、结束任务", "Claim tasks, record attempts, close tasks",
        department: Self.ward + Self.heads, hospital: [.agent, .centreManager, .leader],
        ownRoles: [.department, .hospital])
    case .reportRead:
      Row(
        "查看回访率报表", "See follow-up rates",
        department: Self.ward + Self.heads, hospital: [.agent, .centreManager, .leader],
        ownRoles: [.department, .hospital], keys: true)
    case .auditSearch:
      Row("检索查阅日志", "Search the audit trail", hospital: [.auditor])
    }
  }

  /// Who does the work of a ward.
  private static let ward: [Role] = [.wardDoctor, .wardNurse]
  /// Who is responsible for a department.
  private static let heads: [Role] = [.departmentHead, .headNurse]
}
