/// What a column means, whatever the dialect calls it.
public enum FrontPageField: String, Sendable, Hashable, CaseIterable {
  case institutionCode, institutionName, recordNumber, stayNumber, name, sex, birthDate, age, identityNumber, address
  case phone, workPhone, contactName, contactRelation, contactPhone, admissionRoute
  case admitted, admittedHour, discharged, dischargedHour, department, ward
  case mainDiagnosisCode, mainDiagnosisName, otherDiagnosisCode, otherDiagnosisName
  case operationCode, operationDate, operationName, attending, resident, nurse, wayOfLeaving
  /// The record as a whole.
  case record

  /// The name that hospital staff read.
  public var chineseName: String {
    switch self {
    case .institutionCode: "医疗机构代码"
    case .institutionName: "医疗机构名称"
    case .recordNumber: "病案号"
    case .stayNumber: "住院次数"
    case .name: "姓名"
    case .sex: "性别"
    case .birthDate: "出生日期"
    case .age: "年龄"
    case .identityNumber: "身份证号"
    case .address: "现住址"
    case .phone: "患者电话"
    case .workPhone: "单位电话"
    case .contactName: "联系人姓名"
    case .contactRelation: "联系人关系"
    case .contactPhone: "联系人电话"
    case .admissionRoute: "入院途径"
    case .admitted: "入院时间"
    case .admittedHour: "入院时间(时)"
    case .discharged: "出院时间"
    case .dischargedHour: "出院时间(时)"
    case .department: "出院科别"
    case .ward: "出院病房"
    case .mainDiagnosisCode: "主要诊断编码"
    case .mainDiagnosisName: "主要诊断名称"
    case .otherDiagnosisCode: "其他诊断编码"
    case .otherDiagnosisName: "其他诊断名称"
    case .operationCode: "手术操作编码"
    case .operationDate: "手术操作日期"
    case .operationName: "手术操作名称"
    case .attending: "主治医师"
    case .resident: "住院医师"
    case .nurse: "责任护士"
    case .wayOfLeaving: "离院方式"
    case .record: "整行"
    }
  }

  /// The columns without which no row can become a stay that somebody follows up.
  static let needed: [FrontPageField] = [.recordNumber, .name, .admitted, .discharged, .department, .wayOfLeaving]
}

/// One place in a row: a field, and for the repeated ones which of them, from 1 (0 otherwise).
struct Slot: Hashable, Sendable {
  var field: FrontPageField
  var ordinal: Int = 0
}
