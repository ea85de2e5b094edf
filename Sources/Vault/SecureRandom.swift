internal import CLibCrypto

/// Random bytes that nobody can guess, from libcrypto's generator.
public enum SecureRandom {
  /// `count` random bytes; zero or less gives none.
  ///
  /// Stops the process when the system has no randomness to give: a guessable key would be worse.
  public static func bytes(_ count: Int) -> [UInt8] {
    guard count > 0 else { return [] }
    return unsafe [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      unsafe fill(UnsafeMutableRawBufferPointer(buffer))
      initialized = count
    }
  }

  @unsafe static func fill(_ buffer: UnsafeMutableRawBufferPointer) {
    var done = 0
    while done < buffer.count {
      let step = min(buffer.count - done, 1 << 30)
      let rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[done..<done + step])
      requireSuccess(unsafe RAND_bytes(octets(rest), Int32(step)), of: "RAND_bytes")
      done += step
    }
  }
}

/// The same randomness for the standard library's shuffles and choices, which draw without bias.
struct SecureGenerator: RandomNumberGenerator {
  mutating func next() -> UInt64 {
    SecureRandom.bytes(8).reduce(0) { $0 << 8 | UInt64($1) }
  }
}
