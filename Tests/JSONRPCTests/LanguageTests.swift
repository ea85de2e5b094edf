import JSONRPC
import Testing

@Suite("The language is negotiated by Accept-Language")
struct LanguageTests {
  @Test(
    "Chinese wins",
    arguments: [
      nil, "", " ", "*", "fr", "fr, de;q=0.5", "zh", "zh-CN", "zh-Hant-TW", "ZH-cn", "zh-CN,zh;q=0.9,en;q=0.8",
      "en;q=0.8, zh;q=0.9", "zh, en", "en;q=0", "en;q=0, *", "*, en;q=0.5", "zh;q=0", "en;q=2", "en;q=x", "en;q=0.1234",
      "en;q=1.001", "en;", "en;level=1;q=1", ";;;,,,", "english", "en;q=0.001, zh;q=0.002", "en_US",
    ] as [String?])
  func chinese(_ header: String?) {
    #expect(Language(acceptLanguage: header) == .chinese)
  }

  @Test(
    "English wins",
    arguments: [
      "en", "en-US", "EN-gb", "en-US,en;q=0.9,zh-CN;q=0.8", "en, zh", "fr, en;q=0.1", "zh;q=0.4,en;q=0.5",
      "en, *;q=0.5",
      "zh;q=0, *", "\ten ; q=1.000 , zh ; q=0.999 ", "zh;q=0, en;q=0.1", "zh;q=0.5,en;q=0.3,en-GB;q=0.6",
    ])
  func english(_ header: String) {
    #expect(Language(acceptLanguage: header) == .english)
  }
}
