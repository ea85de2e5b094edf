import Testing
import Vault

@Suite struct RunningDigestTests {
  @Test("Pieces give the digest of the whole, wherever they are cut", arguments: [1, 7, 64, 1000])
  func pieces(size: Int) {
    let bytes = (0..<1000).map { UInt8($0 % 251) }
    var digest = RunningDigest()
    for start in stride(from: 0, to: bytes.count, by: size) {
      digest.update(Array(bytes[start..<min(start + size, bytes.count)]))
    }
    #expect(digest.finish() == Digest.sha256(bytes))
  }

  @Test("Hexadecimal digits go both ways, and what is none is refused")
  func hexadecimal() {
    #expect(Hexadecimal.text([0, 255, 16]) == "00ff10")
    #expect(Hexadecimal.bytes("00ff10") == [0, 255, 16])
    #expect(Hexadecimal.bytes("0") == nil)
    #expect(Hexadecimal.bytes("zz") == nil)
  }
}
