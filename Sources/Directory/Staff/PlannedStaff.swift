import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What a bulk file of staff asks for, compared with what is there. Everything wrong is noted in the table.
struct PlannedStaff {
  private(set) var created: [StaffMember] = []
  private(set) var updated: [StaffMember] = []
  private(set) var unchanged = 0
  /// The names and departments of before of those who change them.
  private var aliases: [(place: StaffPlace, id: UUID)] = []
  private var places: Set<StaffPlace> = []
  private var numbers: Set<String> = []
  private let today: CalendarDay

  init(_ table: inout BulkTable, _ known: KnownStaff, today: CalendarDay) {
    self.today = today
    for row in table.rows { take(row, &table, known) }
  }

  private mutating func take(_ row: BulkTable.Row, _ table: inout BulkTable, _ known: KnownStaff) {
    let number = table.checked(row, "number", as: StaffNumber.self)
    guard let name = table.checked(row, "name", as: Name.self), let departmentName = row.text("department") else {
      return
    }
    guard let department = known.departments[departmentName] else {
      return table.add(
        row.number, "department", "exists",
        LocalizedText(chinese: "本院没有该科室，或其已停用", english: "the hospital has no such department in use"))
    }
    let place = StaffPlace(department: department, name: name)
    let holder = known.byName[place]
    // A number that is new belongs to whoever has the name and no number yet, such as somebody whom an import met.
    let before =
      number.flatMap { known.byNumber[$0] } ?? holder.flatMap { number == nil || $0.number == nil ? $0 : nil }
    refuse(row, place, number, holder, before, &table)
    let member = read(row, place, number, before, &table)
    guard let before else { return created.append(member) }
    if before.name != name || before.departmentId != department {
      aliases.append((StaffPlace(department: before.departmentId, name: before.name), before.id))
    }
    let isSame =
      before.confirmed && before.name == member.name && before.departmentId == member.departmentId
      && before.number == member.number && before.title == member.title && before.education == member.education
      && before.licence == member.licence && before.practisingSince == member.practisingSince
      && before.dialects == member.dialects
    if isSame { unchanged += 1 } else { updated.append(member) }
  }

  private mutating func refuse(
    _ row: BulkTable.Row, _ place: StaffPlace, _ number: String?, _ holder: StaffMember?, _ before: StaffMember?,
    _ table: inout BulkTable
  ) {
    if let number, !numbers.insert(number).inserted {
      table.add(row.number, "number", "unique", LocalizedText(chinese: "文件中已有该工号", english: "stands in the file twice"))
    }
    if !places.insert(place).inserted {
      table.add(
        row.number, "name", "unique",
        LocalizedText(chinese: "文件中该科室已有同名人员", english: "the file has the department and name twice"))
    }
    if let holder, holder.id != before?.id {
      table.add(
        row.number, "name", "unique",
        LocalizedText(
          chinese: "该科室已有同名人员，工号不同", english: "the department has somebody of this name with another number"))
    }
    if before?.status == .deactivated {
      table.add(
        row.number, nil, "deactivated",
        LocalizedText(chinese: "该人员已停用，请先启用", english: "the person is deactivated; activate it first"))
    }
  }

  private func read(
    _ row: BulkTable.Row, _ place: StaffPlace, _ number: String?, _ before: StaffMember?, _ table: inout BulkTable
  ) -> StaffMember {
    var member = StaffMember(
      id: before?.id ?? UUID.version7(), name: place.name, departmentId: place.department, confirmed: true)
    member.number = number ?? before?.number
    member.title = table.checked(row, "title", as: StaffTitle.self) ?? before?.title
    member.education = table.listed(row.text("education"), row, "education", as: Education.self) ?? before?.education
    member.licence = table.listed(row.text("licence"), row, "licence", as: Licence.self) ?? before?.licence
    member.practisingSince = day(row, &table) ?? before?.practisingSince
    member.dialects = before?.dialects ?? []
    if let dialects = row.text("dialects") {
      member.dialects = dialects.split { "、,; \u{FF0C}\u{FF1B}".contains($0) }
        .compactMap { table.listed(String($0), row, "dialects", as: Dialect.self) }
    }
    return member
  }

  private func day(_ row: BulkTable.Row, _ table: inout BulkTable) -> CalendarDay? {
    guard let text = row.text("practisingSince") else { return nil }
    if let day = CalendarDay(text), day <= today { return day }
    table.add(
      row.number, "practisingSince", "date",
      LocalizedText(chinese: "须为不晚于今天的日期，格式 2015-07-01", english: "must be a day like 2015-07-01, not in the future"))
    return nil
  }

  /// Everything in a few statements, however many rows.
  func statements(tenant: UUID) -> [SQL] {
    let all = created + updated
    guard !all.isEmpty else { return [] }
    return [
      """
      insert into directory.staff (tenant_id, staff_id, name, department_id)
      select \(tenant), id, name, department
        from unnest(\(created.map(\.id)), \(created.map(\.name)), \(created.map(\.departmentId))) as made (id, name, department)
      """,
      """
      update directory.staff s set name = said.name, department_id = said.department, number = nullif(said.number, ''),
          title = nullif(said.title, ''), education = nullif(said.education, ''), licence = nullif(said.licence, ''),
          practising_since = nullif(said.since, '')::date,
          dialects = case said.dialects when '' then '{}' else string_to_array(said.dialects, ' ') end, confirmed = true,
          version = s.version + case when said.place > \(created.count) then 1 else 0 end
        from unnest(\(all.map(\.id)), \(all.map(\.name)), \(all.map(\.departmentId)), \(all.map { $0.number ?? "" }),
          \(all.map { $0.title ?? "" }), \(all.map { $0.education?.rawValue ?? "" }), \(all.map { $0.licence?.rawValue ?? "" }),
          \(all.map { $0.practisingSince?.description ?? "" }), \(all.map { $0.dialects.map(\.rawValue).joined(separator: " ") }))
          with ordinality as said (id, name, department, number, title, education, licence, since, dialects, place)
        where s.tenant_id = \(tenant) and s.staff_id = said.id
      """,
      """
      insert into directory.staff_alias (tenant_id, department_id, name, staff_id)
      select \(tenant), department, name, id
        from unnest(\(aliases.map(\.place.department)), \(aliases.map(\.place.name)), \(aliases.map(\.id)))
          as before (department, name, id)
      on conflict (tenant_id, department_id, name) do update set staff_id = excluded.staff_id
      """,
      """
      delete from directory.staff_alias a
        using unnest(\(all.map(\.departmentId)), \(all.map(\.name))) as said (department, name)
        where a.tenant_id = \(tenant) and a.department_id = said.department and a.name = said.name
      """,
    ]
  }
}
