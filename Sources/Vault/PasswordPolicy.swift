/// What a new password must be (NIST SP 800-63B): long enough and not easily guessed; no rules of composition, no rotation.
///
/// Words and patterns that guessers try first count as one character each, and what is then left must still be long
/// enough: `Huifang2026!` is six characters by this count. So a word inside a long pass phrase does no harm.
public struct PasswordPolicy: Sendable {
  /// What a password breaks; the raw value is a stable id, the texts for users live with the user interface.
  public enum Rule: String, Sendable, CaseIterable {
    /// Fewer characters than the least.
    case tooShort = "password.tooShort"
    /// More characters than the most.
    case tooLong = "password.tooLong"
    /// Mostly the user's own name, user name or hospital.
    case personal = "password.personal"
    /// Mostly words that are commonly used as passwords.
    case common = "password.common"
    /// Mostly one character or group of characters, repeated.
    case repetitive = "password.repetitive"
    /// Mostly a row of the alphabet, of digits or of the keyboard.
    case sequential = "password.sequential"
  }

  /// The most characters a password may have; enough for any pass phrase, and no load for the service.
  public static let maximumLength = 128

  /// Whether a text can be a password at all, before any work is done on it: no more characters than the most, and none that is built
  /// of hundreds of marks.
  public static func isWithinLimits(_ text: String) -> Bool {
    text.utf8.count <= maximumLength * 16 && text.count <= maximumLength
  }

  /// The fewest characters: 8 where a one-time code is asked for too, else 15.
  public let minimumLength: Int
  private let personalWords: WordTable

  /// `personal`: names of the user and the hospital, user name and code; split at spaces and punctuation.
  public init(hasSecondFactor: Bool, personal: [String] = []) {
    minimumLength = hasSecondFactor ? 8 : 15
    personalWords = WordTable(personal.flatMap(Self.words))
  }

  /// Every rule the password breaks, none when it may be used. Counts characters as people see them.
  public func check(_ password: String) -> [Rule] {
    guard Self.isWithinLimits(password) else { return [.tooLong] }
    let password = password.canonicalForm
    guard password.count >= minimumLength else { return [.tooShort] }
    let plain = password.lowercased()
    let spellings = Set([plain, PasswordPatterns.undisguised(plain)])
    func isShort(_ count: Int) -> Bool { count < minimumLength }
    var broken: [Rule] = []
    if spellings.contains(where: { isShort(personalWords.shortening($0).count) }) { broken.append(.personal) }
    if spellings.contains(where: { isShort(PasswordBlocklist.words.shortening($0).count) }) { broken.append(.common) }
    if isShort(PasswordPatterns.countShorteningRepetitions(plain)) { broken.append(.repetitive) }
    if isShort(PasswordPatterns.countShorteningSequences(plain)) { broken.append(.sequential) }
    // One pattern after another (`admin!4321`): each alone leaves enough, all together don't.
    if broken.isEmpty, spellings.contains(where: { isShort(countShorteningAll($0)) }) { broken.append(.common) }
    return broken
  }

  private func countShorteningAll(_ text: String) -> Int {
    let rest = PasswordBlocklist.words.shortening(personalWords.shortening(text))
    return PasswordPatterns.countShorteningSequences(rest)
  }

  /// Words worth blocking: three letters, or two where one is an ideograph.
  private static func words(in text: String) -> [String] {
    text.canonicalForm.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { word in
      word.count >= 3 || word.count == 2 && word.unicodeScalars.contains { $0.properties.isIdeographic }
    }
  }
}
