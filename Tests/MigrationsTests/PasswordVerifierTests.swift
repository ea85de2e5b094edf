import FoundationEssentials
import Logging
import Postgres
import SQL
import Testing

@testable import Migrations

@Suite struct PasswordVerifierTests {
  @Test("The verifier is the one that RFC 7677's example exchange implies")
  func publishedExample() throws {
    let salt = try #require(Data(base64Encoded: "W22ZaJ0SNY7soEsUEjb6gQ=="))
    let verifier = try #require(PasswordVerifier(password: "pencil", salt: [UInt8](salt)))
    #expect(
      verifier.text == "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$"
        + "WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=")
  }

  @Test("Two verifiers of one password differ by their salt")
  func salted() {
    #expect(PasswordVerifier(password: "pencil")?.text != PasswordVerifier(password: "pencil")?.text)
  }

  @Test("A password that clients might normalise is refused", arguments: ["", "pass word", "密码密码", "caf\u{e9}"])
  func unsuitable(password: String) {
    #expect(PasswordVerifier(password: password) == nil)
  }
}
