import Testing

@testable import Vault

@Suite("Bytes as text")
struct BaseEncodingTests {
  @Test(
    "RFC 4648's vectors, in Base64 with and without padding and in Base32 without",
    arguments: [
      ("", "", "", ""), ("f", "Zg==", "Zg", "MY"), ("fo", "Zm8=", "Zm8", "MZXQ"), ("foo", "Zm9v", "Zm9v", "MZXW6"),
      ("foob", "Zm9vYg==", "Zm9vYg", "MZXW6YQ"), ("fooba", "Zm9vYmE=", "Zm9vYmE", "MZXW6YTB"),
      ("foobar", "Zm9vYmFy", "Zm9vYmFy", "MZXW6YTBOI"),
    ])
  func vectors(text: String, padded: String, unpadded: String, base32: String) {
    let bytes = Array(text.utf8)
    for (encoding, expected) in [
      (BaseEncoding.base64Padded, padded), (.base64, unpadded), (.base64URL, unpadded), (.base32, base32),
    ] {
      #expect(encoding.text(bytes) == expected)
      #expect(encoding.decode(expected.utf8) == bytes)
    }
  }

  @Test("The alphabets differ in their last two characters")
  func alphabets() {
    #expect(BaseEncoding.base64.text([0xFB, 0xFF]) == "+/8")
    #expect(Base64URL.encode([0xFB, 0xFF]) == "-_8")
    #expect(Base64URL.decode("+/8") == nil)
  }

  @Test(
    "A second spelling is refused",
    arguments: ["A", "AAAAA", "Zh", "Zg==", "Z", "Zm9", "Zm8 ", " Zm8", "Zm8\n", "Zg=", "ZmÀ"])
  func secondSpellings(text: String) {
    #expect(Base64URL.decode(text) == nil)
  }

  @Test(
    "Wrong padding is refused", arguments: ["Zg", "Zg=", "Zg===", "=", "====", "Zm9v====", "Z===", "Zm8=Zm8=", "Zh=="])
  func wrongPadding(text: String) {
    #expect(BaseEncoding.base64Padded.decode(text.utf8) == nil)
  }

  @Test("Random bytes of every length up to 200 come back")
  func randomBytes() {
    for count in 0...200 {
      let bytes = SecureRandom.bytes(count)
      #expect(Base64URL.decode(Base64URL.encode(bytes)) == bytes)
      #expect(BaseEncoding.base32.decode(BaseEncoding.base32.encode(bytes)) == bytes)
    }
  }
}
