import FoundationEssentials
import JSONRPC
import Operations
import SQL

/// What a bulk file of staff asks for, compared with what is there. Everything wrong is noted in the table.
struct PlannedStaff {
  private(set) var created: [PlannedMember] = []
  private(set) var updated: [PlannedMember] = []
  private(set) var unchanged = 0
  let today: CalendarDay

  private var people: [PlannedMember] = []
  private var byNumber: [String: Int] = [:]

  init(_ table: inout BulkTable, _ known: KnownStaff, today: CalendarDay) {
    self.today = today
    for row in table.rows {
      if let row = StaffRow(row, &table, known, today: today) { take(row, &table, known) }
    }
    refuseOthersNames(&table, known)
    for person in people {
      if person.before == nil {
        created.append(person)
      } else if person.isUnchanged {
        unchanged += 1
      } else {
        updated.append(person)
      }
    }
  }

  private mutating func take(_ row: StaffRow, _ table: inout BulkTable, _ known: KnownStaff) {
    if let index = row.number.flatMap({ byNumber[$0] }) { return takeFurther(row, index, &table) }
    let holder = known.byName[row.place]
    // A number that is new belongs to whoever has the name and no number yet, such as somebody whom an import met.
    let before =
      row.number.flatMap { known.byNumber[$0] }
      ?? holder.flatMap { row.number == nil || $0.member.number == nil ? $0 : nil }
    if let number = row.number { byNumber[number] = people.count }
    people.append(PlannedMember(row, before: before, today: today))
    if before?.member.mappedToId != nil {
      table.add(
        row.rowNumber, "name", "mapped",
        LocalizedText(
          chinese: "该姓名已并入另一人员，请写该人员现在的姓名和科室",
          english: "the name was mapped to another person; write that person's own name and department"))
    } else if before?.member.status == .deactivated {
      table.add(
        row.rowNumber, nil, "deactivated",
        LocalizedText(chinese: "该人员已停用，请先启用", english: "the person is deactivated; activate it first"))
    }
  }

  /// One number in several rows is one person in several departments, or a mistake.
  private mutating func takeFurther(_ row: StaffRow, _ index: Int, _ table: inout BulkTable) {
    let person = people[index]
    guard person.member.name == row.place.name, !person.worksIn(row.place.department) else {
      return table.add(
        row.rowNumber, "number", "unique",
        LocalizedText(
          chinese: "文件中已有该工号；同一人在多个科室工作时，各行姓名须相同、科室须不同",
          english:
            "stands in the file twice; rows of one person in several departments have one name and different departments"
        ))
    }
    for column in person.contradictions(row) {
      table.add(
        row.rowNumber, column, "contradiction",
        LocalizedText(chinese: "与同一工号的另一行不一致", english: "contradicts another row with the same number"))
    }
    people[index].add(row)
  }

  /// In a department a name is one person's, since files of discharges know nothing else of people.
  private func refuseOthersNames(_ table: inout BulkTable, _ known: KnownStaff) {
    var places: Set<StaffPlace> = []
    for person in people {
      let place = StaffPlace(department: person.member.departmentId, name: person.member.name)
      if !places.insert(place).inserted {
        table.add(
          person.rowNumber, "name", "unique",
          LocalizedText(
            chinese: "文件中该科室已有同名人员；如确为两人，请在姓名后加以区分，并与病案首页一致",
            english: "the file has the department and name twice; if these are two people, add a mark of difference"))
      } else if let holder = known.byName[place], holder.member.id != person.member.id {
        table.add(
          person.rowNumber, "name", "unique",
          LocalizedText(
            chinese: "该科室已有同名人员，工号不同；如确为两人，请在姓名后加以区分，并与病案首页一致",
            english:
              "the department has somebody of this name with another number; if it is another person, add a mark of difference"
          ))
      }
    }
  }
}
