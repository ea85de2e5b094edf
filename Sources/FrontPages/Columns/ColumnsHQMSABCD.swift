extension ColumnLayout {
  /// 绩效考核 of western medicine: A, B, C and D columns, and the F columns that some regions add.
  static let hqmsABCD = ColumnLayout(list: abcdList, slots: abcdSlots)

  private static func pair(_ number: Int) -> String { twoDigits(number) }

  private static let abcdList =
    """
    A01:医疗机构代码 A02:机构名称 A48:病案号 A49:住院次数 B12:入院时间 B15:出院时间 A47 A46C A11:姓名 A12C:性别
    A13:出生日期 A14:年龄 A15C A21C A38C A19C A20N A20:证件号码 A22 A23C A24 A25C A26:现住址 A27:现住址电话 A28C A29
    A30:工作单位电话 A31C A32:联系人姓名 A33C:联系人关系 A34 A35:联系人电话 B38 B11C:入院途径 B13C B14 B21C
    B16C:出院科别 B17:出院病房 B20 C01C C02N F01 F02C F03N F04 C03C:出院主要诊断编码 C04N:出院主要诊断名称 C05C F05
    """
    + (1...40).map { " C06x\(pair($0))C C07x\(pair($0))N C08x\(pair($0))C F06x\(pair($0))" }.joined()
    + " C09C C10N C11"
    + (1...2).map { " F07x\(pair($0))C F08x\(pair($0))N F09x\(pair($0))" }.joined()
      + """
       C12C C13N C24C C25 F10 F11 F12 B22C B22 B23C B23 B24C B24:主治医师 B25C B25:住院医师 B26C B26:责任护士 B27 B28 B29
      B30C B31 B32 B33 C34C C26C C27C C14x01C C15x01N C16x01 C17x01 F13 C18x01 C19x01 C20x01 C21x01C C22x01C F15 C23x01
      """
    + (1...40).map {
      let number = pair($0)
      return " C35x\(number)C C36x\(number)N C37x\(number) C38x\(number) F14x\(number) C39x\(number) C40x\(number)"
        + " C41x\(number) C42x\(number)C C43x\(number)C F16x\(number) C44x\(number)"
    }.joined()
      + """
       F17 F18 F19 F20 F21 F22 F23 F24 F25 F26 A16 A18x01 A18x02 A18x03 A18x04 A18x05 A17 C28 C29 C30 C31 C32 C33 C47
      """
    + (1...5).map { " C48x\(pair($0))C C49x\(pair($0)) C50x\(pair($0))" }.joined()
      + """
       B36C B37 B34C:离院方式 B35 D01 D09 D11 D12 D13 D14 D15 D16 D17 D18 D19 D19x01 D20 D20x01 D20x02 D21 D22 D23 D23x01
      D24 D25 D26 D27 D28 D29 D30 D31 D32 D33 D34
      """

  private static var abcdSlots: [String: Slot] {
    let fields: [String: FrontPageField] = [
      "A01": .institutionCode, "A02": .institutionName, "A48": .recordNumber, "A49": .stayNumber, "A11": .name,
      "A12C": .sex, "A13": .birthDate, "A14": .age, "A20": .identityNumber, "A26": .address, "A27": .phone,
      "A30": .workPhone, "A32": .contactName, "A33C": .contactRelation, "A35": .contactPhone,
      "B11C": .admissionRoute, "B12": .admitted, "B15": .discharged, "B16C": .department, "B17": .ward,
      "C03C": .mainDiagnosisCode, "C04N": .mainDiagnosisName, "B24": .attending, "B25": .resident, "B26": .nurse,
      "B34C": .wayOfLeaving,
    ]
    var slots = fields.mapValues { Slot(field: $0) }
    slots["C14x01C"] = Slot(field: .operationCode, ordinal: 1)
    slots["C15x01N"] = Slot(field: .operationName, ordinal: 1)
    slots["C16x01"] = Slot(field: .operationDate, ordinal: 1)
    for ordinal in 1...40 {
      slots["C06x\(pair(ordinal))C"] = Slot(field: .otherDiagnosisCode, ordinal: ordinal)
      slots["C07x\(pair(ordinal))N"] = Slot(field: .otherDiagnosisName, ordinal: ordinal)
      slots["C35x\(pair(ordinal))C"] = Slot(field: .operationCode, ordinal: ordinal + 1)
      slots["C36x\(pair(ordinal))N"] = Slot(field: .operationName, ordinal: ordinal + 1)
      slots["C37x\(pair(ordinal))"] = Slot(field: .operationDate, ordinal: ordinal + 1)
    }
    return slots
  }
}
