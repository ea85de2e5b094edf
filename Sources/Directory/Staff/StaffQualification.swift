import JSONRPC
import Operations
import SQL

/// 学历, as far as rules ask for it.
enum Education: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case secondary, college, bachelor, master, doctor
}

/// 执业资格.
enum Licence: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case physician, assistantPhysician, nurse, pharmacist, technician, other
}

extension Education: ListedValue {
  var chineseName: String {
    switch self {
    case .secondary: "中专"
    case .college: "大专"
    case .bachelor: "本科"
    case .master: "硕士"
    case .doctor: "博士"
    }
  }

  var otherNames: [String] {
    switch self {
    case .secondary: ["中等专科", "中职", "中专学历"]
    case .college: ["专科", "大学专科", "高职", "大专学历"]
    case .bachelor: ["大学本科", "大学", "学士", "本科学历"]
    case .master: ["硕士研究生", "研究生", "硕士学位"]
    case .doctor: ["博士研究生", "博士学位", "博士后"]
    }
  }
}

extension Licence: ListedValue {
  var chineseName: String {
    switch self {
    case .physician: "执业医师"
    case .assistantPhysician: "执业助理医师"
    case .nurse: "执业护士"
    case .pharmacist: "药师"
    case .technician: "技师"
    case .other: "其他"
    }
  }

  var otherNames: [String] {
    switch self {
    case .physician: ["医师", "医生", "执业医师资格"]
    case .assistantPhysician: ["助理医师"]
    case .nurse: ["护士", "注册护士", "护士执业资格"]
    case .pharmacist: ["执业药师"]
    case .technician: ["技士", "医技", "医学技术"]
    case .other: ["无", "其它"]
    }
  }
}
