public import Operations
import Vault

extension Discharges {
  /// What this feature keeps. The files that a hospital sent itself and the rows of them that were never taken are in no archive.
  public static let data = FeatureData(
    schemas: ["discharges"], withheldTables: ["discharges.import_part"],
    withheldColumns: ["discharges.import_rejection.cells"],
    sealed: [
      .patientName, .patientAlias, .patientIdentityNumber, .patientAddress, .contactName, .contactPhone, .importPart,
      .rejectedCells,
    ])
}

extension SealedColumn {
  /// The name, as the front page has it.
  public static let patientName = SealedColumn("discharges.patient.name", mask: Mask.name)
  /// The name that lists show instead.
  public static let patientAlias = SealedColumn("discharges.patient.alias", mask: { $0 })
  /// The identity number.
  public static let patientIdentityNumber = SealedColumn(
    "discharges.patient.identity_number", mask: Mask.identityNumber)
  /// The postal address.
  public static let patientAddress = SealedColumn("discharges.patient.address", mask: Mask.address)
  /// The name beside a number.
  public static let contactName = SealedColumn("discharges.contact.name", mask: Mask.name)
  /// The number.
  public static let contactPhone = SealedColumn("discharges.contact.phone", mask: Mask.phone)
  /// A part of an imported file.
  static let importPart = SealedColumn("discharges.import_part.sealed")
  /// A row of a file that was not taken.
  static let rejectedCells = SealedColumn("discharges.import_rejection.cells")
}
