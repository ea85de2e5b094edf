/// Finds where the public part of a mainland address ends, by how divisions are named; there is no gazetteer.
///
/// Province, prefecture and district follow one another, each optional. The endings also occur inside other words
/// (小区, 超市, 市中区, 红旗区), so a division must have a plausible length and not run over a street or village. When in
/// doubt nothing is found, and less is shown.
enum AddressDivisions {
  /// How many characters may be shown, or nil when no division is recognised.
  static func publicLength(of address: String) -> Int? {
    let characters = Array(address)
    let afterProvince = provinceEnd(characters)
    if let county = districtEnd(characters, from: afterProvince, endings: ["区", "县", "旗"]),
      prefectureEnd(characters, from: afterProvince).map({ county < $0 }) ?? true
    {
      return county
    }
    guard let city = prefectureEnd(characters, from: afterProvince) else { return nil }
    return districtEnd(characters, from: city, endings: ["区", "县", "旗", "市"]) ?? city
  }

  /// Where 安徽省, 广西壮族自治区 or 上海 ends: 0 when the address doesn't begin with a province.
  private static func provinceEnd(_ address: [Character]) -> Int {
    if let end = end(of: "省", in: address, from: 0, lengths: 3...4) { return end }
    for ending in ["自治区", "特别行政区"] {
      if let end = end(of: ending, in: address, from: 0, lengths: 5...8) { return end }
    }
    for province in municipalities + shortProvinces where address.starts(with: Array(province)) {
      let end = province.count
      return municipalities.contains(province) && address[end...].first == "市" ? end + 1 : end
    }
    return 0
  }

  private static func prefectureEnd(_ address: [Character], from start: Int) -> Int? {
    [
      end(of: "市", in: address, from: start, lengths: 3...6), end(of: "地区", in: address, from: start, lengths: 4...7),
      end(of: "自治州", in: address, from: start, lengths: 5...13), end(of: "盟", in: address, from: start, lengths: 3...5),
    ].compactMap(\.self).min()
  }

  /// The end of the first district; the search stops at the first ending that can't be one.
  private static func districtEnd(_ address: [Character], from start: Int, endings: Set<Character>) -> Int? {
    var index = start + 1
    while index < address.count {
      defer { index += 1 }
      guard endings.contains(address[index]) else { continue }
      // 红旗区, 沙市区, 津市市: the ending belongs to the name when another one follows.
      if index + 1 < address.count, endings.contains(address[index + 1]) { continue }
      return isDistrict(Array(address[start...index])) ? index + 1 : nil
    }
    return nil
  }

  private static func isDistrict(_ name: [Character]) -> Bool {
    let body = name.dropLast()
    guard body.allSatisfy({ $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }) else { return false }
    // 路桥区 and 镇海区 begin with a street's or a town's ending, 新乡县 and 景德镇市 have one before their own.
    guard !body.dropFirst().contains(where: streetEndings.contains) else { return false }
    guard !body.dropFirst().dropLast().contains(where: townEndings.contains) else { return false }
    let text = String(body)
    switch name.last {
    case "区":
      let isZone = zones.contains(where: text.hasSuffix)
      return (isZone ? 1...11 : 1...7).contains(body.count) && !notDistricts.contains(where: text.hasSuffix)
    case "县": return (1...14).contains(body.count)
    case "旗": return (2...8).contains(body.count)
    default: return (2...4).contains(body.count) && !notCities.contains(where: text.hasSuffix)
    }
  }

  /// The end of the first `ending` whose division, counted with it, has one of the lengths.
  private static func end(
    of ending: String, in address: [Character], from start: Int, lengths: ClosedRange<Int>
  ) -> Int? {
    let ending = Array(ending)
    return lengths.lazy.map { start + $0 }.first { end in
      end <= address.count && address[(end - ending.count)..<end].elementsEqual(ending)
        && address[start..<end].allSatisfy { $0.unicodeScalars.allSatisfy(\.properties.isIdeographic) }
        && !address[(start + 1)..<(end - 1)].contains(where: streetEndings.contains)
    }
  }

  private static let municipalities = ["北京", "天津", "上海", "重庆"]
  /// Provinces as people shorten them, so that they don't count into the prefecture's name.
  private static let shortProvinces = [
    "内蒙古", "黑龙江", "河北", "山西", "辽宁", "吉林", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南",
    "广东", "广西", "海南", "四川", "贵州", "云南", "西藏", "陕西", "甘肃", "青海", "宁夏", "新疆",
  ]
  private static let streetEndings: Set<Character> = ["路", "街", "巷", "弄", "号", "村", "栋", "幢", "楼", "室", "屯"]
  private static let townEndings: Set<Character> = ["镇", "乡", "道"]
  private static let zones = ["开发", "新", "示范", "保税", "高新", "合作", "自治"]
  private static let notDistricts = [
    "小", "社", "校", "厂", "院", "库", "街", "景", "片", "园", "生活", "家属", "宿舍", "住宅", "工业", "别墅", "公寓", "病", "营",
  ]
  private static let notCities = ["超", "门", "菜", "花", "夜", "城", "股", "上", "楼"]
}
