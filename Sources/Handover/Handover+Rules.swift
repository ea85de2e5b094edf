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
    "notYetRemovable": LocalizedText(
      chinese: "未到可删除日期", english: "the day from which the hospital may be removed has not come"),
  ]
}
