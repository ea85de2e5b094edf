/// The shapes in which Chinese hospitals export their discharges, told apart by the header: four of front pages, and the daily list.
public enum FrontPageDialect: String, Sendable, Hashable, CaseIterable {
  /// 卫统4-1 (N041): 232 columns, dates as YYYYMMDD with the hour in a column of its own.
  case n041 = "N041"
  /// HQMS with P columns: 346 columns, dates as yyyy-MM-dd.
  case hqmsP = "HQMS-P"
  /// 绩效考核 of western medicine, A/B/C/D columns, with or without the F columns of some regions.
  case hqmsABCD = "HQMS-ABCD"
  /// 中医绩效考核: N041's names with differences, and the outpatient diagnosis where N041 has the main one.
  case tcm = "TCM"
  /// 出院日报: a daily list with Chinese headers, as a ward clerk fills it in.
  case dailyList = "DAILY-LIST"

  /// The name that hospital staff read.
  public var chineseName: String {
    switch self {
    case .n041: "卫统4-1(N041)"
    case .hqmsP: "HQMS(P 列)"
    case .hqmsABCD: "绩效考核(西医)"
    case .tcm: "绩效考核(中医)"
    case .dailyList: "出院日报"
    }
  }

  var layout: ColumnLayout {
    switch self {
    case .n041: .n041
    case .hqmsP: .hqmsP
    case .hqmsABCD: .hqmsABCD
    case .tcm: .tcm
    case .dailyList: .dailyList
    }
  }

  /// A field by its Chinese name and this dialect's code: `病案号(BAH)`.
  func describe(_ field: FrontPageField) -> String {
    guard let code = layout.codes[Slot(field: field)] else { return field.chineseName }
    if self == .dailyList { return code }
    return "\(field.chineseName)(\(code))"
  }
}
