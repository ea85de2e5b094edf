/// The first thing that stopped a decoding: only the tape index is kept, since the path is worked out when it is
/// needed.
struct DecodingFailure: Error {
  enum Reason {
    case type(JSONType)
    case missing(String)
    case range
    case format(String)
    case tooManyElements(Int)
    /// A type's own check said why.
    case refused(Violation)
    /// A type's own check only said that.
    case notAllowed
  }

  let index: Int
  let reason: Reason

  init(_ reason: Reason, at index: Int) {
    self.index = index
    self.reason = reason
  }

  /// What any error that a type's `init(from:)` throws means for the value at `index`.
  static func wrapping(_ error: any Error, at index: Int) -> DecodingFailure {
    switch error {
    case let failure as DecodingFailure: failure
    case let violation as Violation: DecodingFailure(.refused(violation), at: index)
    default: DecodingFailure(.notAllowed, at: index)
    }
  }

  func violation(at path: String) -> Violation {
    switch reason {
    case .type(let expected): return .wrongType(expected, at: path)
    case .missing(let name): return .missing(name, in: path)
    case .range: return .outOfRange(at: path)
    case .format(let format): return .notFormat(format, at: path)
    case .tooManyElements(let maximum): return .tooManyElements(maximum, at: path)
    case .notAllowed: return .notAllowed(at: path)
    case .refused(var violation):
      violation.path = violation.path.isEmpty ? path : path.appendingMember(violation.path)
      return violation
    }
  }
}
