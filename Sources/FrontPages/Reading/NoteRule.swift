/// What is remarked on but kept; the raw value is the stable id in reports.
public enum NoteRule: String, Sendable, Hashable, CaseIterable {
  /// No stay number: taken as the first stay.
  case stayNumberAssumed = "stayNumber.assumed"
  /// A sex other than 0, 1, 2, 9: taken as not known.
  case sexUnknown = "sex.unknown"
  /// A birth date that is none, or after the admission: left out.
  case birthDateInvalid = "birthDate.invalid"
  /// An age that can't be read: left out.
  case ageInvalid = "age.invalid"
  /// An identity number that fails GB 11643: kept, not trusted.
  case identityNumberInvalid = "identityNumber.invalid"
  /// An identity number lost to scientific notation.
  case identityNumberLost = "identityNumber.lost"
  /// The birth date differs from the one inside the identity number.
  case birthDateDiffers = "birthDate.differs"
  /// The number was lost to scientific notation.
  case phoneLost = "phone.lost"
  /// The number can't be dialled.
  case phoneUnusable = "phone.unusable"
  /// Several numbers in one field: all that can be dialled were taken.
  case phoneSeveral = "phone.several"
  /// No number of anybody: nobody can be called.
  case numberNone = "number.none"
  /// An age without a birth date: nothing can be reckoned from it later, so it isn't kept.
  case ageAlone = "age.alone"
  /// A relation other than 0–8: taken as other.
  case relationUnknown = "contactRelation.unknown"
  /// An admission route other than 1, 2, 3, 9: left out.
  case admissionRouteUnknown = "admissionRoute.unknown"
  /// An hour outside 0–23: the day was kept without a time.
  case hourInvalid = "hour.invalid"
  /// No department at discharge: nobody in charge.
  case departmentMissing = "department.missing"
  /// An operation's date that is none: left out.
  case operationDateInvalid = "operationDate.invalid"
  /// The institution's column holds the record number, as DBF exports do: left out.
  case institutionNameIsRecordNumber = "institutionName.isRecordNumber"
  /// No birth date, or none that can be: the one inside the valid identity number was taken.
  case birthDateFromIdentityNumber = "birthDate.fromIdentityNumber"
  /// A department, ward or person's name longer than any: its beginning was taken.
  case nameCut = "name.cut"
  /// A contact without a number: nobody can be asked, so the name isn't kept.
  case contactWithoutPhone = "contact.withoutPhone"
  /// The stay came before in the file and said something else: the first row counts.
  case stayRepeated = "stay.repeatedDifferently"
  /// Columns whose meaning an earlier column had already.
  case columnsRepeated = "columns.repeated"
  /// Columns whose name stands for several in the list.
  case columnsAmbiguous = "columns.ambiguous"
  /// Columns of the dialect that the file hasn't.
  case columnsAbsent = "columns.absent"

