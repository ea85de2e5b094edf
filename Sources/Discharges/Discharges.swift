public import Operations

/// A hospital's file becomes discharges: its parts are stored sealed, a job reads them in chunks, and each chunk is one transaction that
/// brings patients, numbers and stays, rejects rows with reasons, and lets later features make of the new ones what they need.
public enum Discharges {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    [
      try .command(CreateImport.self), try .command(StoreImportPart.self).unpublished(),
      try .command(CommitImport.self),
      try .query(ReadImport.self), try .query(ListRejections.self),
      try .query(ListDischarges.self), try .query(FindPatients.self), try .command(RevealPatient.self),
      try .command(UpdateContact.self), try .command(UpdatePatient.self),
      try .query(ListDuplicates.self), try .command(DismissDuplicate.self),
      try .command(RecordVisit.self), try .query(ListVisits.self), try .command(LinkPatients.self),
    ]
  }
}
