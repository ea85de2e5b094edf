/// Coded values in the words that the daily list is written in, and that the reader understands everywhere.
enum ChineseCodes {
  static func text(_ sex: Sex) -> String {
    switch sex {
    case .unknown: "未知"
    case .male: "男"
    case .female: "女"
    case .notStated: "未说明"
    }
  }

  static func text(_ way: WayOfLeaving) -> String {
    switch way {
    case .home: "医嘱离院"
    case .transferred: "医嘱转院"
    case .community: "医嘱转社区"
    case .againstAdvice: "非医嘱离院"
    case .died: "死亡"
    case .other: "其他"
    }
  }

  static func text(_ relation: ContactRelation) -> String {
    switch relation {
    case .patient: "本人"
    case .spouse: "配偶"
    case .son: "儿子"
    case .daughter: "女儿"
    case .grandchild: "孙子女"
    case .parent: "父母"
    case .grandparent: "祖父母"
    case .sibling: "兄弟姐妹"
    case .other: "其他"
    }
  }

  static func text(_ route: AdmissionRoute) -> String {
    switch route {
    case .emergency: "急诊"
    case .outpatient: "门诊"
    case .transfer: "转入"
    case .other: "其他"
    }
  }
}
