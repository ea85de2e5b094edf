public import Operations
public import SQL

/// A hospital's file becomes discharges: its parts are stored sealed, a job reads them in chunks, and each chunk is one transaction that
/// brings patients, numbers and stays, rejects rows with reasons, and lets later features make of the new ones what they need.
public enum Discharges {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    [
      try .command(CreateImport.self), try .command(StoreImportPart.self).unpublished(),
      try .command(CommitImport.self),
      try .query(ReadImport.self), try .query(ListImports.self), try .command(UndoImport.self),
      try .command(ResumeImport.self),
      try .query(ReadDischargeSetting.self), try .command(UpdateDischargeSetting.self), try .query(ListRejections.self),
      try .command(DownloadRejections.self), try .command(OpenDownload.self).unpublished(),
      try .query(ReadRejectedRows.self).unpublished(),
      try .query(ListDischarges.self), try .query(ListHistory.self), try .query(FindPatients.self),
      try .command(RevealPatient.self),
      try .command(UpdateContact.self), try .command(UpdatePatient.self),
      try .query(ListDuplicates.self), try .command(DismissDuplicate.self),
      try .command(RecordVisit.self), try .query(ListVisits.self), try .query(ListStays.self),
      try .command(LinkPatients.self),
      try .command(UnlinkPatients.self), try .query(ListMotherSuggestions.self),
      try .command(DismissMotherSuggestion.self),
    ]
  }

  /// Files go when the hospitals' policies say so.
  public static var maintenance: [SQL] { ["select discharges.forget_files()"] }
}
