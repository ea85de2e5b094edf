import Testing

@testable import Server

@Suite("The date of answers")
struct WallClockTests {
  @Test("It is written as RFC 9110 asks")
  func format() {
    #expect(WallClock.format(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
  }
}
