import FoundationEssentials
import SQL

/// Other hospitals on the same platform, and the staff of all at work: small tables are as large as they will be, and the planner knows that
/// a tenant is one of many.
struct Neighbours {
  /// How many there are.
  static let count: Int32 = 60

  let hospital: Hospital

  /// Their rows.
  var statements: [SQL] { [organizations, departments, accounts, sessions] }

  private var organizations: SQL {
    """
    insert into directory.organization (tenant_id, kind, code, name, region_code, parent_id)
    select \(FilledID.sql("10000 + n")), 'hospital', 'neighbour-' || n, '第' || n || '医院', region_code, parent_id
      from directory.organization cross join generate_series(1, \(Self.count)) as n where tenant_id = \(hospital.tenant)
    """
  }

  private var departments: SQL {
    """
    insert into directory.department (tenant_id, department_id, name, kind, is_follow_up_centre)
    select \(FilledID.sql("10000 + n")), \(FilledID.sql("n * 1000 + d")), '第' || d || '科', 'clinical', d = 1
      from generate_series(1, \(Self.count)) as n, generate_series(1, 21) as d
    """
  }

  private var accounts: SQL {
    """
    insert into identity.account (tenant_id, account_id, username, display_name, password_hash)
    select case n when 0 then \(hospital.tenant) else \(FilledID.sql("10000 + n")) end, \(FilledID.sql("n * 1000 + a")),
        'staff' || a, '职工' || a, ''
      from generate_series(0, \(Self.count)) as n, generate_series(1, 300) as a
    """
  }

  private var sessions: SQL {
    """
    insert into identity.session (tenant_id, session_id, account_id, secret_hash, client_address, expires_at)
    select tenant_id, gen_random_uuid(), account_id, sha256(''), '', now() + interval '12 hours'
      from identity.account where username like 'staff%'
    """
  }
}
