import FoundationEssentials
import Operations
import SQL

/// The organizations that a caller may see, as parts of a statement: the platform all, a bureau its region.
enum VisibleOrganizations {
  /// A common table expression `seen`.
  static func seen(by call: CallContext) -> SQL {
    let source: SQL =
      call.actor.organizationKind == .bureau ? "directory.region_organizations()" : "directory.organization"
    return """
      seen as materialized (
        select o.tenant_id, o.kind, o.code, o.name, o.region_code, o.parent_id, o.level, o.ownership, o.unified_code,
            o.registration_number, o.time_zone, o.status, o.version, o.initials
          from \(source) o)
      """
  }

  /// A recursive one `below`: the identifiers of what lies below a bureau, at any depth; nothing below none.
  static func below(_ bureau: UUID?) -> SQL {
    """
    below as (
      select s.tenant_id from seen s where s.parent_id = \(bureau)
      union
      select s.tenant_id from seen s join below b on s.parent_id = b.tenant_id)
    """
  }
}
