public import Operations
public import SQL

/// What happens when a hospital's contract ends, and before.
///
/// A leader asks for an archive of all that the hospital owns, the security officer approves, a job writes it, and the leader fetches
/// it: nobody takes a hospital's data away alone. The platform ends the contract, waits, and removes what it holds of the hospital.
public enum Handover {
  /// The methods of this feature.
  public static func methods() throws -> [RegisteredMethod] {
    [
      try .command(CreateExport.self), try .command(ApproveExport.self), try .query(ListExports.self),
      try .command(PrepareDownload.self), try .command(BeginDownload.self).unpublished(),
      try .query(ReadExportPart.self).unpublished(), try .command(DiscardExport.self),
      try .command(TerminateHospital.self), try .command(ResumeHospital.self), try .command(RemoveHospital.self),
    ]
  }

  /// What does the long work.
  public static func jobHandlers() -> [any JobHandler] {
    [ExportJob(), RemovalJob()]
  }

  /// Archives that were fetched or are a week old go.
  public static let maintenance: [SQL] = ["select handover.forget_archives()"]
}
