/// The columns of a bulk file of staff.
enum StaffColumns {
  static let all = [
    BulkColumn(key: "number", chinese: "工号", otherNames: ["员工号", "职工号", "员工工号", "职工工号", "人员编号"]),
    BulkColumn(key: "name", chinese: "姓名", otherNames: ["员工姓名", "职工姓名", "人员姓名"], isRequired: true),
    BulkColumn(
      key: "department", chinese: "科室", otherNames: ["科室名称", "所属科室", "所在科室", "部门", "所在部门"], isRequired: true),
    BulkColumn(key: "title", chinese: "职称", otherNames: ["专业技术职称", "技术职称", "专业技术职务"]),
    BulkColumn(key: "education", chinese: "学历", otherNames: ["最高学历", "文化程度"]),
    BulkColumn(key: "licence", chinese: "执业资格", otherNames: ["资格", "执业类别"]),
    BulkColumn(key: "practisingSince", chinese: "从业起始日", otherNames: ["从业时间", "从业日期", "参加工作时间", "参加工作日期"]),
    BulkColumn(key: "dialects", chinese: "方言", otherNames: ["会说方言"]),
    BulkColumn(key: "otherDepartments", chinese: "其他科室", otherNames: ["兼职科室"]),
    .confirmed,
  ]
}
