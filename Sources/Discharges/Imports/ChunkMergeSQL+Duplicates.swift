import FoundationEssentials
import SQL

extension ChunkMergeSQL {
  /// Patients whom the chunk has brought and who may be known already: the same identity number, or the same name and birth date and a
  /// number in common. A number alone says nothing: families share them. Five are enough to decide by: an identity number that a
  /// whole file shares is a placeholder, and everybody beside everybody would be millions of pairs.
  var duplicates: SQL {
    """
    insert into discharges.duplicate (tenant_id, first_id, second_id, rule)
    with brought as materialized (
      select p.patient_id, p.name_index, p.birth_date, p.identity_index from discharges.patient p
        where p.tenant_id = \(tenant) and p.patient_id = any (array(select patient_id from incoming where is_new))
          and p.created_at = now())
    select \(tenant), least(brought, known), greatest(brought, known), min(rule)
      from (
        select p.patient_id as brought, o.patient_id as known, 'identityNumber' as rule
          from brought p
          cross join lateral (
            select o.patient_id from discharges.patient o
              where o.tenant_id = \(tenant) and o.identity_index = p.identity_index and o.patient_id <> p.patient_id limit 5) as o
          where p.identity_index is not null
        union all
        select p.patient_id, o.patient_id, 'nameBirthPhone'
          from brought p
          cross join lateral (
            select o.patient_id from discharges.patient o
              where o.tenant_id = \(tenant) and o.name_index = p.name_index and o.birth_date = p.birth_date
                and o.patient_id <> p.patient_id and exists (
                  select from discharges.contact mine
                    join discharges.contact theirs on theirs.tenant_id = \(tenant) and theirs.patient_id = o.patient_id
                      and theirs.phone_index = mine.phone_index
                    where mine.tenant_id = \(tenant) and mine.patient_id = p.patient_id and mine.phone_index <> '')
              limit 5) as o) as pair
      group by 1, 2, 3
    on conflict do nothing
    """
  }
}
