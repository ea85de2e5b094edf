public import JSONRPC

extension Permission: JSONSchemaProviding {
  /// What the permission means, for those who compose roles of it and those who review them.
  public var text: LocalizedText {
    switch self {
    case .organizationCreate:
      LocalizedText(chinese: "设立卫健委和医院及其首批管理员", english: "Create bureaus and hospitals and their first administrators")
    case .organizationRead: LocalizedText(chinese: "查看机构目录", english: "See the organizations")
    case .hospitalRemove:
      LocalizedText(
        chinese: "终止医院服务，期满后删除其数据", english: "End a hospital's contract and remove its data after the waiting period")
    case .hospitalExport:
      LocalizedText(chinese: "申请导出本院全部数据", english: "Ask for an archive of everything the hospital owns")
    case .hospitalExportApprove: LocalizedText(chinese: "审批本院数据导出", english: "Approve such an archive")
    case .hospitalExportRead:
      LocalizedText(chinese: "查看本院数据导出的情况", english: "See the hospital's archives and how they stand")
    case .departmentManage: LocalizedText(chinese: "设立和确认科室", english: "Create and confirm departments")
    case .departmentRead: LocalizedText(chinese: "查看科室目录", english: "See the departments")
    case .staffRead: LocalizedText(chinese: "查看员工目录", english: "See the staff")
    case .staffManage:
      LocalizedText(chinese: "登记、变更和确认员工", english: "Put people on the list of staff, change and confirm them")
    case .accountManage: LocalizedText(chinese: "设立和停用账号", english: "Create and deactivate accounts")
    case .accountRead: LocalizedText(chinese: "查看账号及其角色", english: "See accounts and what they hold")
    case .accountOneTimeCodeReset:
      LocalizedText(chinese: "为丢失动态口令的人员重新设置", english: "Give somebody a one-time code in place of a lost one")
    case .accountSessionRevoke: LocalizedText(chinese: "强制账号下线", english: "End the sessions of an account")
    case .assignmentManage: LocalizedText(chinese: "授予和收回角色", english: "Grant and withdraw roles")
    case .roleManage: LocalizedText(chinese: "组合本院自设角色", english: "Compose the hospital's own roles")
    case .substitutionManage:
      LocalizedText(chinese: "安排缺勤人员的替代", english: "Lend an absent person's roles to a substitute")
    case .accessReview:
      LocalizedText(chinese: "复核权限：谁能做什么、何时持有", english: "Review who may do what, and who held what when")
    case .integrationKeyManage:
      LocalizedText(chinese: "设立、轮换和吊销接口密钥", english: "Make, rotate and revoke integration keys")
    case .dischargeImport: LocalizedText(chinese: "导入出院病例文件", english: "Import discharge files")
    case .dischargeRead: LocalizedText(chinese: "查看出院病例（脱敏）", english: "See discharges, personal fields masked")
    case .patientReveal:
      LocalizedText(chinese: "说明理由后查看患者明文信息", english: "See a patient's name and numbers in plain text, with a reason")
    case .patientManage:
      LocalizedText(
        chinese: "维护患者的号码、监护人、化名和死亡登记", english: "Change what is known of a patient: numbers, guardian, alias, death")
    case .holdManage:
      LocalizedText(chinese: "设置和解除暂缓回访、不予回访", english: "Place and lift holds, leave patients out of follow-up")
    case .policyRead: LocalizedText(chinese: "查看回访方案", english: "See follow-up policies")
    case .policyManage: LocalizedText(chinese: "起草、发布和停用回访方案", english: "Draft, publish and retire follow-up policies")
    case .taskRead: LocalizedText(chinese: "查看回访任务", english: "See follow-up tasks")
    case .taskWork:
      LocalizedText(chinese: "领取回访任务、登记拨打记录、结束任务", english: "Claim tasks, record attempts, close tasks")
    case .reportRead: LocalizedText(chinese: "查看回访率报表", english: "See follow-up rates")
    case .auditSearch: LocalizedText(chinese: "检索查阅日志", english: "Search the audit trail")
    }
  }
}
