/// How a report shows an offending value: enough to find it on the page, not enough to learn who it is about.
enum ValueMask {
  /// The value for a report: personal ones masked, none longer than 64 characters, blank as nil.
  static func shown(_ value: String, field: FrontPageField) -> String? {
    guard !value.isEmpty else { return nil }
    let masked =
      switch field {
      case .name, .contactName: keeping(value, first: 1, last: 0)
      case .phone, .workPhone, .contactPhone: keeping(value, first: 3, last: value.count >= 11 ? 4 : 0)
      case .identityNumber: keeping(value, first: 6, last: value.count >= 18 ? 4 : 0)
      case .address: keeping(value, first: 6, last: 0)
      case .birthDate: keeping(value, first: 4, last: 0)
      default: value
      }
    return masked.count <= 64 ? masked : String(masked.prefix(64)) + "…"
  }

  private static func keeping(_ value: String, first: Int, last: Int) -> String {
    let count = value.count
    guard count > first + last else { return String(repeating: "*", count: count) }
    return value.prefix(first) + String(repeating: "*", count: count - first - last) + value.suffix(last)
  }
}
