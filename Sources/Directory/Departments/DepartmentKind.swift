import JSONRPC
import Operations
import SQL

/// What a department does.
enum DepartmentKind: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case clinical, functional, ward
}

extension DepartmentKind: ListedValue {
  var chineseName: String {
    switch self {
    case .clinical: "临床"
    case .functional: "职能"
    case .ward: "病区"
    }
  }

  var otherNames: [String] {
    switch self {
    case .clinical: ["临床科室", "临床类"]
    case .functional: ["职能科室", "行政", "行政科室", "行政职能"]
    case .ward: ["护理单元", "病房"]
    }
  }
}
