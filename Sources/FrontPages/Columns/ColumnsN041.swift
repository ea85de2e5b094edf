extension ColumnLayout {
  /// 卫统4-1: the 232 columns of the national list, other diagnoses in its own order 8, 1, 9, 2, …
  static let n041 = ColumnLayout(list: n041List, slots: n041Slots, telling: ["RYSJS", "CYSJS", "DH2", "SJZYTS"])

  private static let n041List =
    """
    USERNAME:机构名称 YLFKFS:医疗付款方式 JKKH:健康卡号 ZYCS:住院次数 BAH:病案号 XM:姓名 XB:性别 CSRQ:出生日期 NL:年龄
    GJ:国籍 BZYZSNL:年龄不足1周岁(月) XSECSTZ:新生儿出生体重 XSERYTZ:新生儿入院体重 CSD:出生地 GG:籍贯 MZ:民族
    SFZH:身份证号 ZY:职业 HY:婚姻 XZZ:现住址 DH:电话 YB1:邮编 HKDZ:户口地址 YB2:邮编 GZDWJDZ:工作单位及地址
    DWDH:单位电话 YB3:邮编 LXRXM:联系人姓名 GX:关系 DZ:地址 DH2:联系人电话 RYTJ:入院途径 RYSJ:入院时间 RYSJS:时
    RYKB:入院科别 RYBF:入院病房 ZKKB:转科科别 CYSJ:出院时间 CYSJS:时 CYKB:出院科别 CYBF:出院病房 SJZYTS:实际住院天
    MZZD:门急诊诊断 JBBM:疾病编码 ZYZD:主要诊断 JBDM:疾病编码 RYBQ:入院病情
    """
    + otherDiagnosisOrder.map { " QTZD\($0):其他诊断\($0) JBDM\($0):疾病编码 RYBQ\($0):入院病情" }.joined()
      + """
       WBYY:中毒的外部原因 H23:疾病编码 BLZD:病理诊断 JBMM:疾病编码 BLH:病理号 YWGM:药物过敏 GMYW:过敏药物
      SWHZSJ:死亡患者尸检 XX:血型 RH:Rh KZR:科主任 ZRYS:主任(副主任)医师 ZZYS:主治医师 ZYYS:住院医师 ZRHS:责任护士
      JXYS:进修医师 SXYS:实习医师 BMY:编码员 BAZL:病案质量 ZKYS:质控医师 ZKHS:质控护士 ZKRQ:质控日期
      """
    + (1...7).map {
      " SSJCZBM\($0):手术编码 SSJCZRQ\($0):日期 SSJB\($0):级别 SSJCZMC\($0):名称 SZ\($0):术者 YZ\($0):I助"
        + " EZ\($0):II助 QKDJ\($0):切口等级 QKYHLB\($0):切口愈合类别 MZFS\($0):麻醉方式 MZYS\($0):麻醉医师"
    }.joined()
      + """
       LYFS:离院方式 YZZY_YLJG:医嘱转院拟接收机构 WSY_YLJG:转社区拟接收机构 SFZZYJH:31天再住院计划 MD:目的
      RYQ_T:昏迷入院前天 RYQ_XS:时 RYQ_F:分 RYH_T:昏迷入院后天 RYH_XS:时 RYH_F:分 ZFY:总费用 ZFJE:自付金额
      YLFUF:一般医疗服务费 ZLCZF:一般治疗操作费 HLF:护理费 QTFY:其他费用 BLZDF:病理诊断费 SYSZDF:实验室诊断费
      YXXZDF:影像学诊断费 LCZDXMF:临床诊断项目费 FSSZLXMF:非手术治疗项目费 WLZLF:临床物理治疗费 SSZLF:手术治疗费
      MAF:麻醉费 SSF:手术费 KFF:康复费 ZYZLF:中医治疗费 XYF:西药费 KJYWF:抗菌药物费 ZCYF:中成药费 ZCYF1:中草药费
      XF:血费 BDBLZPF:白蛋白 QDBLZPF:球蛋白 NXYZLZPF:凝血因子 XBYZLZPF:细胞因子 HCYYCLF:检查用材料费
      YYCLF:治疗用材料费 YCXYYCLF:手术用材料费 QTF:其他费
      """

  /// The order in which the two columns of the printed page interleave.
  private static let otherDiagnosisOrder = [8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15]

  private static var n041Slots: [String: Slot] {
    var slots = singleSlotsOfN041
    slots["USERNAME"] = Slot(field: .institutionName)
    slots["DH2"] = Slot(field: .contactPhone)
    slots["RYSJS"] = Slot(field: .admittedHour)
    slots["CYSJS"] = Slot(field: .dischargedHour)
    slots["JBDM"] = Slot(field: .mainDiagnosisCode)
    for ordinal in otherDiagnosisOrder {
      slots["JBDM\(ordinal)"] = Slot(field: .otherDiagnosisCode, ordinal: ordinal)
      slots["QTZD\(ordinal)"] = Slot(field: .otherDiagnosisName, ordinal: ordinal)
    }
    addOperations(1...7, to: &slots)
    return slots
  }

  /// What N041 and the TCM dialect call alike.
  static var singleSlotsOfN041: [String: Slot] {
    let fields: [String: FrontPageField] = [
      "BAH": .recordNumber, "ZYCS": .stayNumber, "XM": .name, "XB": .sex, "CSRQ": .birthDate, "NL": .age,
      "SFZH": .identityNumber, "XZZ": .address, "DH": .phone, "DWDH": .workPhone, "LXRXM": .contactName,
      "GX": .contactRelation, "RYTJ": .admissionRoute, "RYSJ": .admitted, "CYSJ": .discharged, "CYKB": .department,
      "CYBF": .ward, "ZYZD": .mainDiagnosisName, "ZZYS": .attending, "ZYYS": .resident, "ZRHS": .nurse,
      "LYFS": .wayOfLeaving,
    ]
    return fields.mapValues { Slot(field: $0) }
  }

  /// Operations as N041 and the TCM dialect number them.
  static func addOperations(_ ordinals: ClosedRange<Int>, to slots: inout [String: Slot]) {
    for ordinal in ordinals {
      slots["SSJCZBM\(ordinal)"] = Slot(field: .operationCode, ordinal: ordinal)
      slots["SSJCZRQ\(ordinal)"] = Slot(field: .operationDate, ordinal: ordinal)
      slots["SSJCZMC\(ordinal)"] = Slot(field: .operationName, ordinal: ordinal)
    }
  }
}
