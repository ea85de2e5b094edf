/// Why a call to the database failed. PostgreSQL's message, detail and hint are not in it: they may show other people's
/// data. The only exception is what our own functions raise on purpose, with an SQLSTATE of class "HF".
public struct DatabaseError: Error, Sendable {
  /// What happened.
  public enum Kind: Sendable, Hashable {
    /// The server refused a statement; see `sqlState`. Nothing of the transaction remains.
    case server
    /// The connection was lost after a write was sent: it may have been committed or not.
    case outcomeUnknown
    /// The connection was lost and nothing was committed.
    case connectionLost
    /// The caller's deadline passed.
    case deadlineExceeded
    /// Too many calls are waiting.
    case overloaded
    /// The caller's task was cancelled.
    case cancelled
    /// No connection to the server could be made for some time, or the service is closing.
    case unavailable
    /// The server answered what it can't answer, or the program asked for what the lane can't do (a `BEGIN` in a
    /// pipeline, too many values).
    case protocolViolation
  }

  /// What one of our own functions raised with `RAISE … USING ERRCODE = 'HF…'`.
  public struct RaisedDetail: Sendable, Hashable {
    /// The MESSAGE.
    public var message: String
    /// The DETAIL, if one was given.
    public var detail: String?
    /// The HINT, if one was given.
    public var hint: String?

    /// What was raised.
    public init(message: String, detail: String? = nil, hint: String? = nil) {
      self.message = message
      self.detail = detail
      self.hint = hint
    }
  }

  private let detail: Detail

  /// What happened.
  public var kind: Kind { detail.kind }
  /// Whether the transaction may have been committed in spite of this error. Always false for `.server`.
  public var mayHaveTakenEffect: Bool { detail.mayHaveTakenEffect }
  /// The five characters of the SQLSTATE, for `.server`.
  public var sqlState: String? { detail.sqlState }
  /// The violated constraint's name.
  public var constraint: String? { detail.constraint }
  /// The table that the error is about.
  public var table: String? { detail.table }
  /// What our own function raised; nil for all other errors.
  public var raised: RaisedDetail? { detail.raised }
  /// Which of the call's statements failed, from 0; nil if it was the commit or is not known.
  public var statementIndex: Int? { detail.statementIndex }
  /// Why the first connection couldn't be made, for the operator; only from `Database.start()`.
  public var diagnosis: String? { detail.diagnosis }

  /// An error of the client's side.
  public init(_ kind: Kind, mayHaveTakenEffect: Bool = false) {
    detail = Detail(kind, mayHaveTakenEffect: mayHaveTakenEffect)
  }

  /// A server's error from its parts; also for tests of those who handle it.
  public init(
    sqlState: String, constraint: String? = nil, table: String? = nil, raised: RaisedDetail? = nil,
    statementIndex: Int? = nil
  ) {
    detail = Detail(
      .server, sqlState: sqlState, constraint: constraint, table: table, raised: raised, statementIndex: statementIndex)
  }

  init(unavailable diagnosis: String) {
    detail = Detail(.unavailable, diagnosis: diagnosis)
  }

  /// All of it behind one pointer, so that results, which are hardly ever errors, stay small.
  private final class Detail: Sendable {
    let kind: Kind
    let mayHaveTakenEffect: Bool
    let sqlState: String?
    let constraint: String?
    let table: String?
    let raised: RaisedDetail?
    let statementIndex: Int?
    let diagnosis: String?

    init(
      _ kind: Kind, mayHaveTakenEffect: Bool = false, sqlState: String? = nil, constraint: String? = nil,
      table: String? = nil, raised: RaisedDetail? = nil, statementIndex: Int? = nil, diagnosis: String? = nil
    ) {
      self.kind = kind
      self.mayHaveTakenEffect = mayHaveTakenEffect
      self.sqlState = sqlState
      self.constraint = constraint
      self.table = table
      self.raised = raised
      self.statementIndex = statementIndex
      self.diagnosis = diagnosis
    }
  }
}

extension DatabaseError: CustomStringConvertible {
  /// Kind, SQLSTATE and names from the schema; never a message of the server's.
  public var description: String {
    var parts = ["DatabaseError.\(kind)"]
    if let sqlState { parts.append("SQLSTATE \(sqlState)") }
    if let constraint { parts.append("constraint \(constraint)") }
    if let table { parts.append("table \(table)") }
    if mayHaveTakenEffect { parts.append("may have taken effect") }
    if let diagnosis { parts.append(diagnosis) }
    return parts.joined(separator: ", ")
  }
}
