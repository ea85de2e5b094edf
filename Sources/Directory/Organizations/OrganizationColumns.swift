/// The columns of a bulk file of organizations. A code of six digits is a bureau's, any other a hospital's.
enum OrganizationColumns {
  static let all = [
    BulkColumn(key: "code", chinese: "机构代码", otherNames: ["组织机构代码", "代码"], isRequired: true),
    BulkColumn(key: "name", chinese: "机构名称", otherNames: ["名称", "医院名称"], isRequired: true),
    BulkColumn(key: "parent", chinese: "上级机构代码", otherNames: ["主管部门代码", "上级代码"]),
    BulkColumn(key: "regionCode", chinese: "行政区划代码", otherNames: ["区划代码"]),
    BulkColumn(key: "level", chinese: "医院等级", otherNames: ["等级"]),
    BulkColumn(key: "ownership", chinese: "办医性质", otherNames: ["性质", "经济类型"]),
    BulkColumn(key: "unifiedCode", chinese: "统一社会信用代码"),
    BulkColumn(key: "registrationNumber", chinese: "登记号", otherNames: ["医疗机构登记号", "执业许可证登记号"]),
  ]
}
