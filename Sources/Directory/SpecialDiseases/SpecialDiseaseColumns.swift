/// The columns of a bulk file of special-disease lists: a row an entry.
enum SpecialDiseaseColumns {
  static let all = [
    BulkColumn(key: "list", chinese: "目录名称", otherNames: ["目录", "病种"], isRequired: true),
    BulkColumn(key: "kind", chinese: "类别", otherNames: ["编码类别"], isRequired: true),
    BulkColumn(key: "codeFrom", chinese: "起始编码", otherNames: ["编码", "疾病编码", "ICD编码"], isRequired: true),
    BulkColumn(key: "codeTo", chinese: "终止编码"),
    BulkColumn(key: "label", chinese: "名称", otherNames: ["疾病名称", "说明"]),
  ]
}
