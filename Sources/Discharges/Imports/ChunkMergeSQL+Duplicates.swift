import FoundationEssentials
import SQL

extension ChunkMergeSQL {
  /// Patients whom the chunk has brought and who may be known already: the same identity number, or the same name and birth date and a
  /// number in common. A number alone says nothing: families share them.
  var duplicates: SQL {
    """
    insert into discharges.duplicate (tenant_id, first_id, second_id, rule)
    select \(tenant), least(brought, known), greatest(brought, known), min(rule)
      from (
        select p.patient_id as brought, o.patient_id as known, 'identityNumber' as rule
          from incoming i
          join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = i.patient_id
          join discharges.patient o on o.tenant_id = \(tenant) and o.identity_index = p.identity_index
            and o.patient_id <> p.patient_id
          where i.is_new
        union all
        select p.patient_id, o.patient_id, 'nameBirthPhone'
          from incoming i
          join discharges.patient p on p.tenant_id = \(tenant) and p.patient_id = i.patient_id
          join discharges.patient o on o.tenant_id = \(tenant) and o.name_index = p.name_index
            and o.birth_date = p.birth_date and o.patient_id <> p.patient_id
          where i.is_new and exists (
            select from discharges.contact mine
              join discharges.contact theirs on theirs.tenant_id = \(tenant) and theirs.patient_id = o.patient_id
                and theirs.phone_index = mine.phone_index
              where mine.tenant_id = \(tenant) and mine.patient_id = p.patient_id and mine.phone_index <> '')) as pair
      group by 1, 2, 3
    on conflict do nothing
    """
  }
}
