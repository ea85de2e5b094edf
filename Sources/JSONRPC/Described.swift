/// A struct of the interface whose properties are explained; every struct in params or results is.
public protocol Described {
  /// English descriptions by property, as it is named in JSON: of all properties and of nothing else.
  static var descriptions: [String: String] { get }
}
