public import JSONRPC

extension Discharges {
  /// What the database's guards say of patients and visits, by rule.
  public static let rules: [String: LocalizedText] = [
    "notAMother": LocalizedText(
      chinese: "母亲的性别登记为男，请核对", english: "the mother's sex is recorded as male; check which patient it is"),
    "olderThanMother": LocalizedText(
      chinese: "子女的出生日期不晚于母亲，请核对", english: "the child isn't younger than the mother; check which patient it is"),
  ]
}
