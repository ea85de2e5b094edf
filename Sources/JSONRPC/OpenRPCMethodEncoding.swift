extension OpenRPCMethod: Encodable {
  /// Writes the method in a fixed order, since the document is diffed.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .name)
    try container.encode(summary, forKey: .summary)
    try container.encode(description, forKey: .description)
    try container.encode("by-name", forKey: .paramStructure)
    try container.encode(params, forKey: .params)
    try container.encode(result, forKey: .result)
    try container.encode(distinctErrors, unlessEmptyFor: .errors)
    try container.encode(examples, unlessEmptyFor: .examples)
    if isDeprecated { try container.encode(true, forKey: .deprecated) }
    try container.encodeIfPresent(removedIn, forKey: .removedIn)
    try container.encodeIfPresent(permission, forKey: .permission)
    try container.encodeIfPresent(scope, forKey: .scope)
    try container.encodeIfPresent(audit, forKey: .audit)
    try container.encode(isIdempotent, forKey: .idempotent)
    try container.encode(rateCost, forKey: .rateCost)
  }

  /// The document may tell a number only once.
  private var distinctErrors: [ErrorDescriptor] {
    var numbers = Set<Int>()
    return errors.filter { numbers.insert($0.number).inserted }.map(ErrorDescriptor.init)
  }

  private enum Keys: String, CodingKey {
    case name, summary, description, paramStructure, params, result, errors, examples, deprecated
    case removedIn = "x-removed-in"
    case permission = "x-permission"
    case scope = "x-scope"
    case audit = "x-audit"
    case idempotent = "x-idempotent"
    case rateCost = "x-rate-cost"
  }
}

extension OpenRPCMethod.ContentDescriptor: Encodable {
  /// Writes the descriptor.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(description, forKey: .description)
    try container.encode(isRequired, forKey: .required)
    try container.encode(schema, forKey: .schema)
  }

  private enum Keys: String, CodingKey {
    case name, description, required, schema
  }
}

/// An error as the document tells it.
private struct ErrorDescriptor: Encodable {
  struct Facts: Encodable {
    let code: String
    let retryable: Bool
  }

  let code: Int
  let message: String
  let data: Facts

  init(_ code: ErrorCode) {
    self.code = code.number
    message = code.message.english
    data = Facts(code: code.symbol, retryable: code.isRetryable)
  }
}
