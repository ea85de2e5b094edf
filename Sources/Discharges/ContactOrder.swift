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
}
