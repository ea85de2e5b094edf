/// What a feature keeps in the database, for those who take a hospital's data as a whole. Each feature declares its own, so that a new table
/// is in a hospital's archive without a word elsewhere.
public struct FeatureData: Sendable {
  /// Schemas whose tables are the hospital's own.
  public let schemas: [String]
  /// Tables of the hospital's own in schemas that hold other things as well.
  public let tables: [String]
  /// Tables of these that stay out of an archive.
  public let withheldTables: [String]
  /// Columns that stay out of it.
  public let withheldColumns: [String]
  /// What is sealed.
  public let sealed: [SealedColumn]

  /// What is left out is none.
  public init(
    schemas: [String] = [], tables: [String] = [], withheldTables: [String] = [], withheldColumns: [String] = [],
    sealed: [SealedColumn] = []
  ) {
    self.schemas = schemas
    self.tables = tables
    self.withheldTables = withheldTables
    self.withheldColumns = withheldColumns
    self.sealed = sealed
  }

  /// What all features keep together.
  public init(_ features: [FeatureData]) {
    schemas = features.flatMap(\.schemas)
    tables = features.flatMap(\.tables)
    withheldTables = features.flatMap(\.withheldTables)
    withheldColumns = features.flatMap(\.withheldColumns)
    sealed = features.flatMap(\.sealed)
  }

  /// What the dispatcher itself keeps.
  public static let operations = FeatureData(sealed: [.oneTimeSecret, .storedAnswer, .auditDetail])
}
