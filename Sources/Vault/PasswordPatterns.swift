/// How many characters a password has for a guesser who knows rows, repetitions and disguises.
enum PasswordPatterns {
  /// A lower-case text with the usual disguises taken off (`p@ssw0rd`).
  static func undisguised(_ text: String) -> String { String(text.map { disguises[$0] ?? $0 }) }

  /// The length when a run of one character counts two at most, and a group that makes up the whole by repetition counts
  /// once; a handful of characters in any order counts no more than the handful.
  static func countShorteningRepetitions(_ text: String) -> Int {
    let characters = Array(text)
    let distinct = Set(characters).count
    if distinct < 5 { return distinct }
    let period = (1...max(1, characters.count / 2)).first { period in
      characters.indices.dropFirst(period).allSatisfy { characters[$0] == characters[$0 - period] }
    }
    return countShorteningRuns(period.map { characters.prefix($0) } ?? characters[...])
  }

  private static func countShorteningRuns(_ characters: ArraySlice<Character>) -> Int {
    characters.indices.count { index in
      let before = characters[..<index].suffix(2)
      return before.count < 2 || !before.allSatisfy { $0 == characters[index] }
    }
  }

  /// The length when a row of at least three neighbours (`abc`, `321`, `qwe`) counts as one character.
  static func countShorteningSequences(_ text: String) -> Int {
    let characters = Array(text)
    var count = 0
    var index = 0
    while index < characters.count {
      index += max(rowLength(characters, from: index), 1)
      count += 1
    }
    return count
  }

  /// How many characters from `start` on lie in one row; at least three, or none.
  private static func rowLength(_ characters: [Character], from start: Int) -> Int {
    rows.map { row -> Int in
      guard let place = row.firstIndex(of: characters[start]) else { return 0 }
      let length = zip(characters[start...], row[place...]).prefix { $0 == $1 }.count
      return length >= 3 ? length : 0
    }.max() ?? 0
  }

  private static let rows: [[Character]] = {
    let forward = ["abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm", "!@#$%^&*()"]
    return forward.map(Array.init) + forward.map { $0.reversed() }
  }()

  private static let disguises: [Character: Character] = [
    "@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "5": "s", "$": "s", "7": "t",
  ]
}
