public import Operations
public import SQL

/// A hospital's file becomes discharges: its parts are stored sealed, a job reads them in chunks, and each chunk is one transaction that
/// brings patients, numbers and stays, rejects rows with reasons, and lets later features make of the new ones what they need.
public enum Discharges {
  /// The methods of this feature.
  public static let methods: [any Operation.Type] = [
    CreateImport.self, StoreImportPart.self, CommitImport.self, ReadImport.self, ListImports.self,
    UndoImport.self, ResumeImport.self, ReadDischargeSetting.self, UpdateDischargeSetting.self,
    ListRejections.self, DownloadRejections.self, OpenDownload.self, ReadRejectedRows.self, ListDischarges.self,
    ListHistory.self, FindPatients.self, RevealPatient.self, UpdateContact.self, UpdatePatient.self,
    ListDuplicates.self, DismissDuplicate.self, RecordVisit.self, ListVisits.self, ListStays.self,
    LinkPatients.self, UnlinkPatients.self, ListMotherSuggestions.self, DismissMotherSuggestion.self,
  ]

  /// Files go when the hospitals' policies say so.
  public static var maintenance: [SQL] { ["select discharges.forget_files()"] }
}
