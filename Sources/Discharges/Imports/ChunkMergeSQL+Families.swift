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
      from unnest(\(named.map(\.recordNumber)), \(named.map(\.index))) as named (record_number, name_index)
      where p.tenant_id = \(tenant) and p.record_number = named.record_number
        and p.mother_index is distinct from named.name_index
    """
  }

  /// A woman of an age to be the mother, in an obstetric stay around the child's birth, with the mother's name or a number in common.
  private var motherSuggestions: SQL {
    """
    insert into discharges.mother_suggestion (tenant_id, child_id, mother_id, rule)
    with child as materialized (
      select distinct p.patient_id, p.mother_index from incoming i
        join discharges.patient p on p.tenant_id = \(tenant) and p.record_number = i.record_number
        where i.admitted_at::date - i.birth_date between 0 and \(FrontPage.newbornDays)),
    woman as materialized (
      select distinct p.patient_id, p.name_index, i.admitted_at::date as admitted_on, i.discharged_at::date as discharged_on
        from incoming i
        join discharges.patient p on p.tenant_id = \(tenant) and p.record_number = i.record_number and p.sex = 2
        where \(Self.isObstetric(code: "i.diagnosis_code", department: "i.department"))),
    pair as (
      select child.patient_id as child_id, m.patient_id as mother_id, 'name' as clue
        from child join discharges.patient m on m.tenant_id = \(tenant) and m.name_index = child.mother_index
      union
      select child.patient_id, theirs.patient_id, 'phone' from child
        join discharges.contact own on own.tenant_id = \(tenant) and own.patient_id = child.patient_id and own.phone_index <> ''
        join discharges.contact theirs on theirs.tenant_id = \(tenant) and theirs.phone_index = own.phone_index
      union
      select c.patient_id, woman.patient_id, 'name' from woman
        join discharges.patient c on c.tenant_id = \(tenant) and c.mother_index = woman.name_index
      union
      select c.patient_id, woman.patient_id, 'phone' from woman
        join discharges.contact own on own.tenant_id = \(tenant) and own.patient_id = woman.patient_id and own.phone_index <> ''
        join discharges.contact theirs on theirs.tenant_id = \(tenant) and theirs.phone_index = own.phone_index
        join discharges.patient c on c.tenant_id = \(tenant) and c.patient_id = theirs.patient_id
          and c.birth_date between woman.admitted_on - 1 and woman.discharged_on + 1)
    select \(tenant), pair.child_id, pair.mother_id, case when count(*) = 2 then 'nameAndPhone' else min(pair.clue) end
      from pair
      join discharges.patient c on c.tenant_id = \(tenant) and c.patient_id = pair.child_id
      join discharges.patient m on m.tenant_id = \(tenant) and m.patient_id = pair.mother_id and m.sex = 2
        and m.person_id <> c.person_id
        and (m.birth_date is null or m.birth_date between c.birth_date - interval '60 years' and c.birth_date - interval '12 years')
      where exists (
          select from discharges.discharge d
            where d.tenant_id = \(tenant) and d.patient_id = c.patient_id
              and d.admitted_at::date - c.birth_date between 0 and \(FrontPage.newbornDays))
        and exists (
          select from discharges.discharge d
            join directory.department department on department.tenant_id = \(tenant) and department.department_id = d.department_id
            where d.tenant_id = \(tenant) and d.patient_id = m.patient_id
              and c.birth_date between d.admitted_at::date - 1 and d.discharged_on + 1
              and \(Self.isObstetric(code: "d.diagnosis_code", department: "department.name")))
        and not exists (
          select from discharges.mother_child link where link.tenant_id = \(tenant) and link.child_id = c.patient_id)
      group by pair.child_id, pair.mother_id
    on conflict (tenant_id, child_id, mother_id) do nothing
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
