public import Operations
import Vault

extension Handover {
  /// What this feature keeps: no part of an archive, since it tells of archives.
  public static let data = FeatureData(sealed: [.exportReason, .exportPassphrase, .removalReason])
}

extension SealedColumn {
  /// Why an archive was asked for.
  static let exportReason = SealedColumn("handover.export.reason")
  /// By what an archive opens, until it is written.
  static let exportPassphrase = SealedColumn(secret: "handover.export.passphrase")
  /// Why a removal was asked for.
  static let removalReason = SealedColumn("handover.removal_request.reason")
}
