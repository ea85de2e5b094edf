/// The columns of a bulk file of departments.
enum DepartmentColumns {
  static let all = [
    BulkColumn(key: "name", chinese: "科室名称", otherNames: ["科室", "名称", "部门名称"], isRequired: true),
    BulkColumn(key: "kind", chinese: "类别", otherNames: ["科室类别", "科室类型", "类型"]),
    BulkColumn(key: "parent", chinese: "上级科室", otherNames: ["所属科室", "上级部门"]),
    BulkColumn(key: "head", chinese: "科主任工号", otherNames: ["主任工号"]),
    BulkColumn(key: "headNurse", chinese: "护士长工号"),
    BulkColumn(key: "campus", chinese: "院区", otherNames: ["所在院区"]),
    .confirmed,
  ]
}
