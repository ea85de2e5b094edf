import FoundationEssentials
import FrontPages
import Operations
import SQL
import Vault

extension ChunkMergeSQL {
  /// Newborns and who may be their mothers, whichever of the two files comes first. Nothing at all for a chunk with neither.
  func families(_ rows: ChunkRows, _ sealer: Sealer) -> [SQL] {
    let pages = (rows.new + rows.changed).map(\.page)
    let newborns = pages.filter(\.isNewborn)
    guard !newborns.isEmpty || pages.contains(where: \.mayBeOfMother) else { return [] }
    let named = newborns.compactMap { page in
      page.nameOfMother.flatMap { sealer.blindIndex($0, .name) }.map { (page.recordNumber, $0) }
    }
    return (named.isEmpty ? [] : [mothersNames(named)]) + [motherSuggestions]
  }

  /// What the newborns' files call the mother: looked for again when her file comes later.
  private func mothersNames(_ named: [(recordNumber: String, index: [UInt8])]) -> SQL {
    """
    update discharges.patient p set mother_index = named.name_index
      from (
        select known.patient_id, named.name_index
          from unnest(\(named.map(\.recordNumber)), \(named.map(\.index))) as named (record_number, name_index)
          cross join lateral (
            select k.patient_id from discharges.patient k
              where k.tenant_id = \(tenant) and k.record_number = named.record_number offset 0) as known) as named
      where p.tenant_id = \(tenant) and p.patient_id = named.patient_id
        and p.mother_index is distinct from named.name_index
    """
  }

  /// A woman of an age to be the mother, in an obstetric stay around the child's birth, with the mother's name or a number in common. Each
  /// step looks up by key, whatever the planner believes of tables that the import is filling; a number that a whole ward shares says
  /// nothing, so some twenty are enough.
  private var motherSuggestions: SQL {
    """
    insert into discharges.mother_suggestion (tenant_id, child_id, mother_id, rule)
    with child as materialized (
      select distinct i.patient_id from incoming i where i.admitted_at::date - i.birth_date between 0 and \(FrontPage.newbornDays)),
    woman as materialized (
      select distinct i.patient_id, i.admitted_at::date as admitted_on, i.discharged_at::date as discharged_on from incoming i
        where i.sex = 2 and \(Self.isObstetric(code: "i.diagnosis_code", department: "i.department"))),
    pair as (
      select child.patient_id as child_id, m.patient_id as mother_id, 'name' as clue from child
        cross join lateral \(patient("p.patient_id = child.patient_id")) as c
        cross join lateral \(patient("p.name_index = c.mother_index")) as m
      union
      select child.patient_id, theirs.patient_id, 'phone' from child
        cross join lateral \(sharing("child.patient_id")) as theirs
      union
      select c.patient_id, woman.patient_id, 'name' from woman
        cross join lateral \(patient("p.patient_id = woman.patient_id")) as m
        cross join lateral \(patient("p.mother_index = m.name_index")) as c
      union
      select c.patient_id, woman.patient_id, 'phone' from woman
        cross join lateral \(sharing("woman.patient_id")) as theirs
        cross join lateral \(patient("p.patient_id = theirs.patient_id")) as c
        where c.birth_date between woman.admitted_on - 1 and woman.discharged_on + 1)
    select \(tenant), pair.child_id, pair.mother_id, case when count(*) = 2 then 'nameAndPhone' else min(pair.clue) end
      from pair
      cross join lateral \(patient("p.patient_id = pair.child_id")) as c
      cross join lateral \(patient("p.patient_id = pair.mother_id")) as m
      where m.sex = 2 and m.person_id <> c.person_id
        and (m.birth_date is null or m.birth_date between c.birth_date - interval '60 years' and c.birth_date - interval '12 years')
        and exists (
          select from discharges.discharge d
            where d.tenant_id = \(tenant) and d.patient_id = c.patient_id
              and d.admitted_at::date - c.birth_date between 0 and \(FrontPage.newbornDays) offset 0)
        and exists (
          select from discharges.discharge d
            join directory.department department on department.tenant_id = \(tenant) and department.department_id = d.department_id
            where d.tenant_id = \(tenant) and d.patient_id = m.patient_id
              and c.birth_date between d.admitted_at::date - 1 and d.discharged_on + 1
              and \(Self.isObstetric(code: "d.diagnosis_code", department: "department.name")) offset 0)
        and not exists (
          select from discharges.mother_child link where link.tenant_id = \(tenant) and link.child_id = c.patient_id offset 0)
      group by pair.child_id, pair.mother_id
    on conflict (tenant_id, child_id, mother_id) do nothing
    """
  }

  private func patient(_ condition: SQL) -> SQL {
    "(select p.* from discharges.patient p where p.tenant_id = \(tenant) and \(condition) limit 20)"
  }

  /// Who has a number in common with the patient.
  private func sharing(_ patient: SQL) -> SQL {
    """
    (select theirs.patient_id from discharges.contact own
        cross join lateral (
          select theirs.patient_id from discharges.contact theirs
            where theirs.tenant_id = \(tenant) and theirs.phone_index = own.phone_index limit 20) as theirs
        where own.tenant_id = \(tenant) and own.patient_id = \(patient) and own.phone_index <> '' offset 0)
    """
  }

  /// Pregnancy, childbirth and the puerperium, the outcome of a delivery, or a department that is called 产科.
  private static func isObstetric(code: SQL, department: SQL) -> SQL {
    "(left(\(code), 1) = 'O' or left(\(code), 3) = 'Z37' or \(department) like '%产科%')"
  }
}

extension FrontPage {
  /// A newborn is one until the 28th day of life.
  static var newbornDays: Int { 28 }

  /// Whether the child was admitted as a newborn.
  var isNewborn: Bool {
    birthDate.map { (0...Self.newbornDays).contains(admitted.date.daysSince1970 - $0.daysSince1970) } ?? false
  }

  /// Whether the page may be a mother's after a birth.
  var mayBeOfMother: Bool {
    sex == .female
      && (mainDiagnosis?.code.map { $0.hasPrefix("O") || $0.hasPrefix("Z37") } == true
        || department?.contains("产科") == true)
  }

  /// What a newborn is called before it has a name: the mother's with 之子, 之女, 婴 behind it; else the contact person's.
  var nameOfMother: String? {
    if let end = name.lastIndex(of: "之"), name.distance(from: name.startIndex, to: end) >= 2 {
      return String(name[..<end])
    }
    for suffix in ["男婴", "女婴", "婴儿", "毛毛", "宝宝", "婴"] where name.hasSuffix(suffix) && name.count - suffix.count >= 2 {
      return String(name.dropLast(suffix.count))
    }
    return contact.name
  }
}
