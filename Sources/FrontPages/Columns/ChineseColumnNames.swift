/// Names in Chinese that exporters give to columns beside those of the national lists.
enum ChineseColumnNames {
  /// The field that a column of this name holds, whatever the dialect.
  static let single: [String: FrontPageField] = table([
    (.institutionCode, "医疗机构代码 组织机构代码 机构代码 医院代码 医疗机构编码"),
    (.institutionName, "医疗机构名称 机构名称 医院名称 医疗机构"),
    (.recordNumber, "病案号 病案号码 病历号 病人病案号"),
    (.stayNumber, "住院次数 第几次住院 第N次住院 入院次数"),
    (.name, "姓名 患者姓名 病人姓名"), (.sex, "性别 性别代码 患者性别"),
    (.birthDate, "出生日期 生日 出生年月日"), (.age, "年龄 年龄(岁)"),
    (.identityNumber, "身份证号 身份证号码 公民身份号码 身份证 证件号码 患者证件号码 患者身份证号"),
    (.address, "现住址 住址 现住地址 家庭住址 家庭地址"),
    (.phone, "电话 患者电话 联系电话 住宅电话 现住址电话 本人电话 患者联系电话 手机号 手机号码 家庭电话 病人电话"),
    (.workPhone, "单位电话 工作单位电话 电话(单位) 工作单位及地址电话"),
    (.contactName, "联系人姓名 联系人 家属姓名 亲属姓名 紧急联系人 紧急联系人姓名"), (.contactRelation, "关系 联系人关系 与患者关系 联系人与患者关系 联系人关系代码"),
    (.contactPhone, "联系人电话 联系人手机 联系人手机号 联系人电话号码 联系人联系电话 家属电话 家属联系电话 家属手机 家属手机号 亲属电话 紧急联系人电话"),
    (.admissionRoute, "入院途径 入院途径代码"),
    (.admitted, "入院时间 入院日期 入院日期时间 入院日期及时间"), (.admittedHour, "入院时间(时) 入院时 入院小时"),
    (.discharged, "出院时间 出院日期 出院日期时间 出院日期及时间"), (.dischargedHour, "出院时间(时) 出院时 出院小时"),
    (.department, "出院科别 出院科室 出院科室名称 出院科别名称 科室 科室名称"),
    (.ward, "出院病房 出院病室 出院病区 出院病区名称 病区 病区名称"),
    (.mainDiagnosisCode, "主要诊断编码 主要诊断疾病编码 出院主要诊断编码 主要诊断ICD编码 主要诊断ICD10编码 主诊断编码"),
    (.mainDiagnosisName, "主要诊断 主要诊断名称 主要诊断疾病描述 出院主要诊断 出院主要诊断名称 主诊断 出院诊断 诊断"),
    (.attending, "主治医师 主治医生 主治医师姓名"), (.resident, "住院医师 住院医生 管床医生 住院医师姓名"),
    (.nurse, "责任护士 责任护士姓名"), (.wayOfLeaving, "离院方式 离院方式代码 出院方式"),
  ])

  /// The field of a numbered column, its number taken out of the name: 其他诊断1编码 and 其他诊断编码1 alike.
  static let numbered: [String: FrontPageField] = table([
    (.otherDiagnosisCode, "其他诊断编码 其他诊断疾病编码 出院其他诊断编码 其它诊断编码"),
    (.otherDiagnosisName, "其他诊断 其他诊断名称 其他诊断疾病描述 出院其他诊断 出院其他诊断名称 其它诊断 其它诊断名称"),
    (.operationCode, "手术操作编码 手术编码 手术及操作编码 手术操作代码"),
    (.operationDate, "手术操作日期 手术日期 手术及操作日期"),
    (.operationName, "手术操作名称 手术名称 手术及操作名称"),
  ])

  /// Whether some column goes by this name, its number left aside.
  static func knows(_ name: String) -> Bool {
    single[name] != nil || numbered[name.filter { !$0.isNumber }] != nil
  }

  private static func table(_ rows: [(FrontPageField, String)]) -> [String: FrontPageField] {
    var names = [String: FrontPageField]()
    for (field, list) in rows {
      for name in list.split(separator: " ") { names[String(name).uppercased()] = field }
    }
    return names
  }
}
