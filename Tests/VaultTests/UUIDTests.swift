import FoundationEssentials
import Testing

@testable import Vault

@Suite("Time-ordered ids")
struct UUIDTests {
  @Test("The time, version and variant stand where RFC 9562 has them")
  func layout() {
    // The RFC's example: 22 February 2022, 19:22:22 UTC.
    let text = UUID.version7(at: Date(timeIntervalSince1970: 1_645_557_742)).uuidString
    #expect(text.hasPrefix("017F22E2-79B0-7"))
    #expect("89AB".contains(Array(text)[19]))
  }

  @Test("A hundred thousand ids are each later than the one before")
  func order() {
    let ids = (0..<100_000).map { _ in UUID.version7().octets }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
  }

  @Test("Ids of one given millisecond are in order, and keep their time when another is given between")
  func givenMoment() {
    // A sequence of its own: other tests make ids of other moments meanwhile.
    var sequence = UUIDSequence()
    let noon: UInt64 = 1_800_000_000_000
    let ids = (0..<1000).map { _ in sequence.next(milliseconds: noon, mayRunAhead: false).octets }
    #expect(zip(ids, ids.dropFirst()).allSatisfy { $0.lexicographicallyPrecedes($1) })
    let earlier = sequence.next(milliseconds: noon - 60_000, mayRunAhead: false).octets
    #expect(earlier.lexicographicallyPrecedes(ids[0]))
  }

  @Test("An id of a far future leaves the present alone")
  func future() {
    _ = UUID.version7(at: Date(timeIntervalSince1970: 4_000_000_000))
    let now = UUID.version7().octets
    let limit = UUID.version7(at: Date(timeIntervalSince1970: 3_900_000_000)).octets
    #expect(now.lexicographicallyPrecedes(limit))
  }

  @Test("Impossible moments are pulled in", arguments: [-1e12, 1e18, 0])
  func extremes(seconds: Double) {
    #expect(Array(UUID.version7(at: Date(timeIntervalSince1970: seconds)).uuidString)[14] == "7")
  }

  @Test("Tasks that make ids at once never make the same one")
  func concurrency() async {
    let ids = await withTaskGroup(of: [UUID].self) { group in
      for _ in 0..<8 { group.addTask { (0..<5000).map { _ in UUID.version7() } } }
      return await group.reduce(into: []) { $0 += $1 }
    }
    #expect(Set(ids).count == 40_000)
  }

  @Test("Random bytes have the asked length and differ")
  func randomBytes() {
    #expect(SecureRandom.bytes(-1) == [] && SecureRandom.bytes(0) == [])
    #expect(SecureRandom.bytes(33).count == 33)
    #expect(SecureRandom.bytes(16) != SecureRandom.bytes(16))
  }
}