  func chinese(field: FrontPageField, value: String?) -> String {
    let shown = value.map { "“\($0)”" } ?? ""
    return switch self {
    case .stayNumberAssumed: "住院次数为空，按第 1 次处理。"
    case .sexUnknown: "性别\(shown)不是 0、1、2、9，按未知处理。"
    case .birthDateInvalid: "出生日期\(shown)无效或晚于入院，未采用。"
    case .ageInvalid: "年龄\(shown)无法识别，未采用。"
    case .identityNumberInvalid: "身份证号\(shown)未通过校验，已保留但不作核对依据。"
    case .identityNumberLost: "身份证号\(shown)已变成科学计数法，原号丢失。"
    case .birthDateDiffers: "出生日期与身份证号中的不一致。"
    case .phoneLost: "\(field.chineseName)\(shown)已变成科学计数法，原号丢失，不能拨打。"
    case .phoneUnusable: "\(field.chineseName)\(shown)不能拨打。"
    case .phoneSeveral: "\(field.chineseName)填了多个号码，可拨打的都已保存，第一个为主。"
    case .numberNone: "患者、联系人和单位都没有电话，无法电话回访，联系人姓名也未保存。请补填后重新导入。"
    case .ageAlone: "只有年龄，没有出生日期或有效身份证号，年龄未保存。请补填出生日期后重新导入。"
    case .relationUnknown: "联系人关系\(shown)不是 0–8，按其他处理。"
    case .admissionRouteUnknown: "入院途径\(shown)不是 1、2、3、9，未采用。"
    case .hourInvalid: "\(field.chineseName)的时刻\(shown)无效，只取日期。"
    case .departmentMissing: "出院科别为空，无法确定责任科室。"
    case .operationDateInvalid: "手术操作日期\(shown)不是有效日期，未采用。"
    case .institutionNameIsRecordNumber: "机构名称一列填的是病案号，未采用。"
    case .birthDateFromIdentityNumber: "出生日期为空或无效，已取有效身份证号中的出生日期。请核对。"
    case .nameCut: "\(field.chineseName)超过 \(FrontPage.longestName) 个字，只取前 \(FrontPage.longestName) 个。请核对是否错列。"
    case .contactWithoutPhone: "联系人没有电话，姓名和关系未保存。请补填联系人电话后重新导入。"
    case .stayRepeated: "同一次住院在文件中出现多次且内容不同，只取第一行。请核对，需要时将正确的一行单独导入。"
    case .columnsRepeated: "这些列与前面的列含义相同，只取前面的列：\(value ?? "")。"
    case .columnsAmbiguous: "这些列的名称对应多个项目，无法判断，未采用：\(value ?? "")。请改用代码（如 JBDM、CYSJS）作列名，或保持标准列序。"
    case .columnsAbsent: "文件中没有这些列：\(value ?? "")。需要时请补上后重新导出。"
    }
  }

  func english(field: FrontPageField, value: String?) -> String {
    let shown = value.map { " \"\($0)\"" } ?? ""
    return switch self {
    case .stayNumberAssumed: "No stay number: taken as the first stay."
    case .sexUnknown: "The sex\(shown) is none of 0, 1, 2, 9: taken as not known."
    case .birthDateInvalid: "The birth date\(shown) is none or after the admission: left out."
    case .ageInvalid: "The age\(shown) can't be read: left out."
    case .identityNumberInvalid: "The identity number\(shown) fails its check: kept, not trusted."
    case .identityNumberLost: "The identity number\(shown) lost its digits to scientific notation."
    case .birthDateDiffers: "The birth date differs from the one inside the identity number."
    case .phoneLost: "\(field.rawValue)\(shown) lost its digits to scientific notation and can't be dialled."
    case .phoneUnusable: "\(field.rawValue)\(shown) can't be dialled."
    case .phoneSeveral:
      "\(field.rawValue) holds several numbers: all that can be dialled were kept, the first as the main one."
    case .numberNone:
      "Neither patient nor contact nor work has a number: nobody can be called, and the contact's name isn't kept. Fill one in and "
        + "import again."
    case .ageAlone:
      "An age alone, without birth date or valid identity number, isn't kept. Fill in the birth date and import again."
    case .relationUnknown: "The relation\(shown) is none of 0–8: taken as other."
    case .admissionRouteUnknown: "The admission route\(shown) is none of 1, 2, 3, 9: left out."
    case .hourInvalid: "The time\(shown) of \(field.rawValue) is none: the day was kept."
    case .departmentMissing: "No department at discharge: nobody is in charge."
    case .operationDateInvalid: "The operation's date\(shown) is none: left out."
    case .institutionNameIsRecordNumber: "The institution's column holds the record number: left out."
    case .birthDateFromIdentityNumber:
      "No birth date, or none that can be: the one inside the valid identity number was taken. Check it."
    case .nameCut:
      "\(field.rawValue) is longer than \(FrontPage.longestName) characters: its beginning was taken. Check the columns."
    case .contactWithoutPhone:
      "The contact has no number: name and relation weren't kept. Fill in the number and import again."
    case .stayRepeated:
      "The stay comes several times in the file and says different things: the first row counts. Check, and import the right row "
        + "by itself if need be."
    case .columnsRepeated: "These columns mean what an earlier one means, which was taken: \(value ?? "")."
    case .columnsAmbiguous:
      "These columns' names stand for several things, so nothing was taken from them: \(value ?? ""). Name them by their codes, such as "
        + "JBDM and CYSJS, or keep the list's order."
    case .columnsAbsent: "The file has no columns for: \(value ?? ""). Export it with them if they are needed."
    }
  }
}
