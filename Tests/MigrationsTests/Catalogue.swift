import Postgres
import SQL

/// What a database's schema is, in sorted lines that can be compared: all that is ours but the trail's partitions, whose names are months.
/// Where a column stands in its table is left out: nothing depends on it.
struct Catalogue: Sendable, Hashable {
  let lines: [String]

  init(of database: Database) async throws {
    lines = try await database.pipelined([
      "set local search_path = pg_catalog, pg_temp", "\(Self.ours)\(Self.relations)\(Self.rest)",
    ])[1].decode(String.self).sorted()
  }

  /// Lines that only one of the two has, each with its side.
  static func differences(_ one: Catalogue, _ other: Catalogue) -> [String] {
    let (first, second) = (Set(one.lines), Set(other.lines))
    return one.lines.filter { !second.contains($0) }.map { "- \($0)" }
      + other.lines.filter { !first.contains($0) }.map { "+ \($0)" }
  }

  private static let ours: SQL = """
    with ours as (
      select * from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
    ),
    relation as (
      select c.*, format('%I.%I', nspname, relname) as name from pg_class as c join ours on ours.oid = relnamespace
        where relkind in ('r', 'p', 'v', 'm', 'S', 'f') and not relispartition
    ),
    attribute as (
      select a.*, format('%s.%I', name, attname) as name from relation
        join pg_attribute as a on attrelid = relation.oid and attnum > 0 and not attisdropped
    ),
    routine as (
      select p.*, format('function %I.%I(%s)', nspname, proname, pg_get_function_identity_arguments(p.oid)) as name
        from pg_proc as p join ours on ours.oid = pronamespace
    ),
    privilege (name, acl) as (
      select format('schema %I', nspname), coalesce(nspacl, acldefault('n', nspowner)) from ours
      union all
      select name, coalesce(relacl, acldefault('r', relowner)) from relation
      union all
      select name, attacl from attribute
      union all
      select name, coalesce(proacl, acldefault('f', proowner)) from routine
      union all
      select format('default privileges of %s on %s', pg_get_userbyid(defaclrole), defaclobjtype), defaclacl from pg_default_acl
    ),
    comment (name, text) as (
      select format('schema %I', nspname), obj_description(oid, 'pg_namespace') from ours
      union all
      select name, obj_description(oid, 'pg_class') from relation
      union all
      select name, col_description(attrelid, attnum) from attribute
      union all
      select name, obj_description(oid, 'pg_proc') from routine
    ),
    """

  private static let relations: SQL = """
    line (name, says) as (
      select format('schema %I', nspname), 'owner ' || pg_get_userbyid(nspowner) from ours
      union all
      select name, 'comment ' || text from comment
      union all
      select name, format('%s to %s', privilege_type, case grantee when 0 then 'public' else pg_get_userbyid(grantee) end)
        from privilege cross join aclexplode(acl)
      union all
      select name, concat_ws(' ', 'kind', relkind, relpersistence, 'row security', relrowsecurity, relforcerowsecurity,
          'owner', pg_get_userbyid(relowner), reloptions::text)
        from relation
      union all
      select name, 'view ' || pg_get_viewdef(oid) from relation where relkind in ('v', 'm')
      union all
      select name, 'partitioned by ' || pg_get_partkeydef(oid) from relation where relkind = 'p'
      union all
      select name, concat_ws(' ', format_type(atttypid, atttypmod), case when attnotnull then 'not null' end,
          case attgenerated when 's' then 'generated' else 'default' end || ' ' || pg_get_expr(adbin, adrelid),
          'storage', attstorage, 'collation ' || nullif(attcollation, 0)::regcollation::text, attoptions::text)
        from attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      union all
      select name || ' constraint ' || conname, concat_ws(' ', pg_get_constraintdef(k.oid), condeferrable, condeferred, convalidated)
        from relation join pg_constraint as k on conrelid = relation.oid
    """

  private static let rest: SQL = """
      union all
      select name || ' index ' || i.relname, concat_ws(' ', pg_get_indexdef(i.oid), indisvalid, i.reloptions::text,
          obj_description(i.oid, 'pg_class'))
        from relation join pg_index on indrelid = relation.oid join pg_class as i on i.oid = indexrelid
      union all
      select name || ' policy ' || polname, concat_ws(' ', polcmd, polpermissive, polroles::text,
          'using', pg_get_expr(polqual, polrelid), 'check', pg_get_expr(polwithcheck, polrelid))
        from relation join pg_policy on polrelid = relation.oid
      union all
      select name || ' trigger ' || tgname, concat_ws(' ', pg_get_triggerdef(t.oid), tgenabled)
        from relation join pg_trigger as t on tgrelid = relation.oid and not tgisinternal
      union all
      select name, 'owner ' || pg_get_userbyid(proowner) || ' ' || pg_get_functiondef(oid) from routine
    )
    select name || ': ' || says from line where says is not null
    """
}
