public import JSONRPC

extension Discharges {
  /// What the database's guards say of patients and visits, by rule.
  public static let rules: [String: LocalizedText] = [
    "notAMother": LocalizedText(
      chinese: "母亲的性别登记为男，请核对", english: "the mother's sex is recorded as male; check which patient it is"),
    "olderThanMother": LocalizedText(
      chinese: "子女的出生日期不晚于母亲，请核对", english: "the child isn't younger than the mother; check which patient it is"),
    "ownMother": LocalizedText(
      chinese: "两者已合并为同一患者，不能互为母子", english: "the two are merged as one person, who can't be her own mother"),
    "hasMother": LocalizedText(
      chinese: "该患儿已关联母亲；如有误，请先解除关联",
      english: "the child is linked with a mother already; unlink it first if that is wrong"),
    "importUndoing": LocalizedText(
      chinese: "该出院病例所属的导入正在撤销，不能再登记",
      english: "the file that brought the discharge is being taken back: leave it, and take another task"),
  ]
}
