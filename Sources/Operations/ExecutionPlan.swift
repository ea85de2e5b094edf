import JSONRPC

/// How the operations of one kind run: what happens between the caller's permission and the answer.
///
/// A method takes its plan over from the protocol that it conforms to and can't write one itself, since only this module makes plans.
/// So a password that must be shown, a try that must be counted and a wait don't depend on the place where a method is registered.
public struct ExecutionPlan<Method: Operation>: Sendable {
  let kind: ExecutionKind
  /// Whether a call takes an idempotency key.
  let isIdempotent: Bool
  let body: Body

  /// Methods that run for anybody know no caller; all others know one.
  enum Body: Sendable {
    case open(@Sendable (Method, OpenCall) async throws(Failure) -> Method.Output)
    case called(@Sendable (Method, Execution) async throws(Failure) -> Answer<Method.Output>)
  }

  init(
    _ kind: ExecutionKind, isIdempotent: Bool = false,
    _ body: @escaping @Sendable (Method, Execution) async throws(Failure) -> Answer<Method.Output>
  ) {
    self.kind = kind
    self.isIdempotent = isIdempotent
    self.body = .called(body)
  }

  init(open body: @escaping @Sendable (Method, OpenCall) async throws(Failure) -> Method.Output) {
    kind = .openCommand
    isIdempotent = false
    self.body = .open(body)
  }
}

/// The kinds of operations, a protocol each.
enum ExecutionKind: String, Sendable {
  case openCommand, query, pipelinedQuery, waitingQuery
  case command, provenCommand, countedCommand, pipelinedCommand

  /// Whether the operation changes anything.
  var isWrite: Bool {
    switch self {
    case .query, .pipelinedQuery, .waitingQuery: false
    case .openCommand, .command, .provenCommand, .countedCommand, .pipelinedCommand: true
    }
  }

  /// Whether an idempotency key may stand among the parameters. A client may send one with every write; a write that takes none ignores it.
  var mayBringKey: Bool { isWrite && self != .openCommand }

  /// The kinds that a type's protocols ask for; more than one contradict each other.
  static func kinds(of type: any Operation.Type) -> [ExecutionKind] {
    var kinds: [ExecutionKind] = []
    if type is any OpenCommand.Type { kinds.append(.openCommand) }
    if type is any Query.Type { kinds.append(.query) }
    if type is any WaitingQuery.Type {
      kinds.append(.waitingQuery)
    } else if type is any PipelinedQuery.Type {
      kinds.append(.pipelinedQuery)
    }
    if type is any ProvenCommand.Type { kinds.append(.provenCommand) }
    if type is any CountedCommand.Type { kinds.append(.countedCommand) }
    if type is any Command.Type, !(type is any ProvenCommand.Type), !(type is any CountedCommand.Type) {
      kinds.append(.command)
    }
    if type is any PipelinedCommand.Type { kinds.append(.pipelinedCommand) }
    return kinds
  }
}

/// In which form an answer is wanted.
enum AnswerForm: Sendable {
  /// As JSON, for a caller of the API.
  case json
  /// As a value, for the service itself.
  case value
}

/// An answer: the value that a method gave, or JSON that was written before, as a stored answer is.
enum Answer<Output: Codable & Sendable>: Sendable {
  case value(Output)
  case json(JSONBytes)

  /// The answer as the API gives it.
  func bytes() throws(Failure) -> JSONBytes {
    switch self {
    case .value(let output): try JSONOutput.encode(output)
    case .json(let bytes): bytes
    }
  }

  /// The answer as a value.
  func output() throws(Failure) -> Output {
    switch self {
    case .value(let output): return output
    case .json(let json):
      do {
        return try JSONDocument(scanning: json.bytes, limits: JSONLimits(bytes: json.bytes.count + 1)).root.decode()
      } catch {
        throw Failure(.internalError)
      }
    }
  }
}

/// A method's parameters with what came beside them.
struct Arguments<Method: Operation>: Sendable {
  let method: Method
  let idempotencyKey: String?
  /// The parameters as they were sent, or as the encoder writes them.
  let params: Params

  /// Parameters that came as JSON.
  init(_ params: Params, of kind: ExecutionKind, key: String?) throws(Failure) {
    self.params = params
    guard kind.mayBringKey else {
      method = try params.decode()
      idempotencyKey = key
      return
    }
    let keyed = try params.decode(Keyed<Method>.self)
    method = keyed.method
    idempotencyKey = keyed.idempotencyKey ?? key
  }

  /// Parameters that came as a value. They take the way through JSON, since decoding is what checks them: a name, a code, a day are no
  /// more believed here than over the API.
  init(_ method: Method, of kind: ExecutionKind, key: String?) throws(Failure) {
    let bytes = try JSONOutput.encode(method).bytes
    let document: JSONDocument
    do throws(JSONScanError) {
      document = try JSONDocument(scanning: bytes, limits: JSONLimits(bytes: bytes.count))
    } catch {
      throw Failure(.invalidParams)
    }
    try self.init(Params(value: document.root), of: kind, key: key)
  }
}

/// A write's parameters with the idempotency key beside them.
private struct Keyed<Method: Operation>: Decodable {
  let method: Method
  let idempotencyKey: String?

  private enum CodingKeys: String, CodingKey {
    case idempotencyKey
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    idempotencyKey = try container.decodeIfPresent(String.self, forKey: .idempotencyKey)
    method = try Method(from: decoder)
  }
}
