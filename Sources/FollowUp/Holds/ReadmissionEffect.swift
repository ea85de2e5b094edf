import FoundationEssentials
import SQL

/// What coming back means for the tasks of the stays before: they rest while the patient is inside, end as superseded once the new stay
/// has a plan of its own of the same policy and level, and go on when it has none or is taken back.
enum ReadmissionEffect {
  /// Brings all of this, and whatever holds stand over them, to the open tasks of these patients' persons. The database does it over all
  /// departments: whoever opens a stay in one ward need not see the others.
  /// - Parameter patients: a `select` of `patient_id`.
  static func settle(tenant: UUID, patients: SQL, today: SQL) -> SQL {
    "select followup.settle_readmissions(array(\(patients)), \(today))"
  }
}
