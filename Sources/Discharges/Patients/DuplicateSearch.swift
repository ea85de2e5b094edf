package import FoundationEssentials
package import SQL

/// Looks for other rows that may be the same person as some: the same identity number, or the same name and birth date and a number in
/// common. A file's new patients are looked for when the chunk is merged; this is for whom something new has become known: a number, a
/// name, an identity number, or the person at all. At most five of a rule, as there.
package enum DuplicateSearch {
  /// Notes what isn't noted or settled yet.
  /// - Parameter patients: a `select` of `patient_id`.
  package static func statement(tenant: UUID, patients: SQL) -> SQL {
    """
    insert into discharges.duplicate (tenant_id, first_id, second_id, rule)
    with changed as materialized (
      select p.* from discharges.patient p where p.tenant_id = \(tenant) and p.patient_id = any (array(\(patients))))
    select \(tenant), least(patient_id, other_id), greatest(patient_id, other_id), min(rule)
      from (
        select p.patient_id, o.patient_id as other_id, 'identityNumber' as rule from changed p
          cross join lateral (
            select o.patient_id from discharges.patient o
              where o.tenant_id = \(tenant) and o.identity_index = p.identity_index and o.person_id <> p.person_id
              limit 5) as o
          where p.identity_index is not null
        union all
        select p.patient_id, o.patient_id, 'nameBirthPhone' from changed p
          cross join lateral (
            select o.patient_id from discharges.patient o
              where o.tenant_id = \(tenant) and o.name_index = p.name_index and o.birth_date = p.birth_date
                and o.person_id <> p.person_id and exists (
                  select from discharges.contact mine
                    join discharges.contact theirs on theirs.tenant_id = \(tenant) and theirs.patient_id = o.patient_id
                      and theirs.phone_index = mine.phone_index
                    where mine.tenant_id = \(tenant) and mine.patient_id = p.patient_id and mine.phone_index <> '')
              limit 5) as o) as pair
      group by 1, 2, 3
    on conflict do nothing
    """
  }

  /// The patients known before whom a chunk of an import has given another name, birth date or identity number, or a new number.
  static func changed(tenant: UUID) -> SQL {
    """
    with known as materialized (
      select distinct p.patient_id, p.name_index, p.birth_date, p.identity_index from incoming i
        join discharges.patient p on p.tenant_id = \(tenant) and p.record_number = i.record_number and p.created_at < now())
    select patient_id from known
      where exists (
          select from discharges.patient_history h
            where h.tenant_id = \(tenant) and h.patient_id = known.patient_id and h.changed_at = now()
              and (h.name_index, h.birth_date, h.identity_index)
                is distinct from (known.name_index, known.birth_date, known.identity_index))
        or exists (
          select from discharges.contact c
            where c.tenant_id = \(tenant) and c.patient_id = known.patient_id and c.created_at = now())
    """
  }
}
