/// Words to look for in a password, by their first character.
struct WordTable: Sendable {
  private let words: [Character: [[Character]]]

  init(_ words: [String]) {
    self.words = Dictionary(grouping: words.filter { !$0.isEmpty }.map(Array.init), by: { $0[0] })
      .mapValues { $0.sorted { $0.count > $1.count } }
  }

  /// The text with each word replaced by one character that is in no word and no row; longer words first.
  func shortening(_ text: String) -> String {
    let characters = Array(text)
    var result = ""
    var index = 0
    while index < characters.count {
      let word = words[characters[index]]?.first { characters[index...].starts(with: $0) }
      result.append(word == nil ? characters[index] : "\u{FFFC}")
      index += word?.count ?? 1
    }
    return result
  }
}
