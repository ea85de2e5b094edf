public import JSONRPC

extension Identity {
  /// What the database's guards say of accounts, roles and keys, by rule.
  public static let rules: [String: LocalizedText] = [
    "needsSecondFactor": LocalizedText(
      chinese: "该角色要求账号启用动态口令：由本人启用（oneTimeCode.enrol），或由安全管理员设置（account.resetOneTimeCode）",
      english:
        "the role needs an account with a one-time code: the person enrols one with oneTimeCode.enrol, or the security officer gives one with account.resetOneTimeCode"
    ),
    "assignmentOverlaps": LocalizedText(
      chinese: "该账号在此期间已持有这一角色；请先收回或另选期间",
      english: "the account holds the role in that period already; withdraw it first or choose another period"),
    "accountDeactivated": LocalizedText(
      chinese: "该账号已停用，请先启用", english: "the account is deactivated: activate it first"),
    "organizationDeactivated": LocalizedText(
      chinese: "该机构已停用，请先启用", english: "the organization is out of use: activate it first"),
    "administrativeRole": LocalizedText(
      chinese: "该机构的这一角色不由平台授予", english: "the platform does not give this role to this kind of organization"),
    "assignmentEnded": LocalizedText(chinese: "该授权已结束", english: "the assignment has ended already"),
    "substitutionEnded": LocalizedText(chinese: "该替代已结束", english: "the substitution has ended already"),
    "keyEnded": LocalizedText(
      chinese: "该密钥已吊销或过期，请新建", english: "the key is revoked or has expired; make a new one"),
    "separationOfAdministrators": LocalizedText(
      chinese: "系统、安全、审计管理员的账号不能再持有其他角色（三员分离）",
      english: "an administrator's account can hold no other role; create another account for the person"),
    "lastAdministrator": LocalizedText(
      chinese: "机构须始终有系统、安全、审计管理员各至少一名；请先由平台设立继任者",
      english:
        "an organization keeps at least one hospital administrator, security officer and auditor; have the platform set up the successor first"
    ),
  ]
}
