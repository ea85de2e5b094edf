internal import CLibCrypto

/// Stops the process when an OpenSSL call fails that can fail only for want of memory or randomness.
///
/// Going on would store text unsealed or use a guessable key; no input of a caller leads here.
func requireSuccess(_ result: Int32, of call: StaticString) {
  guard result == 1 else { fatalError("libcrypto: \(call) failed") }
}

/// The same for calls that answer with a pointer.
@unsafe func requireObject(_ object: OpaquePointer?, from call: StaticString) -> OpaquePointer {
  guard let object = unsafe object else { fatalError("libcrypto: \(call) failed") }
  return unsafe object
}

/// The bytes of a buffer as libcrypto wants them.
@unsafe func octets(_ buffer: UnsafeRawBufferPointer) -> UnsafePointer<UInt8>? {
  unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
}

/// The writable bytes of a buffer as libcrypto wants them.
@unsafe func octets(_ buffer: UnsafeMutableRawBufferPointer) -> UnsafeMutablePointer<UInt8>? {
  unsafe buffer.baseAddress?.assumingMemoryBound(to: UInt8.self)
}

/// Overwrites bytes that held a key or a plain text, in a way the optimiser keeps.
func wipe(_ bytes: inout [UInt8]) {
  unsafe bytes.withUnsafeMutableBytes { unsafe OPENSSL_cleanse($0.baseAddress, $0.count) }
}

extension UInt32 {
  /// Four bytes, most significant first.
  var bigEndianBytes: [UInt8] {
    [
      UInt8(truncatingIfNeeded: self >> 24), UInt8(truncatingIfNeeded: self >> 16),
      UInt8(truncatingIfNeeded: self >> 8), UInt8(truncatingIfNeeded: self),
    ]
  }
}
