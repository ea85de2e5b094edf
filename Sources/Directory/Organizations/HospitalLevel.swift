import JSONRPC
import Operations
import SQL

/// 医院等级.
enum HospitalLevel: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case tertiarySpecial, tertiaryA, tertiaryB, tertiaryC, tertiary
  case secondaryA, secondaryB, secondaryC, secondary
  case primaryA, primaryB, primaryC, primary, ungraded
}

extension HospitalLevel: ListedValue {
  var chineseName: String {
    switch self {
    case .tertiarySpecial: "三级特等"
    case .tertiaryA: "三级甲等"
    case .tertiaryB: "三级乙等"
    case .tertiaryC: "三级丙等"
    case .tertiary: "三级"
    case .secondaryA: "二级甲等"
    case .secondaryB: "二级乙等"
    case .secondaryC: "二级丙等"
    case .secondary: "二级"
    case .primaryA: "一级甲等"
    case .primaryB: "一级乙等"
    case .primaryC: "一级丙等"
    case .primary: "一级"
    case .ungraded: "未定级"
    }
  }

  var otherNames: [String] {
    switch self {
    case .tertiaryA: ["三甲"]
    case .tertiaryB: ["三乙"]
    case .tertiaryC: ["三丙"]
    case .tertiary: ["三级未定等"]
    case .secondaryA: ["二甲"]
    case .secondaryB: ["二乙"]
    case .secondaryC: ["二丙"]
    case .secondary: ["二级未定等"]
    case .primaryA: ["一甲"]
    case .primaryB: ["一乙"]
    case .primaryC: ["一丙"]
    case .primary: ["一级未定等"]
    case .ungraded: ["未评级", "无等级", "未定等"]
    case .tertiarySpecial: ["三特"]
    }
  }
}

/// 办医性质.
enum Ownership: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLDecodable {
  case `public`, `private`, military, other
}

extension Ownership: ListedValue {
  var chineseName: String {
    switch self {
    case .public: "公立"
    case .private: "民营"
    case .military: "军队"
    case .other: "其他"
    }
  }

  var otherNames: [String] {
    switch self {
    case .public: ["政府办", "公办"]
    case .private: ["社会办", "私立", "民办"]
    case .military: ["部队"]
    case .other: ["其它"]
    }
  }
}
