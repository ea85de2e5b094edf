/// Gives each column of a header its meaning, from left to right.
///
/// The lists name many columns alike (疾病编码, 时, 日期, 名称): in a Chinese header such a column belongs to the one before
/// it.
struct ColumnResolver {
  private let layout: ColumnLayout
  /// The column of each slot found.
  private(set) var columns: [Slot: Int] = [:]
  /// Names in no list.
  private(set) var unknown: [String] = []
  /// Names whose meaning was taken.
  private(set) var repeated: [String] = []
  /// Further columns for the patient's own number.
  private(set) var furtherPhones: [Int] = []
  private var unclear: [(name: String, meanings: Set<Slot>)] = []
  private var names: [Slot: String] = [:]
  private var previous: Slot?
  private var operation = 0
  private var sinceOperation = 0

  init(layout: ColumnLayout) {
    self.layout = layout
  }

  /// Takes the next column.
  mutating func take(_ key: HeaderName, at index: Int, name: String) {
    sinceOperation += 1
    // What we added ourselves, when rejected rows were given back to be corrected.
    if key.candidates.contains(FrontPageWriter.reasonColumn) { return }
    switch meaning(of: key) {
    case .some(.some(let slot)):
      if columns[slot] == nil { (columns[slot], names[slot]) = (index, name) } else { takeAgain(slot, at: index, name) }
      if slot.field == .operationCode { (operation, sinceOperation) = (slot.ordinal, 0) }
      previous = slot
    case .some(.none):
      previous = nil
      for candidate in key.candidates {
        if let meanings = layout.ambiguousNames[candidate] { unclear.append((name, meanings)) }
      }
    case .none:
      unknown.append(name)
      previous = nil
    }
  }

  /// Names that may mean something which no other column was found to hold.
  var ambiguous: [String] {
    unclear.filter { column in column.meanings.contains { columns[$0] == nil } }.map(\.name)
  }

  /// A second column for the same thing. Of two for the patient's number either may be filled in, and 出院日期 beside 出院时间 are a day and
  /// its time; of others the first counts.
  private mutating func takeAgain(_ slot: Slot, at index: Int, _ name: String) {
    let hour: Slot? =
      switch slot.field {
      case .admitted: Slot(field: .admittedHour)
      case .discharged: Slot(field: .dischargedHour)
      default: nil
      }
    if slot.field == .phone {
      furtherPhones.append(index)
    } else if let hour, columns[hour] == nil, let first = names[slot], first.contains("日期"), name.contains("时间") {
      columns[hour] = index
    } else if let hour, columns[hour] == nil, let first = names[slot], first.contains("时间"), name.contains("日期") {
      (columns[hour], columns[slot], names[slot]) = (columns[slot], index, name)
    } else {
      repeated.append(name)
    }
  }

  /// Nil when unknown; a nil slot when known and of no use to us.
  private func meaning(of key: HeaderName) -> Slot?? {
    for candidate in key.candidates {
      if let slot = layout.slots[candidate] { return .some(slot) }
    }
    if let code = layout.code(of: key), let slot = layout.slots[code] { return .some(slot) }
    for candidate in key.candidates {
      if let slot = byNeighbour(candidate) ?? byName(candidate) { return .some(slot) }
      if layout.chineseNames[candidate] != nil { return .some(nil) }
    }
    return nil
  }

  private func byName(_ name: String) -> Slot? {
    if let slot = layout.chineseNames[name] ?? nil { return slot }
    if let field = ChineseColumnNames.single[name] { return Slot(field: field) }
    let digits = name.filter(\.isNumber)
    let base = name.filter { !$0.isNumber }
    let main = base.hasPrefix("主要手术") ? String(base.dropFirst(2)) : nil
    let further = base.hasPrefix("其他手术") ? String(base.dropFirst(2)) : nil
    guard let field = ChineseColumnNames.numbered[main ?? further ?? base] else { return nil }
    if main != nil { return Slot(field: field, ordinal: 1) }
    guard let ordinal = Int(digits), (1...99).contains(ordinal) else { return nil }
    return Slot(field: field, ordinal: further == nil ? ordinal : ordinal + 1)
  }

  private func byNeighbour(_ name: String) -> Slot? {
    switch name {
    case "时", "小时":
      switch previous?.field {
      case .admitted: return Slot(field: .admittedHour)
      case .discharged: return Slot(field: .dischargedHour)
      default: return nil
      }
    case "疾病编码", "诊断编码", "编码":
      switch previous?.field {
      case .mainDiagnosisName: return Slot(field: .mainDiagnosisCode)
      case .otherDiagnosisName: return previous.map { Slot(field: .otherDiagnosisCode, ordinal: $0.ordinal) }
      default: return nil
      }
    case "手术编码", "手术操作编码", "手术及操作编码": return Slot(field: .operationCode, ordinal: operation + 1)
    case "日期", "手术日期", "手术操作日期": return inOperation(.operationDate)
    case "名称", "手术名称", "手术操作名称": return inOperation(.operationName)
    default: return nil
    }
  }

  /// The part of the operation whose code stands a few columns before.
  private func inOperation(_ field: FrontPageField) -> Slot? {
    let slot = Slot(field: field, ordinal: operation)
    return operation > 0 && sinceOperation <= 5 && columns[slot] == nil ? slot : nil
  }
}
