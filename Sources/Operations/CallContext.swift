public import FoundationEssentials
public import JSONRPC
public import SQL
public import Vault

/// What arrived beside the call: where from, in which language, until when, under which key.
public struct RequestContext: Sendable {
  /// Names the request in answers, logs and the audit trail.
  public let requestID: UUID
  /// The caller's language.
  public let language: Language
  /// Where the request came from, as the transport knows it.
  public let clientAddress: String
  /// When the caller stops waiting.
  public let deadline: ContinuousClock.Instant
  /// The header `Idempotency-Key` of a single call.
  public let idempotencyKey: String?

  /// Everything has a default, for calls that come from no network.
  public init(
    requestID: UUID = UUID.version7(), language: Language = .chinese, clientAddress: String = "",
    timeout: Duration = .seconds(30), idempotencyKey: String? = nil
  ) {
    self.requestID = requestID
    self.language = language
    self.clientAddress = clientAddress
    self.deadline = .now.advanced(by: timeout)
    self.idempotencyKey = idempotencyKey
  }

  /// What is left of the time, for PostgreSQL's backstop: the service's own clock answers first.
  var timeoutMilliseconds: Int32 {
    let left = deadline - .now
    let milliseconds = left.components.seconds * 1000 + left.components.attoseconds / 1_000_000_000_000_000
    return Int32(clamping: max(1, milliseconds) + 500)
  }
}

/// What a method may know about its call.
public struct CallContext: Sendable {
  /// For whom the call runs.
  public let actor: Actor
  /// The session that it came with.
  public let session: UUID
  /// The rows that it may see under the method's permission.
  public let reach: Reach
  /// What came beside the call.
  public let request: RequestContext
  /// The day on which the call runs, in the organization's time zone.
  public let today: CalendarDay
  /// The present moment.
  public let now: Date
  /// Whether the method is declared to show personal data, so that the database shows it any.
  let showsPersonalData: Bool
  let offsetSeconds: Int
  /// The reach as row security is told of it.
  let reachSetting: String
  let dispatcher: Dispatcher
  let key: TenantKey

  /// Hashes passwords.
  public var passwords: PasswordHasher { dispatcher.passwords }

  /// The tenant, which every statement names itself; row security is the second barrier.
  public var tenant: UUID { actor.tenant }

  /// A method as it is registered; nil when there is none of the name.
  public func method(named name: String) -> RegisteredMethod? { dispatcher.registry.methods[name] }

  /// A kind of records; nil when there is none of the name.
  public func recordKind(named name: String) -> RecordKind? { dispatcher.registry.records[name] }

  /// When a day begins in the organization's time zone.
  public func start(of day: CalendarDay) -> Date {
    Date(timeIntervalSince1970: Double(day.daysSince1970 * 86_400 - offsetSeconds))
  }

  /// Seals a text for a column. Opening it again needs a ``Disclosure``.
  public func seal(_ text: String, _ column: SealedColumn) -> SealedText {
    key.seal(text, context: column.context)
  }

  /// Seals a part of a file for its place in that file.
  public func seal(_ bytes: [UInt8], _ column: SealedColumn, row: UUID, part: Int) -> SealedBytes {
    key.seal(bytes: bytes, context: column.context.bound(to: row, part: UInt32(part)))
  }

  /// The time step of a right one-time code of the caller's own; nil when it is wrong or its step has been used.
  public func verifyOneTimeCode(_ code: String, sealedSecret: SealedText, lastUsedStep: Int) -> Int? {
    OneTimeSecret.verify(code, sealed: sealedSecret, key: key, at: now, lastUsedStep: Int64(lastUsedStep)).map {
      Int($0)
    }
  }

  /// What is kept of a recovery code of the caller's own.
  public func hash(_ code: RecoveryCode) -> [UInt8] {
    key.hash(code, of: actor.account)
  }

  /// What to look for when a sealed column is searched for exactly this value.
  public func blindIndex(_ text: String, _ purpose: BlindIndexPurpose) -> [UInt8]? {
    key.blindIndex(normalising: text, purpose: purpose)
  }

  /// The cursor behind the last item of a page: bound to the caller and to what was asked for.
  public func cursor(after position: [String], of filter: String) -> String {
    dispatcher.cursors.encode(position, filter: filter, account: actor.account)
  }

  /// The position that a cursor stands for.
  /// - Throws: `CURSOR_INVALID` when it is forged, another caller's, or of another filter.
  public func position(of cursor: String?, filter: String, fields: Int) throws(Failure) -> [String]? {
    guard let cursor else { return nil }
    guard let position = dispatcher.cursors.decode(cursor, filter: filter, account: actor.account),
      position.count == fields
    else {
      throw Failure(.cursorInvalid)
    }
    return position
  }
}

/// Keyset cursors: opaque, signed, and worth nothing to anybody else.
struct CursorCodec: Sendable {
  /// The first one signs; the others are of master keys before it, whose cursors are still about.
  let signers: [Signer]

  private static let separator = "\u{1f}"

  func encode(_ position: [String], filter: String, account: UUID) -> String {
    let text = ([account.uuidString, filter] + position).joined(separator: Self.separator)
    return signers[0].sign(Array(text.utf8), purpose: "cursor")
  }

  func decode(_ cursor: String, filter: String, account: UUID) -> [String]? {
    guard let bytes = signers.lazy.compactMap({ $0.verify(cursor, purpose: "cursor") }).first else { return nil }
    let fields = String(decoding: bytes, as: UTF8.self)
      .split(separator: Self.separator, omittingEmptySubsequences: false).map(String.init)
    guard fields.count >= 2, fields[0] == account.uuidString, fields[1] == filter else { return nil }
    return Array(fields.dropFirst(2))
  }
}
