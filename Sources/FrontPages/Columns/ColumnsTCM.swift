extension ColumnLayout {
  /// 中医绩效考核. The trap: JBDM, the main diagnosis in N041, is here the outpatient diagnosis of Chinese medicine, so it
  /// means nothing to us; the main diagnosis is ZYZD_JBBM.
  static let tcm = ColumnLayout(
    list: tcmList, slots: tcmSlots,
    telling: ["ZZJGDM", "JGMC", "RYSJ_S", "CYSJ_S", "SJZY", "DH1", "ZYZD_JBBM"])

  private static let tcmList =
    """
    ZZJGDM:组织机构代码 JGMC:医疗机构名称 USERNAME YLFKFS:医疗付款方式 JKKH:健康卡号 ZYCS:住院次数 BAH:病案号 XM:姓名
    XB:性别 CSRQ:出生日期 NL:年龄 GJ:国籍 BZYZS_NL XSETZ:新生儿出生体重 XSERYTZ:新生儿入院体重 CSD:出生地 GG:籍贯
    MZ:民族 SFZH:身份证号 ZY:职业 HY:婚姻 XZZ:现住址 DH:电话 YB1:邮编 HKDZ:户口地址 YB2:邮编
    GZDWJDZ:工作单位及地址 DWDH:单位电话 YB3:邮编 LXRXM:联系人姓名 GX:关系 DZ:地址 DH1:联系人电话 RYTJ:入院途径
    ZLLB:治疗类别 RYSJ:入院时间 RYSJ_S:时 RYKB:入院科别 RYBF:入院病房 ZKKB:转科科别 CYSJ:出院时间 CYSJ_S:时
    CYKB:出院科别 CYBF:出院病房 SJZY:实际住院天数 MZD_ZYZD:门急诊诊断(中医) JBDM MZZD_XYZD:门急诊诊断(西医) JBBM
    SSLCLJ:实施临床路径 ZYYJ:使用医疗机构中药制剂 ZYZLSB:使用中医诊疗设备 ZYZLJS:使用中医诊疗技术 BZSH:辨证施护
    ZB:主病 ZB_JBBM ZB_RYBQ
    """
    + (1...7).map { " ZZ\($0):主证\($0) ZZ_JBBM\($0) ZZ_RYBQ\($0)" }.joined()
    + " ZYZD:主要诊断 ZYZD_JBBM:主要诊断编码 XY_RYBQ"
    + (1...40).map { " QTZD\($0):其他诊断\($0) ZYZD_JBBM\($0):其他诊断编码\($0) RYBQ\($0)" }.joined()
      + """
       WBYY JBBM1 BLZD:病理诊断 JBBM2 BLH:病理号 YWGM:药物过敏 GMYW:过敏药物 SJ:死亡患者尸检 XX:血型 RH:Rh KZR:科主任
      ZRYS:主任(副主任)医师 ZZYS:主治医师 ZYYS:住院医师 ZRHS:责任护士 JXYS:进修医师 SXYS:实习医师 BMY:编码员
      BAZL:病案质量 ZKYS:质控医师 ZKHS:质控护士 ZKRQ:质控日期
      """
    + (1...41).map {
      " SSJCZBM\($0):手术编码\($0) SSJCZRQ\($0):手术日期\($0) SHJB\($0) SSJCZMC\($0):手术名称\($0) SZ\($0) YZ\($0)"
        + " EZ\($0) QKDJ\($0) QKYLB\($0) MZFS\($0) MZYS\($0)"
    }.joined()
      + """
       LYFS:离院方式 YZZY_JGMC WSY_JGMC ZZYJH MD RYQ_T RYQ_XS RYQ_FZ RYH_T RYH_XS RYH_FZ ZFY ZFJE YLFWF BZLZF ZYBLZHZF
      ZLCZF HLF QTFY BLZDF ZDF YXXZDF LCZDXMF FSSZLXMF ZLF SSZLF MZF SSF KFF ZYL_ZYZD ZYZL ZYWZ ZYGS ZCYJF ZYTNZL
      ZYGCZL ZYTSZL ZYQT ZYTSTPJG BZSS XYF KJYWF ZCYF ZYZJF ZCYF1 XF BDBLZPF QDBLZPF NXYZLZPF XBYZLZPF JCYYCLF YYCLF
      SSYCXCLF QTF
      """

  private static var tcmSlots: [String: Slot] {
    var slots = singleSlotsOfN041
    slots["ZZJGDM"] = Slot(field: .institutionCode)
    slots["JGMC"] = Slot(field: .institutionName)
    slots["DH1"] = Slot(field: .contactPhone)
    slots["RYSJ_S"] = Slot(field: .admittedHour)
    slots["CYSJ_S"] = Slot(field: .dischargedHour)
    slots["ZYZD_JBBM"] = Slot(field: .mainDiagnosisCode)
    for ordinal in 1...40 {
      slots["ZYZD_JBBM\(ordinal)"] = Slot(field: .otherDiagnosisCode, ordinal: ordinal)
      slots["QTZD\(ordinal)"] = Slot(field: .otherDiagnosisName, ordinal: ordinal)
    }
    addOperations(1...41, to: &slots)
    return slots
  }
}
