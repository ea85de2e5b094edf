import FrontPages

/// Whom a demo patient names as the person to ask: as it is in families. Parents while somebody is young, then husband or wife, later
/// the children; a newborn's mother is the one whom it is called by, and children have their father's surname.
enum DemoFamily {
  /// Puts a fitting relation and name in the place of the generated ones; the numbers stay.
  /// - Parameter number: what it follows from, so that the file of a day is always the same.
  static func fit(_ page: inout FrontPage, number: Int) {
    guard let age = page.age, page.contact.name != nil else { return }
    let isNewborn = page.name.hasSuffix("之子") || page.name.hasSuffix("之女")
    let dice = (number &* 2_654_435_761) >> 7 & 0xffff
    let relation = relation(age: age.unit == .years ? age.value : 0, dice)
    page.contact.relation = relation
    page.contact.name = isNewborn && dice % 9 < 5 ? String(page.name.dropLast(2)) : name(relation, of: page, dice)
  }

  private static func relation(age: Int, _ dice: Int) -> ContactRelation {
    let choices: [ContactRelation] =
      switch age {
      case ..<16: [.parent]
      case ..<23: [.parent, .parent, .parent, .sibling]
      case ..<46: [.spouse, .spouse, .spouse, .spouse, .spouse, .parent, .parent, .sibling, .other]
      case ..<68: [.spouse, .spouse, .spouse, .son, .son, .daughter, .daughter, .sibling, .other]
      default: [.spouse, .son, .son, .son, .daughter, .daughter, .daughter, .grandchild, .other]
      }
    return choices[dice % choices.count]
  }

  private static func name(_ relation: ContactRelation, of page: FrontPage, _ dice: Int) -> String {
    let isFather = dice / 9 % 2 == 0
    return switch relation {
    case .spouse: person(page.sex == .female ? men : women, nil, dice)
    case .son: person(men, page.sex == .male ? page.name : nil, dice)
    case .daughter: person(women, page.sex == .male ? page.name : nil, dice)
    case .parent:
      isFather
        ? person(men, page.name.hasSuffix("之子") || page.name.hasSuffix("之女") ? nil : page.name, dice)
        : person(women, nil, dice)
    case .sibling: person(isFather ? men : women, page.name, dice)
    default: person(isFather ? men : women, nil, dice)
    }
  }

  /// Somebody with the surname of a relative, or with any.
  private static func person(_ given: [String], _ relative: String?, _ dice: Int) -> String {
    let ofRelative = relative.flatMap { name in
      name.contains("·") ? nil : doubleSurnames.first(where: name.hasPrefix) ?? name.first.map(String.init)
    }
    return (ofRelative ?? surnames[dice / 31 % surnames.count]) + given[dice / 7 % given.count]
  }

  private static let doubleSurnames = ["欧阳", "上官", "司马", "诸葛", "皇甫", "东方", "慕容", "司徒", "尉迟", "夏侯"]
  private static let surnames = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹".map { String($0) }
  private static let men = [
    "建国", "志强", "伟", "国庆", "永福", "海波", "军", "立新", "文斌", "德华", "家明", "勇", "永刚", "志远", "平", "明辉", "斌", "春林",
  ]
  private static let women = [
    "秀英", "桂兰", "丽", "玉梅", "敏", "春燕", "秀珍", "红霞", "静", "晓燕", "雪梅", "慧", "婷", "凤霞", "玲", "玉芬", "丽娟", "小红",
  ]
}
