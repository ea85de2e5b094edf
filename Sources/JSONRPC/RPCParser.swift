/// Reads a body into calls, by JSON-RPC 2.0 and, where that is silent, by the shared conformance cases.
public struct RPCParser: Sendable {
  /// Limits of the JSON.
  public var limits: JSONLimits
  /// How many calls a batch may hold.
  public var maximumBatch: Int

  /// A parser with the interface's limits: 1 MiB, 32 levels, 50 calls.
  public init(limits: JSONLimits = JSONLimits(), maximumBatch: Int = 50) {
    self.limits = limits
    self.maximumBatch = maximumBatch
  }

  /// Reads a body; never fails, since what can't be read is answered as well.
  public func parse(_ body: [UInt8]) -> RPCPayload {
    let root: JSONValue
    do throws(JSONScanError) {
      root = try JSONDocument(scanning: body, limits: limits).root
    } catch {
      return .rejected(Self.parseError(error))
    }
    guard root.kind == .array else { return .single(message(root)) }
    guard root.count > 0 else { return .rejected(RPCError(.invalidRequest)) }
    guard root.count <= maximumBatch else {
      return .rejected(RPCError(.batchTooLarge, details: ["maximum": .number(maximumBatch)]))
    }
    return .batch(root.elements.map(message))
  }

  private static func parseError(_ error: JSONScanError) -> RPCError {
    RPCError(.parseError, details: ["rule": .text(error.rule.rawValue), "offset": .number(error.offset)])
  }

  private func message(_ value: JSONValue) -> RPCMessage {
    guard value.kind == .object else { return .invalid(.null, RPCError(.invalidRequest)) }
    var envelope = Envelope()
    envelope.read(value)
    return envelope.message
  }
}

/// The members of a request object, and what is wrong with them.
private struct Envelope {
  private var id: RequestID?
  private var method: String?
  private var params = Params.none
  private var isVersion2 = false
  private var violations: [Violation] = []

  mutating func read(_ object: JSONValue) {
    let storage = object.storage
    for key in storage.children(of: object.index) {
      let value = JSONValue(storage: storage, index: key + 1)
      if storage.key(key, equals: "jsonrpc") {
        isVersion2 = value.kind == .string && storage.string(value.index) == "2.0"
      } else if storage.key(key, equals: "method") {
        method = value.string
      } else if storage.key(key, equals: "params") {
        readParams(value)
      } else if storage.key(key, equals: "id") {
        readID(value)
      } else {
        // A misspelt "params" would otherwise run the method without any.
        violations.append(.unknownField(at: "".appendingMember(storage.string(key))))
      }
    }
    if !isVersion2 { violations.append(.envelopeVersion) }
    if method == nil { violations.append(.envelopeMethod) }
  }

  private mutating func readParams(_ value: JSONValue) {
    switch value.kind {
    case .object, .array: params = Params(value: value)
    default: violations.append(.envelopeParams)
    }
  }

  private mutating func readID(_ value: JSONValue) {
    id = RequestID(value)
    if id == nil { violations.append(.envelopeID) }
  }

  var message: RPCMessage {
    guard violations.isEmpty, let method else {
      return .invalid(id ?? .null, RPCError(.invalidRequest, violations: Array(violations.prefix(Violation.maximum))))
    }
    return .call(RPCCall(id: id, method: method, params: params))
  }
}
