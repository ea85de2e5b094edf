public import FoundationEssentials
public import SQL

/// A person has one row for each record number 病案号, and somebody who was given two has two, until they are merged. What is read of a person
/// is read of all rows with the same `person_id`.
public enum Person {
  /// The rows of the persons of these patients, as a `select` of `patient_id`. Sets go through arrays, which are made once and looked up by
  /// key: in a chunk of an import, whose tables have no statistics yet, a semi-join may compare everything with everything.
  /// - Parameter patients: a `select` of `patient_id`.
  public static func rows(tenant: UUID, of patients: SQL) -> SQL {
    """
    select kin.patient_id from discharges.patient self
      join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = self.person_id
      where self.tenant_id = \(tenant) and self.patient_id = any (array(\(patients)))
    """
  }

  /// What stands between `from` and the next condition to read all numbers `c` of a person.
  /// - Parameter patient: the id of one of the person's rows.
  public static func contacts(tenant: UUID, of patient: SQL) -> SQL {
    """
    discharges.patient self
      join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = self.person_id
      join discharges.contact c on c.tenant_id = \(tenant) and c.patient_id = kin.patient_id
      where self.tenant_id = \(tenant) and self.patient_id = \(patient)
    """
  }

  /// All rows of the persons of whom a search has found some, each once.
  static func found(tenant: UUID, _ search: SQL) -> SQL {
    """
    select distinct kin.patient_id from (\(search)) as hit
      join discharges.patient self on self.tenant_id = \(tenant) and self.patient_id = hit.patient_id
      join discharges.patient kin on kin.tenant_id = \(tenant) and kin.person_id = self.person_id
    """
  }
}
