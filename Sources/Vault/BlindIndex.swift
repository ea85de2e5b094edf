/// What a blind index finds: each purpose has its own indexes, so that equal texts in two columns don't show as equal.
public enum BlindIndexPurpose: String, Sendable, CaseIterable {
  /// A person's whole name.
  case name
  /// A whole telephone number.
  case phone
  /// The last four digits of a telephone number, which patients are asked for.
  case phoneLastFour
  /// A resident identity number or another document's.
  case identityNumber
  /// A hospital's record number 病案号.
  case recordNumber

  /// The one spelling under which the purpose's texts are indexed, or nil when nothing is left to index.
  public func normalise(_ text: String) -> String? {
    let normalised: String? =
      switch self {
      case .name: Normalised.name(text)
      case .phone: Normalised.phone(text)
      case .phoneLastFour: Normalised.lastFour(ofPhone: text)
      case .identityNumber: Normalised.identityNumber(text)
      case .recordNumber: Normalised.recordNumber(text)
      }
    guard let normalised, !normalised.isEmpty else { return nil }
    return normalised
  }

  var label: StaticString {
    switch self {
    case .name: "name"
    case .phone: "phone"
    case .phoneLastFour: "phoneLastFour"
    case .identityNumber: "identityNumber"
    case .recordNumber: "recordNumber"
    }
  }
}

extension TenantKey {
  /// Sixteen bytes by which a sealed text is found again: HMAC-SHA256 under the tenant's own key over purpose, zero byte
  /// and text, truncated.
  ///
  /// Equal texts of a tenant have equal indexes, and without the key nobody can compute one. Give the text as
  /// ``BlindIndexPurpose/normalise(_:)`` spells it, or call ``blindIndex(normalising:purpose:)``.
  public func blindIndex(_ normalised: String, purpose: BlindIndexPurpose) -> [UInt8] {
    var text = normalised
    return text.withUTF8 { utf8 in
      unsafe material.blindIndex.code(label: purpose.label, message: UnsafeRawBufferPointer(utf8), count: 16)
    }
  }

  /// The blind index of a text as it was entered, or nil when normalising leaves nothing: absent values never match.
  public func blindIndex(normalising text: String, purpose: BlindIndexPurpose) -> [UInt8]? {
    purpose.normalise(text).map { blindIndex($0, purpose: purpose) }
  }
}
