public import Operations

extension Directory {
  /// What this feature keeps.
  public static let data = FeatureData(schemas: ["directory"])
}
