internal import CLibCrypto

/// HMAC-SHA256 under one key for many short messages, the key prepared once.
final class AuthenticationKey: Sendable {
  private let contexts: Pool<AuthenticationContext>

  init(_ key: SecretBytes) {
    contexts = Pool { AuthenticationContext(key) }
  }

  /// The code over `label`, a zero byte and the message, cut to `count` bytes (at most 32).
  ///
  /// Labels are literals without a zero byte, so no message of one label equals a message of another.
  func code(label: StaticString, message: UnsafeRawBufferPointer, count: Int) -> [UInt8] {
    var code = contexts.withItem { context in
      unsafe context.code(label: label, message: message)
    }
    code.removeLast(code.count - count)
    return code
  }
}

/// One HMAC context, used by one caller at a time: the pool sees to it.
@safe private final class AuthenticationContext: @unchecked Sendable {
  private let pointer: OpaquePointer

  init(_ key: SecretBytes) {
    unsafe pointer = key.withBytes { key in
      unsafe requireObject(vault_hmac_sha256_new(octets(key), key.count), from: "EVP_MAC_init")
    }
  }

  deinit {
    unsafe EVP_MAC_CTX_free(pointer)
  }

  @unsafe func code(label: StaticString, message: UnsafeRawBufferPointer) -> [UInt8] {
    // Without a key the context starts again with the one it has.
    requireSuccess(unsafe EVP_MAC_init(pointer, nil, 0, nil), of: "EVP_MAC_init")
    label.withUTF8Buffer { unsafe update(UnsafeRawBufferPointer($0)) }
    let separator: UInt8 = 0
    unsafe withUnsafeBytes(of: separator) { unsafe update($0) }
    unsafe update(message)
    return unsafe [UInt8](unsafeUninitializedCapacity: 32) { output, initialized in
      requireSuccess(unsafe EVP_MAC_final(pointer, output.baseAddress, &initialized, 32), of: "EVP_MAC_final")
    }
  }

  @unsafe private func update(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    requireSuccess(unsafe EVP_MAC_update(pointer, octets(bytes), bytes.count), of: "EVP_MAC_update")
  }
}
