internal import CLibCrypto

/// The memory-hard key derivation of RFC 7914.
enum Scrypt {
  /// `count` bytes from password and salt; nil when libcrypto refuses the cost or lacks the memory.
  static func derive(_ password: [UInt8], salt: [UInt8], cost: PasswordCost, count: Int) -> [UInt8]? {
    // What libcrypto counts against the limit: the large table, p blocks, and a little for itself.
    let limit = cost.memory + 128 * cost.blockSize * (cost.parallelism + 4) + 4096
    var failed = false
    let output = unsafe [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
      unsafe password.withUnsafeBytes { password in
        unsafe salt.withUnsafeBytes { salt in
          // A null password means "check the cost only" to libcrypto: an empty one needs an address.
          let empty: [CChar] = [0]
          let result = unsafe empty.withUnsafeBufferPointer { empty in
            unsafe EVP_PBE_scrypt(
              password.isEmpty ? empty.baseAddress : password.assumingMemoryBound(to: CChar.self).baseAddress,
              password.count, salt.isEmpty ? nil : octets(salt), salt.count, 1 << UInt64(cost.logarithmOfN),
              UInt64(cost.blockSize), UInt64(cost.parallelism), UInt64(limit), output.baseAddress, count)
          }
          failed = result != 1
        }
      }
      initialized = failed ? 0 : count
    }
    return failed ? nil : output
  }
}
