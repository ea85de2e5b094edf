/// What follows in later features from something that happens in an earlier one. The earlier feature declares a protocol of its own, such as
/// `PatientEffects`; later ones register a type for it, and the earlier one runs all that are registered without knowing whose they are.
public protocol Effects: Sendable {}

extension Registry {
  /// The registered effects of one kind, in the order of registration.
  func effects<Kind>(_ kind: Kind.Type) -> [Kind] {
    effects.compactMap { $0 as? Kind }
  }
}

extension CallContext {
  /// The registered effects of one kind, such as `(any PatientEffects).self`.
  public func effects<Kind>(_ kind: Kind.Type) -> [Kind] { dispatcher.registry.effects(kind) }
}

extension SharedTransaction {
  /// The registered effects of one kind, such as `(any PatientEffects).self`.
  public func effects<Kind>(_ kind: Kind.Type) -> [Kind] { registry.effects(kind) }
}
