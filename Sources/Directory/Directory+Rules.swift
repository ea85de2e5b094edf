public import JSONRPC

extension Directory {
  /// What the database's guards say of the directory, by rule.
  public static let rules: [String: LocalizedText] = [
    "departmentCircle": LocalizedText(
      chinese: "科室不能隶属于自身或其下属科室", english: "a department cannot belong to itself or to one below it"),
    "departmentDepth": LocalizedText(
      chinese: "科室层级最多六级", english: "departments stand in at most six levels; choose one further up"),
    "regionBelow": LocalizedText(
      chinese: "上级须为卫生健康行政部门，且下级的行政区划代码须属于上级辖区",
      english: "must be a bureau whose region (GB/T 2260) holds this one's region code"),
    "unknownTimeZone": LocalizedText(
      chinese: "没有这个时区，例如可用 Asia/Shanghai、Asia/Urumqi",
      english: "there is no such time zone; Asia/Shanghai and Asia/Urumqi are some"),
  ]
}
