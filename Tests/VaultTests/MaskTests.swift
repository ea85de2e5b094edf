import Testing

@testable import Vault

@Suite("Masks")
struct MaskTests {
  @Test(
    "Names",
    arguments: [
      ("", ""), (" ", ""), ("张", "*"), ("张三", "张*"), ("张三丰", "张*丰"), ("欧阳修远", "欧**远"), (" 张三\u{3000}", "张*"),
      ("𠮷田", "𠮷*"), ("𠮷田𠮷", "𠮷*𠮷"), ("阿卜杜拉·买买提", "阿******提"), ("王Mary", "王***y"), ("〇三", "〇*"),
      ("J", "*"), ("John", "J***"), ("John Smith", "J*** S****"), ("Mary-Jane O'Neil", "M***-J*** O'N***"),
      ("Иван Петров", "И*** П*****"), ("김철수", "김**"), ("e\u{301}mile", "é****"), ("13800138000", "1**********"),
    ])
  func name(text: String, expected: String) {
    #expect(Mask.name(text) == expected)
  }

  @Test(
    "Telephone numbers",
    arguments: [
      ("13812341234", "138****1234"), ("138 1234 1234", "138****1234"), ("+86 138-1234-1234", "138****1234"),
      ("8613812341234", "138****1234"), ("0552-3012345", "055****2345"), ("010-62345678", "010****5678"),
      ("0552-301234", "055*****34"), ("62345678", "623***78"), ("3012345", "*******"), ("120", "***"), ("1", "*"),
      ("", ""), ("无", "*"), ("没有电话", "****"), ("13812341234 / 0552-3012345", "138***************2345"),
      ("１３８１２３４１２３４", "138****1234"), ("李四13812341234", "138****1234"),
    ])
  func phone(text: String, expected: String) {
    #expect(Mask.phone(text) == expected)
  }

  @Test(
    "Identity numbers and other documents",
    arguments: [
      ("340304199001011234", "340304********1234"), ("34030419900101123x", "340304********123X"),
      (" 340304 19900101 1234", "340304********1234"), ("340304900101123", "340304******123"),
      ("E12345678", "E*******8"), ("H1234567890", "H*********0"), ("A12", "A*2"), ("A1", "**"), ("A", "*"), ("", ""),
      ("34030419900101X234", "3****************4"), ("3403041990010112345", "3*****************5"), ("无", "*"),
    ])
  func identityNumber(text: String, expected: String) {
    #expect(Mask.identityNumber(text) == expected)
  }

  @Test("A mask of a whole number never shows more than its ends", arguments: 0...40)
  func bounded(count: Int) {
    let digits = String(repeating: "7", count: count)
    for masked in [Mask.phone(digits), Mask.identityNumber(digits), Mask.name(digits)] {
      #expect(masked.count { $0 == "7" } <= 10)
      #expect(masked.count == count)
      #expect(count == 0 || masked.contains("*"))
    }
  }
}
