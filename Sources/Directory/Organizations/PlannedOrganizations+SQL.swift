import FoundationEssentials
import Operations
import SQL

extension PlannedOrganizations {
  /// Everything in two statements, however many rows. What stands above is inserted first: the tree is checked row by row.
  var statements: [SQL] {
    [
      """
      insert into directory.organization (
        tenant_id, kind, code, name, region_code, parent_id, level, ownership, unified_code, registration_number)
      select id::uuid, kind, code, name, region, nullif(parent, '')::uuid, nullif(level, ''), nullif(ownership, ''),
          nullif(unified, ''), nullif(registration, '')
        from (\(Self.said(created))) as said order by place
      """,
      """
      update directory.organization o set name = said.name, region_code = said.region,
          parent_id = nullif(said.parent, '')::uuid, level = nullif(said.level, ''), ownership = nullif(said.ownership, ''),
          unified_code = nullif(said.unified, ''), registration_number = nullif(said.registration, ''), version = o.version + 1
        from (\(Self.said(updated))) as said where o.tenant_id = said.id::uuid
      """,
    ]
  }

  private static func said(_ organizations: [Organization]) -> SQL {
    """
    select * from unnest(\(organizations.map(\.id.uuidString)), \(organizations.map(\.kind.rawValue)), \(organizations.map(\.code)),
      \(organizations.map(\.name)), \(organizations.map { $0.regionCode ?? "" }), \(organizations.map { $0.parentId?.uuidString ?? "" }),
      \(organizations.map { $0.level?.rawValue ?? "" }), \(organizations.map { $0.ownership?.rawValue ?? "" }),
      \(organizations.map { $0.unifiedCode ?? "" }), \(organizations.map { $0.registrationNumber ?? "" })) with ordinality
      as row (id, kind, code, name, region, parent, level, ownership, unified, registration, place)
    """
  }
}
