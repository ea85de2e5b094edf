/// Passwords for the demonstration and for first administrators, to be read aloud or copied from paper.
public enum PasswordGenerator {
  /// Lower-case letters and digits without those that look alike (0 o, 1 i l).
  private static let alphabet = Array("23456789abcdefghjkmnpqrstuvwxyz")

  /// Five groups of four characters with hyphens: 24 characters, 99 bits; passes ``PasswordPolicy`` alone.
  public static func generate() -> String {
    let policy = PasswordPolicy(hasSecondFactor: false)
    while true {
      let password = candidate()
      // One in many thousands has too many words or rows by chance.
      if policy.check(password).isEmpty { return password }
    }
  }

  private static func candidate() -> String {
    (0..<5).map { _ in characters(4) }.joined(separator: "-")
  }

  /// So many random characters that aren't taken for one another.
  static func characters(_ count: Int) -> String {
    var generator = SecureGenerator()
    return String((0..<count).map { _ in alphabet[Int.random(in: alphabet.indices, using: &generator)] })
  }
}
