import Testing

@testable import Vault

@Suite("Vectors published with the standards")
struct PublishedVectorTests {
  @Test(
    "HMAC-SHA256 gives the codes of RFC 4231",
    arguments: [
      (repeated(0x0b, 20), Array("Hi There".utf8), "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
      (
        Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
      ),
      (repeated(0xaa, 20), repeated(0xdd, 50), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
      (
        repeated(0xaa, 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
      ),
    ])
  func hmac(key: [UInt8], message: [UInt8], expected: String) {
    #expect(Digest.hmacSHA256(message, key: key) == hex(expected))
  }

  @Test("The prepared HMAC key gives the same codes as the single call, each time it is used")
  func preparedKey() {
    let key = repeated(0xaa, 32)
    let prepared = AuthenticationKey(SecretBytes(copying: key))
    for message in ["", "one", "two"] {
      let bytes = Array(message.utf8)
      let code = unsafe bytes.withUnsafeBytes { unsafe prepared.code(label: "label", message: $0, count: 32) }
      #expect(code == Digest.hmacSHA256(Array("label\0\(message)".utf8), key: key))
    }
  }

  @Test("SHA-256 gives the digest of FIPS 180-4 for abc and for nothing")
  func sha256() {
    #expect(Digest.sha256("abc") == hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"))
    #expect(Digest.sha256([]) == hex("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"))
  }

  @Test(
    "HKDF-SHA256 gives the keys of RFC 5869",
    arguments: [
      (
        repeated(0x0b, 22), Array(0x00...0x0c), Array(0xf0...0xf9),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
      ),
      (
        Array(0x00...0x4f), Array(0x60...0xaf), Array(0xb0...0xff),
        """
        b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09da3275600c2f09
        b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87
        """
      ),
      (
        repeated(0x0b, 22), [], [],
        "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
      ),
    ] as [([UInt8], [UInt8], [UInt8], String)])
  func hkdf(key: [UInt8], salt: [UInt8], info: [UInt8], expected: String) {
    let derived = unsafe key.withUnsafeBytes { key in
      unsafe salt.withUnsafeBytes { salt in
        unsafe info.withUnsafeBytes { info in
          unsafe HKDF.sha256(key, salt: salt, info: info, count: hex(expected).count)
        }
      }
    }
    #expect(derived == hex(expected))
  }

  @Test(
    "scrypt gives the keys of RFC 7914",
    arguments: [
      (
        "", "", PasswordCost(logarithmOfN: 4, blockSize: 1, parallelism: 1),
        """
        77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442
        fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906
        """
      ),
      (
        "password", "NaCl", PasswordCost(logarithmOfN: 10, blockSize: 8, parallelism: 16),
        """
        fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162
        2eaf30d92e22a3886ff109279d9830dac727afb94a83ee6d8360cbdfa2cc0640
        """
      ),
      (
        "pleaseletmein", "SodiumChloride", PasswordCost(logarithmOfN: 14, blockSize: 8, parallelism: 1),
        """
        7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2
        d5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887
        """
      ),
    ])
  func scrypt(password: String, salt: String, cost: PasswordCost, expected: String) {
    #expect(Scrypt.derive(Array(password.utf8), salt: Array(salt.utf8), cost: cost, count: 64) == hex(expected))
  }

  @Test("The production cost can be computed")
  func productionCost() {
    #expect(Scrypt.derive([1], salt: repeated(2, 16), cost: .production, count: 32)?.count == 32)
  }

  @Test(
    "AES-256-GCM gives the ciphertexts and tags of its specification's cases 13, 14 and 16",
    arguments: [
      (repeated(0, 32), repeated(0, 12), [], [], "", "530f8afbc74536b9a963b4f1c4cb738b"),
      (
        repeated(0, 32), repeated(0, 12), repeated(0, 16), [],
        "cea7403d4d606b6e074ec5d3baf39d18", "d0d1c8a799996bf0265b98b5d48ab919"
      ),
      (
        hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308"), hex("cafebabefacedbaddecaf888"),
        hex(
          """
          d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0d
          e657ba637b39
          """), hex("feedfacedeadbeeffeedfacedeadbeefabaddad2"),
        """
        522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a
        0abcc9f662
        """, "76fc6ece0f4e1768cddf8853bb2d551b"
      ),
    ] as [([UInt8], [UInt8], [UInt8], [UInt8], String, String)])
  func gcm(
    key: [UInt8], nonce: [UInt8], plain: [UInt8], associated: [UInt8], ciphertext: String, tag: String
  ) throws {
    let secret = SecretBytes(copying: key)
    let cipher = FieldCipher(key: secret, keyID: 0x0102_0304)
    let sealed = unsafe plain.withUnsafeBytes { plain in
      unsafe cipher.seal(
        plain, owner: associated, context: "", nonce: nonce[...],
        with: CipherContext(key: secret, direction: .seal))
    }
    #expect(sealed == [1, 1, 2, 3, 4] + nonce + hex(ciphertext) + hex(tag))
    #expect(try cipher.open(sealed, owner: associated, context: "") == plain)
  }
}
