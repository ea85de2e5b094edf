/// How much work one guess of a password costs (scrypt, RFC 7914).
public struct PasswordCost: Sendable, Hashable {
  /// Binary logarithm of scrypt's N.
  public var logarithmOfN: Int
  /// scrypt's block size r; memory is 128 · N · r bytes.
  public var blockSize: Int
  /// scrypt's p, computed one after the other: time, no memory.
  public var parallelism: Int

  /// N = 2^15, r = 8, p = 3: 32 MiB and some tenths of a second, as OWASP recommends for p = 3.
  public static let production = PasswordCost(logarithmOfN: 15, blockSize: 8, parallelism: 3)
  /// Worthless as protection, quick enough for thousands of tests: never in a deployment.
  public static let testing = PasswordCost(logarithmOfN: 4, blockSize: 1, parallelism: 1)

  /// Parameters within what a stored hash may ask of the machine: at most 64 MiB.
  var isAcceptable: Bool {
    (1...20).contains(logarithmOfN) && (1...32).contains(blockSize) && (1...16).contains(parallelism)
      && memory <= 64 << 20
  }

  var memory: Int { 128 * blockSize << logarithmOfN }
}
