import Testing

@testable import Gateway

@Suite("Addresses")
struct AddressTests {
  @Test(
    "A range holds what begins with its bits",
    arguments: [
      ("10.0.0.7", "10.0.0.7", true), ("10.0.0.7", "10.0.0.8", false), ("10.0.0.0/8", "10.255.1.2", true),
      ("10.0.0.0/8", "11.0.0.1", false), ("192.168.1.128/25", "192.168.1.127", false), ("0.0.0.0/0", "1.2.3.4", true),
      ("fd00::/8", "fd12::1", true), ("fd00::/8", "10.0.0.1", false), ("10.0.0.0/8", "::ffff:10.1.2.3", true),
    ])
  func ranges(_ range: String, _ address: String, _ holds: Bool) throws {
    #expect(try #require(NetworkRange(range)).contains(try #require(NetworkAddress(address))) == holds)
  }

  @Test("What is no range is refused", arguments: ["", "10.0.0.0/33", "10.0.0.0/-1", "host", "10.0.0.0/8/8", "/8"])
  func malformed(_ text: String) {
    #expect(throws: MalformedProxy(text: text)) { try TrustedProxies([text]) }
  }

  @Test(
    "The client is the last address that no proxy of ours has",
    arguments: [
      ("203.0.113.9", "203.0.113.9"), ("198.51.100.1, 203.0.113.9", "203.0.113.9"),
      ("203.0.113.9, 10.0.0.2", "203.0.113.9"), ("10.0.0.3, 10.0.0.2", "10.0.0.3"),
      ("203.0.113.9, nonsense", "10.0.0.1"), ("", "10.0.0.1"),
    ])
  func forwarded(_ header: String, _ client: String) throws {
    let proxies = try TrustedProxies(["10.0.0.0/8"])
    #expect(proxies.client(forwardedFor: header, peer: NetworkAddress("10.0.0.1"))?.text == client)
  }

  @Test("IPv6 is limited by network, IPv4 by address")
  func limitKeys() throws {
    let one = try #require(NetworkAddress("2001:db8::1")), other = try #require(NetworkAddress("2001:db8::2"))
    #expect(one.limitKey == other.limitKey)
    #expect(NetworkAddress("192.0.2.1")?.limitKey != NetworkAddress("192.0.2.2")?.limitKey)
  }

  @Test("An IPv4 address that came mapped into IPv6 is written as the database compares it with a key's ranges")
  func mapped() {
    #expect(NetworkAddress("::ffff:10.20.3.4")?.text == "10.20.3.4")
    #expect(NetworkAddress("2001:db8::1")?.text == "2001:db8::1")
  }
}
