/// The rules that reject a record; the raw value is the stable id in reports.
public enum RejectionRule: String, Sendable, Hashable, CaseIterable {
  /// No record number: the stay belongs to nobody.
  case recordNumberMissing = "recordNumber.missing"
  /// A spreadsheet turned the record number into 2.61E+11: its digits are lost, and two patients may have become one.
  case recordNumberLost = "recordNumber.lost"
  /// The record number has more characters than any hospital's: something else stands in its column.
  case recordNumberTooLong = "recordNumber.tooLong"
  /// The record number is another person's already: two patients must never become one.
  case recordNumberOtherPerson = "recordNumber.otherPerson"
  /// The row names another institution than the hospital that imports it.
  case institutionCodeOther = "institutionCode.other"
  /// The stay number is no number from 1.
  case stayNumberInvalid = "stayNumber.invalid"
  /// The stay number is another stay's already: the one would overwrite the other, and a discharge would be lost.
  case stayNumberOtherStay = "stayNumber.otherStay"
  /// No name: a caller could not even ask for the patient.
  case nameMissing = "name.missing"
  /// No date of admission or discharge.
  case dateMissing = "date.missing"
  /// A date of admission or discharge that is none.
  case dateInvalid = "date.invalid"
  /// Discharged before admitted.
  case dischargedBeforeAdmitted = "discharged.beforeAdmitted"
  /// Discharged after the day of import.
  case dischargedInFuture = "discharged.inFuture"
  /// No way of leaving: the patient may have died.
  case wayOfLeavingMissing = "wayOfLeaving.missing"
  /// A way of leaving other than 1–5 and 9.
  case wayOfLeavingUnknown = "wayOfLeaving.unknown"
  /// The template's example, left in by mistake: nobody is to be called for it.
  case exampleRow = "record.example"
  /// The names of the columns once more, as where codes and Chinese names stand in two lines: no stay.
  case headerAgain = "record.headerAgain"
  /// More or fewer fields than the header has: values would stand in wrong columns.
  case fieldCount = "record.fieldCount"
  /// Bytes that the file's encoding can't hold.
  case undecodable = "record.undecodable"
  /// A value with more bytes than any has.
  case valueTooLong = "record.valueTooLong"

  func chinese(field: FrontPageField, value: String?) -> String {
    let shown = value.map { "“\($0)”" } ?? ""
    return switch self {
    case .recordNumberMissing: "病案号为空。请在病案系统补填病案号后重新导出该行。"
    case .recordNumberLost: "病案号\(shown)已变成科学计数法，原号丢失。请将该列设为文本后重新导出。"
    case .recordNumberTooLong: "病案号超过 50 个字符，可能错列。请核对后重新导出该行。"
    case .recordNumberOtherPerson:
      "病案号\(shown)已属于另一位患者（姓名不同，且身份证号、出生日期、性别或电话不能证明是同一人）。请核对病案号；"
        + "确为同一人的，请补上或更正身份证号、出生日期后重新导出该行。"
    case .institutionCodeOther: "医疗机构代码\(shown)不是本院代码。请确认该行属于本院，更正后重新导出该行。"
    case .stayNumberInvalid: "住院次数\(shown)不是从 1 起的整数。请更正后重新导出该行。"
    case .stayNumberOtherStay:
      "该病案号的第 \(value ?? "") 次住院是另一次住院（入院和出院日期不重叠），住院次数可能未填或未累加。请填写正确的住院次数后重新导出该行。"
    case .nameMissing: "姓名为空。请补填姓名后重新导出该行。"
    case .dateMissing: "\(field.chineseName)为空。请补填后重新导出该行。"
    case .dateInvalid where DateReading.isSerial(value ?? ""):
      "\(field.chineseName)\(shown)像是表格软件的日期序号，不是日期。请将该列设为日期或文本格式（如 2026-10-31）后重新导出该行。"
    case .dateInvalid: "\(field.chineseName)\(shown)不是有效日期。请改为 20261031 或 2026-10-31 这样的日期后重新导出该行。"
    case .dischargedBeforeAdmitted: "出院时间早于入院时间（\(value ?? "")）。请核对两个时间后重新导出该行。"
    case .dischargedInFuture: "出院时间\(shown)在今天之后。请核对出院时间后重新导出该行。"
    case .wayOfLeavingMissing: "离院方式为空，无法排除死亡病例。请填写 1–5 或 9 后重新导出该行。"
    case .wayOfLeavingUnknown: "离院方式\(shown)无效，应为 1–5 或 9。请更正后重新导出该行。"
    case .exampleRow: "这是模板中的示例行，不是真实病例，未导入。请删除该行；其他行不受影响，不必重新导入。"
    case .headerAgain: "这一行是列名，不是病例，未导入。请删除该行；其他行不受影响，不必重新导入。"
    case .fieldCount: "列数与表头不符（\(value ?? "")），可能有未加引号的分隔符或换行。请更正后重新导出该行。"
    case .undecodable: "\(field.chineseName)含有无法识别的字符（编码错误或汉字被截断）。请更正后重新导出该行。"
    case .valueTooLong: "\(field.chineseName)的内容过长，可能错列或引号未配对。请更正后重新导出该行。"
    }
  }

