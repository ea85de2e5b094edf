public import JSONRPC
public import Postgres

extension RPCError {
  /// One parameter broke one rule.
  public static func violation(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.invalidParams, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// A rule of the field forbids it, though the parameters are well formed.
  public static func rule(_ path: String, _ rule: String, _ message: LocalizedText) -> RPCError {
    RPCError(.ruleViolation, violations: [Violation(path: path, rule: rule, message: message)])
  }

  /// What the database said, without its words: they may hold personal data.
  public init(database error: DatabaseError) {
    switch error.kind {
    case .overloaded: self.init(.overloaded, retryAfterMs: 200)
    case .deadlineExceeded: self.init(.deadlineExceeded)
    case .cancelled: self.init(.cancelled)
    case .unavailable, .connectionLost: self.init(.dependencyUnavailable, retryAfterMs: 1000)
    case .outcomeUnknown:
      self.init(.dependencyUnavailable, message: .outcomeUnknown, retryAfterMs: 500)
    case .protocolViolation: self.init(.internalError)
    case .server where error.constraint == "idempotency_key":
      self.init(.idempotencyInProgress, retryAfterMs: 200)
    case .server: self.init(sqlState: error.sqlState ?? "", raised: error.raised)
    }
  }

  private init(sqlState: String, raised: DatabaseError.RaisedDetail?) {
    switch sqlState {
    case "HF001":
      let code = ErrorCode(rawValue: raised?.message ?? "") ?? .internalError
      self.init(code, violations: Self.violations(of: raised?.detail ?? ""))
    case "HF003": self.init(.credentialExpired)
    case "HF004": self.init(.unauthenticated)
    case "23505": self.init(.alreadyExists)
    case "57014": self.init(.deadlineExceeded)
    case "55P03": self.init(.overloaded, retryAfterMs: 200)
    case "40001", "40P01": self.init(.overloaded, retryAfterMs: 50)
    case "25006": self.init(.readOnly, retryAfterMs: 5000)
    case "53100", "53200", "53300": self.init(.overloaded, retryAfterMs: 5000)
    case "57P01", "57P02", "57P03": self.init(.dependencyUnavailable, retryAfterMs: 1000)
    default: self.init(.internalError)
    }
  }

  /// `app.guard` names the rule as `path:rule`; the texts stand in ``GuardText``.
  private static func violations(of detail: String) -> [Violation] {
    guard !detail.isEmpty else { return [] }
    let parts = detail.split(separator: ":", maxSplits: 1).map(String.init)
    let rule = parts.count == 2 ? parts[1] : parts[0]
    guard let text = GuardText.texts[rule] else { return [] }
    return [Violation(path: parts.count == 2 ? parts[0] : "", rule: rule, message: text)]
  }
}

extension LocalizedText {
  static let outcomeUnknown = LocalizedText(
    chinese: "与数据库的连接中断，操作是否完成尚不确定；请用同一 idempotencyKey 重试",
    english:
      "the connection to the database was lost; whether the write took effect is unknown. Repeat it with the same idempotencyKey"
  )
}

/// What the guards inside statements say to people. A guard names its rule; the words stand here.
enum GuardText {
  static let texts: [String: LocalizedText] = [
    "taskClosed": LocalizedText(
      chinese: "该回访任务已结束，不能再登记", english: "the follow-up task is closed; nothing more can be recorded on it"),
    "taskNotYetOpen": LocalizedText(
      chinese: "该回访任务的时间窗尚未开始", english: "the task's window has not opened yet; see opensOn"),
    "taskReplaced": LocalizedText(
      chinese: "患者已再次出院，新的回访计划已取代该任务",
      english: "the patient has been discharged again, and the new stay's plan has taken the task's place"),
    "claimedByAnother": LocalizedText(
      chinese: "该任务正由其他人员处理",
      english: "another person is working on the task; take the next one or wait until the claim ends"),
    "onHold": LocalizedText(
      chinese: "该患者处于暂缓回访状态，解除暂缓后方可回访", english: "a hold stands over the task; it can be worked on once that is lifted"),
    "isMerged": LocalizedText(
      chinese: "该患者已并入其他患者；请先拆分，或改选其所并入的患者",
      english: "the patient has been merged into another one; take that back first, or name the kept one"),
    "hasMerged": LocalizedText(
      chinese: "已有其他患者并入该患者；请先拆分，或以其为保留方",
      english: "others have been merged into this patient; take that back first, or keep this one"),
    "deathDiffers": LocalizedText(
      chinese: "两名患者中仅一名已登记死亡；请先登记另一名的死亡",
      english: "only one of the two is recorded as dead; record the other's death first"),
    "notRecordedDead": LocalizedText(
      chinese: "该患者未登记死亡", english: "no death is recorded of the patient"),
    "diedInHospital": LocalizedText(
      chinese: "病案首页的离院方式为死亡，不能在此撤销；请更正病案首页后重新导入",
      english: "a discharge file says that the patient died in hospital: correct the front page and import it again"),
    "aliveAfterwards": LocalizedText(
      chinese: "患者在此日期之后还有非死亡的出院记录；请核对患者与日期",
      english: "the patient left hospital alive after that day: check the patient and the day"),
    "patientDied": LocalizedText(
      chinese: "该患者已登记死亡；如属误登记，请先撤销死亡登记",
      english: "the patient is recorded as dead; if that is wrong, take the death back first"),
    "notMerged": LocalizedText(chinese: "该患者未被合并", english: "the patient hasn't been merged"),
    "notAMother": LocalizedText(
      chinese: "母亲的性别登记为男，请核对", english: "the mother's sex is recorded as male; check which patient it is"),
    "olderThanMother": LocalizedText(
      chinese: "子女的出生日期不晚于母亲，请核对", english: "the child isn't younger than the mother; check which patient it is"),
    "ownMother": LocalizedText(
      chinese: "两者已合并为同一患者，不能互为母子", english: "the two are merged as one person, who can't be her own mother"),
    "hasMother": LocalizedText(
      chinese: "该患儿已关联母亲；如有误，请先解除关联",
      english: "the child is linked with a mother already; unlink it first if that is wrong"),
    "stayEnded": LocalizedText(chinese: "该次住院已结束", english: "the stay has ended already"),
    "withinStay": LocalizedText(
      chinese: "结束日期须在入院日期与今天之间", english: "must be between the day of admission and today"),
    "holdLifted": LocalizedText(
      chinese: "该暂缓已解除", english: "the hold has been lifted already; read the list again"),
    "correctionOpen": LocalizedText(
      chinese: "该出院病例已有待处理的号码更正，请等待科室答复",
      english: "the ward has been asked for this discharge's number already; wait for its answer"),
    "correctionClosed": LocalizedText(
      chinese: "该号码更正已处理，不能再次答复", english: "the request has been answered already; read the list again"),
    "correctionTask": LocalizedText(
      chinese: "只有未结束的任务，或因无号码、空号、错号未回访的任务可以申请号码更正",
      english: "only an open task, or one not followed up for want of a good number, can have its number corrected"),
    "contactOfPatient": LocalizedText(
      chinese: "该号码不属于此患者", english: "the number is not one of this patient's; see contacts of the task"),
    "versionConflict": LocalizedText(
      chinese: "数据已被他人修改，请刷新后重试", english: "somebody changed it in the meantime; read it again and repeat"),
    "notDraft": LocalizedText(
      chinese: "只有草稿状态的方案可以发布", english: "only a draft can be published"),
    "departmentCircle": LocalizedText(
      chinese: "科室不能隶属于自身或其下属科室", english: "a department cannot belong to itself or to one below it"),
    "departmentDepth": LocalizedText(
      chinese: "科室层级最多六级", english: "departments stand in at most six levels; choose one further up"),
    "regionBelow": LocalizedText(
      chinese: "上级须为卫生健康行政部门，且下级的行政区划代码须属于上级辖区",
      english: "must be a bureau whose region (GB/T 2260) holds this one's region code"),
    "waitingPeriod": LocalizedText(
      chinese: "终止与删除之间至少间隔 30 天", english: "at least 30 days lie between the end and the removal"),
    "terminated": LocalizedText(
      chinese: "该医院已终止服务", english: "the hospital's contract has ended already"),
    "notTerminated": LocalizedText(
      chinese: "该医院未终止服务，或删除已经开始", english: "the hospital isn't terminated, or its removal has begun"),
    "notYetRemovable": LocalizedText(
      chinese: "未到可删除日期", english: "the day from which the hospital may be removed has not come"),
    "needsSecondFactor": LocalizedText(
      chinese: "该角色要求账号启用动态口令：由本人启用（oneTimeCode.enrol），或由管理员设置（account.resetOneTimeCode）",
      english:
        "the role needs an account with a one-time code: the person enrols one with oneTimeCode.enrol, or the administrator gives one with account.resetOneTimeCode"
    ),
    "assignmentOverlaps": LocalizedText(
      chinese: "该账号在此期间已持有这一角色；请先收回或另选期间",
      english: "the account holds the role in that period already; withdraw it first or choose another period"),
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
