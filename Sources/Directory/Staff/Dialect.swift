import JSONRPC
import Operations
import SQL

/// What somebody speaks with patients: Mandarin, the great dialect groups, and the languages of the larger minorities.
enum Dialect: String, Codable, Sendable, CaseIterable, JSONSchemaProviding, SQLEncodable, SQLDecodable,
  SQLArrayElement
{
  case mandarin, cantonese, hokkien, teochew, hakka, easternMin, wu, xiang, gan, jin, hui, southwestern, hainanese
  case zhuang, uyghur, kazakh, tibetan, mongolian, korean, yi, miao, dong
}

extension Dialect: ListedValue {
  var chineseName: String {
    switch self {
    case .mandarin: "普通话"
    case .cantonese: "粤语"
    case .hokkien: "闽南语"
    case .teochew: "潮汕话"
    case .hakka: "客家话"
    case .easternMin: "闽东语"
    case .wu: "吴语"
    case .xiang: "湘语"
    case .gan: "赣语"
    case .jin: "晋语"
    case .hui: "徽语"
    case .southwestern: "西南官话"
    case .hainanese: "海南话"
    case .zhuang: "壮语"
    case .uyghur: "维吾尔语"
    case .kazakh: "哈萨克语"
    case .tibetan: "藏语"
    case .mongolian: "蒙古语"
    case .korean: "朝鲜语"
    case .yi: "彝语"
    case .miao: "苗语"
    case .dong: "侗语"
    }
  }

  var otherNames: [String] {
    switch self {
    case .mandarin: ["国语", "官话"]
    case .cantonese: ["广东话", "白话", "广州话"]
    case .hokkien: ["闽南话"]
    case .teochew: ["潮州话"]
    case .hakka: ["客家语"]
    case .easternMin: ["福州话"]
    case .wu: ["上海话", "苏州话"]
    case .xiang: ["湖南话", "长沙话"]
    case .gan: ["江西话"]
    case .jin: ["山西话"]
    case .southwestern: ["四川话", "重庆话", "云南话", "贵州话"]
    case .uyghur: ["维语"]
    case .kazakh: ["哈语"]
    case .mongolian: ["蒙语"]
    case .korean: ["朝语", "韩语"]
    default: []
    }
  }
}
