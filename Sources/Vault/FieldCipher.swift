internal import CLibCrypto

/// Seals and opens values of the sealed format under one key.
final class FieldCipher: Sendable {
  let keyID: UInt32
  private let sealing: Pool<CipherContext>
  private let opening: Pool<CipherContext>

  init(key: SecretBytes, keyID: UInt32) {
    self.keyID = keyID
    sealing = Pool { CipherContext(key: key, direction: .seal) }
    opening = Pool { CipherContext(key: key, direction: .open) }
  }

  /// Seals under a fresh random nonce.
  @unsafe func seal(_ plain: UnsafeRawBufferPointer, owner: [UInt8], context: SealContext) -> [UInt8] {
    sealing.withItem { cipher in
      let nonce = cipher.nextNonce()
      return unsafe seal(plain, owner: owner, context: context, nonce: nonce, with: cipher)
    }
  }

  /// Hands the plain bytes to `body` and overwrites them afterwards; short ones never leave the stack.
  ///
  /// `body` sees them only after the tag proved them.
  @unsafe func open<Result>(
    _ sealed: [UInt8], owner: [UInt8], context: SealContext, _ body: (UnsafeRawBufferPointer) -> Result
  ) throws(VaultError) -> Result {
    try check(sealed)
    let count = sealed.count - SealedFormat.overhead
    let result: Result? = unsafe withUnsafeTemporaryAllocation(byteCount: max(count, 1), alignment: 8) { buffer in
      let plain = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
      defer { unsafe OPENSSL_cleanse(buffer.baseAddress, buffer.count) }
      guard unsafe decrypt(sealed, owner: owner, context: context, into: plain) else { return nil }
      return unsafe body(UnsafeRawBufferPointer(plain))
    }
    guard let result else { throw .notAuthentic }
    return result
  }

  /// The plain bytes themselves, for large values: decrypted where they are returned.
  func open(_ sealed: [UInt8], owner: [UInt8], context: SealContext) throws(VaultError) -> [UInt8] {
    try check(sealed)
    let count = sealed.count - SealedFormat.overhead
    var isAuthentic = false
    let plain = unsafe [UInt8](unsafeUninitializedCapacity: count) { array, initialized in
      let plain = unsafe UnsafeMutableRawBufferPointer(start: array.baseAddress, count: count)
      isAuthentic = unsafe decrypt(sealed, owner: owner, context: context, into: plain)
      if !isAuthentic { unsafe OPENSSL_cleanse(plain.baseAddress, count) }
      initialized = isAuthentic ? count : 0
    }
    guard isAuthentic else { throw .notAuthentic }
    return plain
  }

  /// With a nonce of the caller's choice: for tests with published vectors.
  @unsafe func seal(
    _ plain: UnsafeRawBufferPointer, owner: [UInt8], context: SealContext, nonce: ArraySlice<UInt8>,
    with cipher: CipherContext
  ) -> [UInt8] {
    let total = plain.count + SealedFormat.overhead
    return unsafe [UInt8](unsafeUninitializedCapacity: total) { array, initialized in
      let output = unsafe UnsafeMutableRawBufferPointer(start: array.baseAddress, count: total)
      unsafe writeHeader(nonce: nonce, to: output)
      unsafe nonce.withUnsafeBytes { unsafe cipher.begin(nonce: $0) }
      unsafe authenticate(cipher, owner, context)
      let bodyStart = SealedFormat.headerCount + SealedFormat.nonceCount
      unsafe cipher.transform(plain, into: UnsafeMutableRawBufferPointer(rebasing: output[bodyStart...]))
      let tagStart = total - SealedFormat.tagCount
      unsafe cipher.finish(tag: UnsafeMutableRawBufferPointer(rebasing: output[tagStart...]))
      initialized = total
    }
  }

  @unsafe private func writeHeader(nonce: ArraySlice<UInt8>, to output: UnsafeMutableRawBufferPointer) {
    unsafe output[0] = SealedFormat.aes256GCM
    unsafe output.storeBytes(of: keyID.bigEndian, toByteOffset: 1, as: UInt32.self)
    unsafe UnsafeMutableRawBufferPointer(rebasing: output[SealedFormat.headerCount...]).copyBytes(from: nonce)
  }

  @unsafe private func authenticate(_ cipher: CipherContext, _ owner: [UInt8], _ context: SealContext) {
    unsafe owner.withUnsafeBytes { unsafe cipher.authenticate($0) }
    context.column.withUTF8Buffer { unsafe cipher.authenticate(UnsafeRawBufferPointer($0)) }
    unsafe context.binding.withUnsafeBytes { unsafe cipher.authenticate($0) }
  }

  private func check(_ sealed: [UInt8]) throws(VaultError) {
    guard let suite = sealed.first else { throw .malformed }
    guard suite == SealedFormat.aes256GCM else { throw .unknownSuite(suite) }
    guard let sealedWith = SealedFormat.keyID(of: sealed) else { throw .malformed }
    guard sealedWith == keyID else { throw .otherKey(sealedWith: sealedWith, asked: keyID) }
  }

  @unsafe private func decrypt(
    _ sealed: [UInt8], owner: [UInt8], context: SealContext, into plain: UnsafeMutableRawBufferPointer
  ) -> Bool {
    opening.withItem { cipher in
      unsafe sealed.withUnsafeBytes { sealed in
        let bodyStart = SealedFormat.headerCount + SealedFormat.nonceCount
        let tagStart = sealed.count - SealedFormat.tagCount
        unsafe cipher.begin(nonce: UnsafeRawBufferPointer(rebasing: sealed[SealedFormat.headerCount..<bodyStart]))
        unsafe authenticate(cipher, owner, context)
        unsafe cipher.transform(UnsafeRawBufferPointer(rebasing: sealed[bodyStart..<tagStart]), into: plain)
        return unsafe cipher.finish(matching: UnsafeRawBufferPointer(rebasing: sealed[tagStart...]))
      }
    }
  }
}
