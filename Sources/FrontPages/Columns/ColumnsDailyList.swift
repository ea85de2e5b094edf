extension ColumnLayout {
  /// 出院日报: what a ward clerk writes down each day, for hospitals that can't wait for the month's front pages. Its columns have
  /// Chinese names only; any of those that hospitals use besides (`ChineseColumnNames`) will do.
  static let dailyList: ColumnLayout = {
    let columns = dailyListColumns
    return ColumnLayout(
      list: columns.map(\.name).joined(separator: " "),
      slots: Dictionary(columns.map { ($0.name, $0.slot) }, uniquingKeysWith: { first, _ in first }))
  }()

  /// The columns in the order in which the template has them.
  private static var dailyListColumns: [(slot: Slot, name: String)] {
    var columns = dailyListHead.map { (slot: Slot(field: $0), name: $1) }
    for ordinal in 1...5 {
      columns.append((Slot(field: .otherDiagnosisName, ordinal: ordinal), "其他诊断\(ordinal)"))
      columns.append((Slot(field: .otherDiagnosisCode, ordinal: ordinal), "其他诊断编码\(ordinal)"))
    }
    for ordinal in 1...3 {
      columns.append((Slot(field: .operationName, ordinal: ordinal), "手术名称\(ordinal)"))
      columns.append((Slot(field: .operationDate, ordinal: ordinal), "手术日期\(ordinal)"))
      columns.append((Slot(field: .operationCode, ordinal: ordinal), "手术编码\(ordinal)"))
    }
    return columns + dailyListTail.map { (slot: Slot(field: $0), name: $1) }
  }

  private static let dailyListHead: [(FrontPageField, String)] = [
    (.recordNumber, "病案号"), (.stayNumber, "住院次数"), (.name, "姓名"), (.sex, "性别"), (.birthDate, "出生日期"),
    (.age, "年龄"), (.identityNumber, "身份证号"), (.phone, "患者电话"), (.contactName, "联系人姓名"),
    (.contactRelation, "联系人关系"), (.contactPhone, "联系人电话"), (.workPhone, "单位电话"), (.address, "现住址"),
    (.admissionRoute, "入院途径"), (.admitted, "入院时间"), (.discharged, "出院时间"), (.department, "出院科室"),
    (.ward, "出院病区"), (.wayOfLeaving, "离院方式"), (.mainDiagnosisName, "主要诊断"), (.mainDiagnosisCode, "主要诊断编码"),
  ]

  private static let dailyListTail: [(FrontPageField, String)] = [
    (.attending, "主治医师"), (.resident, "住院医师"), (.nurse, "责任护士"), (.institutionCode, "医疗机构代码"),
    (.institutionName, "医疗机构名称"),
  ]
}
