internal import CLibCrypto

/// One AES-256-GCM context with its key schedule ready, used by one caller at a time: the pool sees to it.
@safe final class CipherContext: @unchecked Sendable {
  enum Direction: Int32 { case open = 0, seal = 1 }

  private let pointer: OpaquePointer
  private var nonces: [UInt8] = []

  init(key: SecretBytes, direction: Direction) {
    precondition(key.count == 32, "AES-256 takes 32 bytes")
    unsafe pointer = requireObject(EVP_CIPHER_CTX_new(), from: "EVP_CIPHER_CTX_new")
    unsafe key.withBytes { key in
      let result = unsafe EVP_CipherInit_ex(pointer, EVP_aes_256_gcm(), nil, octets(key), nil, direction.rawValue)
      requireSuccess(result, of: "EVP_CipherInit_ex")
    }
  }

  deinit {
    unsafe EVP_CIPHER_CTX_free(pointer)
  }

  /// Random nonces are drawn 85 at a time: the generator's fixed cost is larger than that of twelve bytes. A nonce is
  /// public, but none is ever used twice. Random ones keep a key safe for 2^32 values (NIST SP 800-38D, 8.3).
  func nextNonce() -> ArraySlice<UInt8> {
    if nonces.isEmpty { nonces = SecureRandom.bytes(85 * SealedFormat.nonceCount) }
    let nonce = nonces.suffix(SealedFormat.nonceCount)
    nonces.removeLast(SealedFormat.nonceCount)
    return nonce
  }

  /// Starts a message; the key stays.
  @unsafe func begin(nonce: UnsafeRawBufferPointer) {
    requireSuccess(unsafe EVP_CipherInit_ex(pointer, nil, nil, nil, octets(nonce), -1), of: "EVP_CipherInit_ex")
  }

  /// Adds bytes that the tag covers and the value doesn't hold.
  @unsafe func authenticate(_ bytes: UnsafeRawBufferPointer) {
    guard bytes.count > 0 else { return }
    var written: Int32 = 0
    let result = unsafe EVP_CipherUpdate(pointer, nil, &written, octets(bytes), Int32(bytes.count))
    requireSuccess(result, of: "EVP_CipherUpdate")
  }

  /// Writes as many bytes as it reads, in steps that fit libcrypto's int.
  @unsafe func transform(_ input: UnsafeRawBufferPointer, into output: UnsafeMutableRawBufferPointer) {
    var done = 0
    while done < input.count {
      let step = min(input.count - done, 1 << 30)
      var written: Int32 = 0
      let result = unsafe EVP_CipherUpdate(
        pointer, octets(output)?.advanced(by: done), &written, octets(input)?.advanced(by: done), Int32(step))
      requireSuccess(result, of: "EVP_CipherUpdate")
      done += step
    }
  }

  /// Ends a sealed message and writes its tag.
  @unsafe func finish(tag: UnsafeMutableRawBufferPointer) {
    var written: Int32 = 0
    var nothing: UInt8 = 0
    requireSuccess(unsafe EVP_CipherFinal_ex(pointer, &nothing, &written), of: "EVP_CipherFinal_ex")
    let result = unsafe EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), tag.baseAddress)
    requireSuccess(result, of: "EVP_CTRL_AEAD_GET_TAG")
  }

  /// Ends an opened message: whether its tag is right.
  @unsafe func finish(matching tag: UnsafeRawBufferPointer) -> Bool {
    let expected = unsafe UnsafeMutableRawPointer(mutating: tag.baseAddress)
    let result = unsafe EVP_CIPHER_CTX_ctrl(pointer, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), expected)
    requireSuccess(result, of: "EVP_CTRL_AEAD_SET_TAG")
    var written: Int32 = 0
    var nothing: UInt8 = 0
    return unsafe EVP_CipherFinal_ex(pointer, &nothing, &written) == 1
  }
}
