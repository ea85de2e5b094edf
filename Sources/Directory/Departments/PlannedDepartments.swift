import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// What a bulk file of departments asks for, compared with what is there. Everything wrong is noted in the table.
struct PlannedDepartments {
  private(set) var created: [Department] = []
  private(set) var updated: [Department] = []
  private(set) var unchanged = 0

  init(_ table: inout BulkTable, _ known: KnownDepartments) {
    var planned: [String: Department] = [:]
    for row in table.rows {
      guard let name = table.checked(row, "name", as: Name.self) else { continue }
      let kind = table.listed(row.text("kind"), row, "kind", as: DepartmentKind.self)
      let before = known.departments[name]
      let isConfirmed = table.confirmation(row)
      if planned[name] != nil {
        table.add(
          row.number, "name", "unique", LocalizedText(chinese: "文件中已有同名科室", english: "stands in the file twice"))
      }
      if before?.mappedToId != nil {
        table.add(
          row.number, "name", "mapped",
          LocalizedText(
            chinese: "该名称已并入另一科室，请写该科室现在的名称", english: "was mapped to another department; write that one's name"))
      } else if before?.status == .deactivated {
        table.add(
          row.number, "name", "deactivated",
          LocalizedText(chinese: "该科室已停用，请先启用", english: "is deactivated; activate it first"))
      }
      var department = Department(
        id: before?.id ?? UUID.version7(), name: name, kind: kind ?? before?.kind ?? .clinical,
        isFollowUpCentre: before?.isFollowUpCentre ?? false,
        // Whatever stands in an administrator's file is confirmed, unless the file says otherwise; that takes nothing back.
        confirmed: isConfirmed ?? true || before?.confirmed ?? false)
      department.parentId = before?.parentId
      department.headStaffId = Self.named(row, "head", known.staff, &table) ?? before?.headStaffId
      department.headNurseStaffId = Self.named(row, "headNurse", known.staff, &table) ?? before?.headNurseStaffId
      department.campusId = Self.named(row, "campus", known.campuses, &table) ?? before?.campusId
      planned[name] = department
    }
    for row in table.rows {
      guard let name = row.text("name"), let parent = row.text("parent") else { continue }
      let above = planned[parent] ?? Self.inUse(parent, known)
      if above == nil { Self.addUnknown(row, "parent", &table) }
      planned[name]?.parentId = above?.id
    }
    refuseCircles(&table, planned, known)
    sort(planned, known)
  }

  private static func named(_ row: BulkTable.Row, _ key: String, _ known: [String: UUID], _ table: inout BulkTable)
    -> UUID?
  {
    guard let text = row.text(key) else { return nil }
    if known[text] == nil { addUnknown(row, key, &table) }
    return known[text]
  }

  /// A department in use, by its name or by what files call it.
  private static func inUse(_ name: String, _ known: KnownDepartments) -> Department? {
    let byAlias = known.aliases[name].flatMap { id in known.departments.values.first { $0.id == id } }
    return [known.departments[name], byAlias].compactMap(\.self).first { $0.status == .active }
  }

  private static func addUnknown(_ row: BulkTable.Row, _ key: String, _ table: inout BulkTable) {
    table.add(
      row.number, key, "exists",
      LocalizedText(chinese: "本院没有该项，或其已停用", english: "the hospital has no such entry in use"))
  }

  /// The database refuses them as well, without saying which row.
  private func refuseCircles(_ table: inout BulkTable, _ planned: [String: Department], _ known: KnownDepartments) {
    var parents: [UUID: UUID] = [:]
    for department in known.departments.values { parents[department.id] = department.parentId }
    for department in planned.values { parents[department.id] = department.parentId }
    for row in table.rows {
      guard let department = row.text("name").flatMap({ planned[$0] }) else { continue }
      var (above, depth) = (department.parentId, 1)
      while let ancestor = above, depth <= 6 {
        depth += 1
        above = parents[ancestor]
      }
      if depth > 6 {
        table.add(
          row.number, "parent", "departmentDepth",
          LocalizedText(
            chinese: "科室层级最多六级，且不能互相隶属", english: "departments stand in at most six levels and never in a circle"))
      }
    }
  }

  private mutating func sort(_ planned: [String: Department], _ known: KnownDepartments) {
    for (name, department) in planned.sorted(by: { $0.key < $1.key }) {
      guard let before = known.departments[name] else {
        created.append(department)
        continue
      }
      let isSame =
        before.confirmed == department.confirmed && before.kind == department.kind
        && before.parentId == department.parentId
        && before.headStaffId == department.headStaffId && before.headNurseStaffId == department.headNurseStaffId
        && before.campusId == department.campusId
      if isSame { unchanged += 1 } else { updated.append(department) }
    }
  }

  /// The rows first, then what they refer to, so that a row may stand below a later one.
  func statements(tenant: UUID) -> [SQL] {
    let all = created + updated
    guard !all.isEmpty else { return [] }
    func texts(_ value: (Department) -> UUID?) -> [String] { all.map { value($0)?.uuidString ?? "" } }
    return [
      """
      delete from directory.department_alias where tenant_id = \(tenant) and name = any (\(created.map(\.name)))
      """,
      """
      insert into directory.department (tenant_id, department_id, name, kind)
      select \(tenant), id, name, kind
        from unnest(\(created.map(\.id)), \(created.map(\.name)), \(created.map(\.kind.rawValue))) as made (id, name, kind)
      """,
      """
      update directory.department d set kind = said.kind, parent_id = nullif(said.parent, '')::uuid,
          head_staff_id = nullif(said.head, '')::uuid, head_nurse_staff_id = nullif(said.nurse, '')::uuid,
          campus_id = nullif(said.campus, '')::uuid, confirmed = said.confirmed = 'yes',
          version = d.version + case when said.place > \(created.count) then 1 else 0 end
        from unnest(\(all.map(\.id)), \(all.map(\.kind.rawValue)), \(texts(\.parentId)), \(texts(\.headStaffId)),
          \(texts(\.headNurseStaffId)), \(texts(\.campusId)), \(all.map { Confirmation($0.confirmed).rawValue }))
          with ordinality as said (id, kind, parent, head, nurse, campus, confirmed, place)
        where d.tenant_id = \(tenant) and d.department_id = said.id
      """,
    ]
  }
}
