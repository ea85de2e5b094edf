/// Why a password was neither accepted nor refused. A wrong password is no error.
public enum PasswordError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Too many sign-ins wait already: answer OVERLOADED, count no failure.
  case busy
  /// The caller was cancelled while waiting: count no failure.
  case cancelled
  /// The stored hash is not one of ours, or asks for more than the machine gives.
  case unreadableHash

  /// One line for a log.
  public var description: String {
    switch self {
    case .busy: "Too many passwords wait to be checked."
    case .cancelled: "The check of the password was cancelled."
    case .unreadableHash: "The stored password hash can't be read: set a new password."
    }
  }
}

/// Hashes and verifies passwords with scrypt, a salt each, and a pepper from outside the database.
///
/// The pepper is applied by HMAC before scrypt: whoever has only the database can't even begin to guess. At most two
/// computations run at a time in the process (32 MiB each), the rest wait in order; no thread of Swift's pool is held.
public struct PasswordHasher: Sendable {
  private let pepper: SecretBytes
  private let cost: PasswordCost
  private let queue: PasswordQueue
  /// What unknown names are verified against; its password is nobody's, since hash and salt are random.
  private let nobody: PasswordHash

  /// `pepper`: 32 bytes as from ``MasterKey/derive(purpose:)``; `cost`: what new hashes are made with.
  public init(pepper: [UInt8], cost: PasswordCost = .production) {
    self.init(pepper: pepper, cost: cost, queue: .shared)
  }

  init(pepper: [UInt8], cost: PasswordCost, queue: PasswordQueue) {
    precondition(pepper.count >= 16, "a pepper of fewer than 16 bytes could be guessed")
    precondition(cost.isAcceptable, "the password cost is beyond what a stored hash may ask for")
    self.pepper = SecretBytes(copying: pepper)
    self.cost = cost
    self.queue = queue
    nobody = PasswordHash(cost: cost, salt: SecureRandom.bytes(16), hash: SecureRandom.bytes(32))
  }

  /// The text to store for a password, under a fresh salt of 16 bytes.
  @concurrent
  public func hash(_ password: String) async throws(PasswordError) -> String {
    let salt = SecureRandom.bytes(16)
    return PasswordHash(cost: cost, salt: salt, hash: try await derive(password, salt: salt, cost: cost)).text
  }

  /// Whether the password is the one of a stored text, at whatever cost that was made.
  @concurrent
  public func verify(_ password: String, against stored: String) async throws(PasswordError) -> Bool {
    guard let stored = PasswordHash(stored) else { throw .unreadableHash }
    return try await verify(password, against: stored)
  }

  /// The same work for a user name that doesn't exist, so that the time of the answer doesn't tell; always false.
  @concurrent
  public func verifyAgainstUnknown(_ password: String) async throws(PasswordError) -> Bool {
    _ = try await verify(password, against: nobody)
    return false
  }

  /// Whether a stored text was made at another cost than today's: hash again after the next right password.
  public func needsRehash(_ stored: String) -> Bool {
    PasswordHash(stored)?.cost != cost
  }

  @concurrent
  private func verify(_ password: String, against stored: PasswordHash) async throws(PasswordError) -> Bool {
    Digest.equal(try await derive(password, salt: stored.salt, cost: stored.cost), stored.hash)
  }

  @concurrent
  private func derive(_ password: String, salt: [UInt8], cost: PasswordCost) async throws(PasswordError) -> [UInt8] {
    let peppered = pepper(password)
    let derived = try await queue.run {
      var peppered = peppered
      defer { wipe(&peppered) }
      return Scrypt.derive(peppered, salt: salt, cost: cost, count: 32)
    }
    guard let derived else { throw .unreadableHash }
    return derived
  }

  /// Composed form first: the same password typed on another system must be the same bytes (NIST SP 800-63B, 5.1.1.2).
  private func pepper(_ password: String) -> [UInt8] {
    var key = pepper.copied()
    defer { wipe(&key) }
    var bytes = Array(password.canonicalForm.utf8)
    defer { wipe(&bytes) }
    return Digest.hmacSHA256(bytes, key: key)
  }
}
