public import JSONRPC

/// An error that reaches the caller: a code, what is wrong, and what to do, in the caller's language.
public typealias Failure = RPCError

/// One method of the API. The struct is the call: its properties are the parameters, its statics say who may call it and what it
/// leaves behind. Without `access` or `audit` it doesn't compile.
public protocol Operation: Codable, Sendable, Described {
  associatedtype Output: Codable & Sendable

  /// The method's name: `domain.verb` or `domain.noun.verb`.
  static var name: StaticString { get }
  /// One English sentence: what it is for.
  static var summary: StaticString { get }
  /// Who may call it.
  static var access: Access { get }
  /// What it leaves in the audit trail.
  static var audit: AuditRule { get }
  /// A call as it would be made, for the API's document and its tests.
  static var example: Example<Self> { get }
  /// How it runs. The protocol that the method conforms to gives it; a method that conforms to two of them doesn't compile.
  static var execution: ExecutionPlan<Self> { get }
  /// Whether it is a method of the API. One that isn't can be called by the service itself alone, through ``Dispatcher/perform(_:as:in:key:)``.
  static var isPublished: Bool { get }
}

extension Operation {
  /// Methods belong to the API unless they say otherwise.
  public static var isPublished: Bool { true }
}

/// A call and its answer, as values.
public struct Example<Method: Operation>: Sendable {
  /// The parameters.
  public let call: Method
  /// What comes back.
  public let answer: Method.Output

  /// A call and what comes back.
  public init(_ call: Method, answers answer: Method.Output) {
    self.call = call
    self.answer = answer
  }
}

/// A method that reads, on a connection of its own, because it must look at one thing before it asks for the next.
public protocol Query: Operation {
  func run(_ transaction: borrowing ReadTransaction) async throws(Failure) -> Audited<Output>
}

/// A method that writes, and must look before it does.
public protocol Command: Operation {
  /// What it answers when it comes again; the first answer, unless it says otherwise.
  static var repetition: Repetition { get }

  func run(_ transaction: borrowing WriteTransaction) async throws(Failure) -> Audited<Output>
}

extension Command {
  /// The first answer comes again.
  public static var repetition: Repetition { .answeredAgain }
}

/// A hot method that reads: all its statements are known before the first is sent, so the whole transaction is one round trip.
public protocol PipelinedQuery: Operation {
  func plan(_ call: CallContext) throws(Failure) -> ReadPlan<Output>
}

/// A hot method that writes in one round trip. Its answer holds no personal data, since it is stored under the idempotency key.
public protocol PipelinedCommand: Operation {
  func plan(_ call: CallContext) throws(Failure) -> WritePlan<Output>
}

/// A result together with what the audit event says about it: whose data it holds, and how many things.
public struct Audited<Output: Sendable>: Sendable {
  let output: Output
  let count: Int

  /// A result with so many things in it. Its subjects are those whose sealed values were opened or who were named by `concerns`.
  public init(_ output: Output, count: Int) {
    self.output = output
    self.count = count
  }
}

/// A result that may leave the service: only the dispatcher makes one, after the commit of the transaction that recorded it.
public struct Released<Value: Sendable>: Sendable {
  /// What may leave.
  public let value: Value

  init(afterCommit value: Value) {
    self.value = value
  }
}
