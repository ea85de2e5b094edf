public import SQL

/// Which of a patient's numbers is tried first: as somebody ordered them; where nobody has, the patient's own, then those given by hand,
/// then the contact person's, then the work place's.
public enum ContactOrder {
  /// What to order by; the contact's table is named `c`.
  public static let columns: SQL = """
    c.position, case c.source when 'patient' then 1 when 'added' then 2 when 'contact' then 3 else 4 end, c.contact_id
    """

  /// Whether a number of the table `c` is worth a call.
  public static let isUsable: SQL = "c.state in ('unverified', 'reached')"

  /// The same with the guardian's numbers on top where a guardian must be asked first.
  public static func columns(guardianFirst isNeeded: SQL) -> SQL {
    "case when c.is_guardian and (\(isNeeded)) then 0 else 1 end, \(columns)"
  }

  /// Whether a guardian must be asked first: for minors, and in psychiatry (ICD-10 F). The patient's table is named `p`, the discharge's `d`.
  public static func needsGuardian(today: CalendarDay) -> SQL {
    "coalesce(p.birth_date > (\(today)::date - interval '18 years')::date or left(d.diagnosis_code, 1) = 'F', false)"
  }
}
