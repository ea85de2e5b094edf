/// What a demo hospital has decided: a policy pack, or rounds of its own.
enum DemoPolicy: Sendable {
  case pack(String)
  case own(name: String, rounds: [DemoRound])

  /// The pack, when it is one.
  var pack: String? {
    if case .pack(let pack) = self { pack } else { nil }
  }

  /// The name that a policy of the hospital's own has.
  var name: String? {
    if case .own(let name, _) = self { name } else { nil }
  }

  /// The rounds that a policy of the hospital's own has.
  var rounds: [DemoRound]? {
    if case .own(_, let rounds) = self { rounds } else { nil }
  }
}

/// A round as `policy.create` takes it.
struct DemoRound: Encodable, Sendable {
  let name: String
  let level: String
  let responsibleRole: String
  let windowFromDay: Int
  let windowToDay: Int
  var maximumAttempts = 3
  var retryAfterHours = 4
}
