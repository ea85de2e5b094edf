/// Names as they occur in Chinese hospitals: common surnames more often, some of two characters, names of minorities with a
/// middle dot, and characters outside the basic plane, which break careless software.
enum SyntheticNames {
  /// A person's name.
  static func person(_ sex: Sex, _ random: inout SplitMix64) -> String {
    if random.happens(8) { return random.pick(sex == .female ? minorityWomen : minorityMen) }
    if random.happens(5) {
      return surname(&random) + random.pick(rareCharacters) + random.pick(sex == .female ? women : men)
    }
    return surname(&random) + given(sex, &random)
  }

  /// The name by which a newborn is registered: the mother's and the sex.
  static func newborn(_ sex: Sex, _ random: inout SplitMix64) -> String {
    surname(&random) + given(.female, &random) + (sex == .female ? "之女" : "之子")
  }

  /// A surname, the common ones far more often.
  static func surname(_ random: inout SplitMix64) -> String {
    if random.happens(12) { return random.pick(doubleSurnames) }
    return random.happens(620) ? random.pick(commonSurnames) : random.pick(otherSurnames)
  }

  private static func given(_ sex: Sex, _ random: inout SplitMix64) -> String {
    let characters = sex == .female ? women : men
    let second = random.pick(characters)
    return random.happens(240) ? second : random.pick(random.happens(500) ? generation : characters) + second
  }

  private static func characters(_ text: String) -> [String] { text.map { String($0) } }

  private static let commonSurnames = characters("王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗")
  private static let otherSurnames = characters(
    "梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
  )
  private static let doubleSurnames = ["欧阳", "上官", "司马", "诸葛", "皇甫", "东方", "慕容", "司徒", "尉迟", "夏侯"]
  private static let generation = characters("建国志文明永春海晓玉金德家新正荣凤桂秀庆宗学")
  private static let men = characters("伟强磊军勇杰涛超明刚平辉鹏华飞斌波宇浩凯健俊帆东毅峰林松柏宁")
  private static let women = characters("芳娜敏静丽艳娟霞秀燕玲桂英梅兰红萍雪琴莉洁婷慧莹颖倩云珍芬蓉")
  private static let rareCharacters = ["𠮷", "𬭚", "𤩽", "𣲗", "𬀩", "㛃", "䶮"]
  private static let minorityMen = ["买买提·艾力", "阿不都热合曼·吐尔逊", "艾尔肯·玉素甫", "巴特尔·斯钦", "扎西·次仁", "吐尔洪·卡德尔"]
  private static let minorityWomen = ["阿依古丽·买买提", "古丽娜尔·艾合买提", "帕提古丽·肉孜", "其其格·乌云", "卓玛·央金", "热依汗古丽·吾斯曼"]
}
