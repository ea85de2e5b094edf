extension DepartmentKind: ListedValue {
  var chineseName: String {
    switch self {
    case .clinical: "临床"
    case .functional: "职能"
    case .ward: "病区"
    }
  }
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
}