  func english(field: FrontPageField, value: String?) -> String {
    let shown = value.map { " \"\($0)\"" } ?? ""
    return switch self {
    case .recordNumberMissing: "No record number. Fill it in and export the row again."
    case .recordNumberLost: "The record number\(shown) lost its digits to scientific notation. Export it as text."
    case .recordNumberTooLong:
      "The record number has more than 50 characters: is something else in its column? Correct it and export the row again."
    case .recordNumberOtherPerson:
      "The record number\(shown) is another person's: the name differs, and neither identity number, birth date, sex nor "
        + "telephone shows that it is the same one. Check it; if it is, add or correct identity number and birth date."
    case .institutionCodeOther:
      "The institution code\(shown) is not the hospital's. Check that the row is, and correct it."
    case .stayNumberInvalid: "The stay number\(shown) is no whole number from 1. Correct it and export the row again."
    case .stayNumberOtherStay:
      "Stay \(value ?? "") of the record number is another stay, before or after this one: is the stay number blank or never counted on? "
        + "Fill in the right one and export the row again."
    case .nameMissing: "No name. Fill it in and export the row again."
    case .dateMissing: "\(field.rawValue) is blank. Fill it in and export the row again."
    case .dateInvalid where DateReading.isSerial(value ?? ""):
      "\(field.rawValue)\(shown) looks like a spreadsheet's serial number, not a date. Format the column as date or text (2026-10-31)."
    case .dateInvalid: "\(field.rawValue)\(shown) is no date. Write it as 20261031 or 2026-10-31."
    case .dischargedBeforeAdmitted: "Discharged before admitted (\(value ?? "")). Check both and export the row again."
    case .dischargedInFuture: "The discharge\(shown) lies after today. Check it and export the row again."
    case .wayOfLeavingMissing: "No way of leaving, so a death can't be excluded. Fill in 1–5 or 9."
    case .wayOfLeavingUnknown: "The way of leaving\(shown) is none of 1–5 and 9. Correct it and export the row again."
    case .exampleRow:
      "This is the template's example, nobody's stay, and was not imported. Delete the row; the other rows needn't come again."
    case .headerAgain:
      "The names of the columns once more, nobody's stay: not imported. Delete the row; the other rows needn't come again."
    case .fieldCount:
      "Not as many fields as the header (\(value ?? "")). Quote separators and line breaks in fields, and export the row again."
    case .undecodable: "\(field.rawValue) holds bytes that are no characters. Correct it and export the row again."
    case .valueTooLong:
      "\(field.rawValue) is longer than any value: is something else in its column, or a quote left open? Correct it and export "
        + "the row again."
    }
  }
}
