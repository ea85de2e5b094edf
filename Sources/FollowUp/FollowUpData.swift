public import Operations
import Vault

extension FollowUp {
  /// What this feature keeps.
  public static let data = FeatureData(
    schemas: ["followup"], sealed: [.attemptNote, .recordGuidance, .recordProblems, .holdNote, .deathReason])
}

extension SealedColumn {
  /// What the caller wrote down of a call.
  static let attemptNote = SealedColumn("followup.attempt.note")
  /// What the patient was advised.
  static let recordGuidance = SealedColumn("followup.record.guidance")
  /// What the patient complained of.
  static let recordProblems = SealedColumn("followup.record.problems")
  /// What the next reader of a hold should know.
  static let holdNote = SealedColumn("followup.hold.note")
  /// Why a recorded death was taken back.
  static let deathReason = SealedColumn("followup.death.reason")
}
