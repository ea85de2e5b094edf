extension SyntheticDischarges {
  /// Address, numbers and the person to ask: a few in a hundred lack one, one in a hundred lacks every number.
  func addContacts(to page: inout FrontPage, isNewborn: Bool, _ random: inout SplitMix64) {
    page.address = address(&random)
    let isChild = isNewborn || page.age.map { $0.unit != .years || $0.value < 16 } ?? false
    let hasNoNumber = random.happens(10)
    if !hasNoNumber, !random.happens(isChild ? 400 : 25) { page.phone = phone(&random) }
    if !hasNoNumber, !isChild, random.happens(90) { page.workPhone = landline(&random) }
    let relation: ContactRelation = isChild ? .parent : random.pick(SyntheticDischarges.relations)
    let sex: Sex = relation == .son ? .male : relation == .daughter || random.happens(500) ? .female : .male
    page.contact.name = SyntheticNames.person(sex, &random)
    page.contact.relation = relation
    if !hasNoNumber, !random.happens(15) { page.contact.phone = phone(&random) }
  }

  /// Nobody's mobile number: 160, 164, 168 and 169 are assigned to no operator.
  private func phone(_ random: inout SplitMix64) -> PhoneNumber {
    if random.happens(30) { return landline(&random) }
    let prefix = random.pick(["160", "164", "168", "169"])
    return PhoneNumber(text: prefix + String(random.pick(10_000_000...99_999_999)), usability: .usable)
  }

  /// Nobody's landline: 0999 is followed by a 1, with which no local number begins.
  private func landline(_ random: inout SplitMix64) -> PhoneNumber {
    PhoneNumber(text: "09991" + String(random.pick(100_000...999_999)), usability: .usable)
  }

  private func address(_ random: inout SplitMix64) -> String {
    let district = random.pick(["东湖区", "西陵区", "南岗区", "北塔区", "清河县", "云溪县"])
    let road = random.pick(["新华路", "人民路", "解放大道", "建设街", "和平巷", "学府路", "滨河路", "中山路"])
    if random.happens(300) { return "泗河市\(district)\(random.pick(["柳", "杨", "石", "河", "王"]))家镇\(random.pick(1...40))组" }
    return
      "泗河市\(district)\(road)\(random.pick(1...300))号\(random.pick(1...30))栋\(random.pick(1...18))0\(random.pick(1...4))室"
  }

  private static let relations: [ContactRelation] = [
    .spouse, .spouse, .spouse, .son, .son, .daughter, .daughter, .parent, .sibling, .other,
  ]
}
