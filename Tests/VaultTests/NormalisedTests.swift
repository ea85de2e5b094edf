import Testing

@testable import Vault

@Suite("One spelling for what means the same")
struct NormalisedTests {
  @Test(
    "Names",
    arguments: [
      ("张三", "张三"), (" 张三 ", "张三"), ("张　三", "张三"), ("张 三", "张三"), ("\u{FEFF}张\u{200B}三", "张三"),
      ("John  Smith", "John Smith"), ("\tJohn\u{A0}Smith\n", "John Smith"), ("ＪＯＨＮ", "JOHN"),
      ("阿卜杜拉•买买提", "阿卜杜拉·买买提"), ("阿卜杜拉 · 买买提", "阿卜杜拉·买买提"), ("José", "Jose\u{301}".canonicalForm),
      ("\u{F9D1}", "\u{516D}"), ("𠮷田", "𠮷田"), ("王 Mary Ann", "王Mary Ann"), ("", ""), ("  ", ""),
    ])
  func name(text: String, expected: String) {
    #expect(Array(Normalised.name(text).utf8) == Array(expected.utf8))
  }

  @Test(
    "Telephone numbers",
    arguments: [
      ("13800138000", "13800138000"), ("138 0013 8000", "13800138000"), ("138-0013-8000", "13800138000"),
      ("+8613800138000", "13800138000"), ("008613800138000", "13800138000"), ("8613800138000", "13800138000"),
      ("013800138000", "13800138000"), ("１３８００１３８０００", "13800138000"), ("电话:13800138000", "13800138000"),
      ("(0552)3012345", "05523012345"), ("+86 552 3012345", "865523012345"), ("01012345678", "01012345678"),
      ("010-62345678", "01062345678"), ("86123456", "86123456"), ("8612345678901", "8612345678901"), ("120", "120"),
      ("٣", ""), ("无", ""), ("", ""),
    ])
  func phone(text: String, expected: String) {
    #expect(Normalised.phone(text) == expected)
  }

  @Test(
    "Last four digits", arguments: [("138-0013-8000", "8000"), ("1234", "1234"), ("123", nil), ("", nil)])
  func lastFour(text: String, expected: String?) {
    #expect(Normalised.lastFour(ofPhone: text) == expected)
  }

  @Test(
    "Identity numbers",
    arguments: [
      ("34030419900101123x", "34030419900101123X"), (" 340304 19900101 1234 ", "340304199001011234"),
      ("３４０３０４１９９００１０１１２３ｘ", "34030419900101123X"), ("e12345678", "E12345678"), ("", ""),
    ])
  func identityNumber(text: String, expected: String) {
    #expect(Normalised.identityNumber(text) == expected)
  }

  @Test(
    "Record numbers keep their leading zeros", arguments: [(" 00123 ", "00123"), ("ab-12", "AB-12"), ("Ｂ０１", "B01")])
  func recordNumber(text: String, expected: String) {
    #expect(Normalised.recordNumber(text) == expected)
  }

  @Test(
    "Normalising twice changes nothing more",
    arguments: ["张　三", "John  Smith", "+86 138-0013-8000", "34030419900101123x"])
  func idempotence(text: String) {
    for purpose in BlindIndexPurpose.allCases {
      guard let once = purpose.normalise(text) else { continue }
      #expect(purpose.normalise(once) == once)
    }
  }
}
