public import JSONRPC

extension Handover {
  /// What the database's guards say of the end of a contract, by rule.
  public static let rules: [String: LocalizedText] = [
    "waitingPeriod": LocalizedText(
      chinese: "终止与删除之间至少间隔 30 天", english: "at least 30 days lie between the end and the removal"),
    "terminated": LocalizedText(
      chinese: "该医院已终止服务", english: "the hospital's contract has ended already"),
    "notTerminated": LocalizedText(
      chinese: "该医院未终止服务，或删除已经开始", english: "the hospital isn't terminated, or its removal has begun"),
    "removalPending": LocalizedText(
      chinese: "该医院已有一份删除申请待审批或正在删除", english: "a removal of this hospital waits for approval or is under way"),
    "twoAdministrators": LocalizedText(
      chinese: "删除须由另一名平台管理员审批；只有一名时，请运维人员用 huifang admin create 增设",
      english:
        "another platform administrator must approve; where there is only one, the operator makes a second with huifang admin create"
    ),
    "latelyReset": LocalizedText(
      chinese: "申请人或审批人的密码、动态口令在近 30 天内由他人重置过；须由未被重置过的两人办理",
      english:
        "somebody else has reset the password or one-time code of one of the two within 30 days: two others must do it, or the time pass"
    ),
    "removalExpired": LocalizedText(
      chinese: "删除申请已超过 7 天未审批而失效，请重新申请", english: "nobody approved it within 7 days: ask again"),
    "removalDecided": LocalizedText(
      chinese: "该删除申请已办结，或删除已经开始", english: "it is decided already, or the removal has begun"),
    "notTheRequester": LocalizedText(
      chinese: "只有申请人可以撤回；其他管理员请用 hospital.removal.refuse",
      english: "only whoever asked withdraws it; others use hospital.removal.refuse"),
    "removalNotApproved": LocalizedText(
      chinese: "删除未经两名平台管理员办理", english: "no second administrator has approved the removal"),
    "notYetRemovable": LocalizedText(
      chinese: "未到可删除日期", english: "the day from which the hospital may be removed has not come"),
  ]
}
