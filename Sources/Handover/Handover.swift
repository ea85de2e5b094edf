public import Operations
public import SQL

/// What happens when a hospital's contract ends, and before.
///
/// A leader asks for an archive of all that the hospital owns, the security officer approves, a job writes it, and the leader fetches
/// it: nobody takes a hospital's data away alone. The platform ends the contract and waits; then one of its administrators asks for the
/// removal of all that it holds of the hospital, and another approves. What was removed stays on record.
public enum Handover {
  /// The methods of this feature.
  public static let methods: [any Operation.Type] = [
    CreateExport.self, ApproveExport.self, ListExports.self, PrepareDownload.self, BeginDownload.self,
    ReadExportPart.self, DiscardExport.self, TerminateHospital.self, ResumeHospital.self, PreviewRemoval.self,
    CreateRemoval.self, ApproveRemoval.self, WithdrawRemoval.self, RefuseRemoval.self, ListRemovals.self,
    ReadCertificate.self,
  ]

  /// What does the long work.
  /// - Parameter data: what the features keep of a hospital.
  public static func jobHandlers(_ data: FeatureData) -> [any JobHandler] {
    [ExportJob(data), RemovalJob()]
  }

  /// Archives that were fetched or are a week old go; so do requests that nobody has decided.
  public static let maintenance: [SQL] = ["select handover.forget_archives()", "select handover.expire_removals()"]
}
