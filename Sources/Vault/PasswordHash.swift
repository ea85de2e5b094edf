/// A stored password hash: `$scrypt$ln=15,r=8,p=3$salt$hash`, the PHC string format with Base64 without padding.
///
/// The cost stands in the text, so that it can be raised and old hashes still verify.
struct PasswordHash: Hashable {
  var cost: PasswordCost
  var salt: [UInt8]
  var hash: [UInt8]

  var text: String {
    "$scrypt$ln=\(cost.logarithmOfN),r=\(cost.blockSize),p=\(cost.parallelism)"
      + "$\(BaseEncoding.base64.text(salt))$\(BaseEncoding.base64.text(hash))"
  }
}

extension PasswordHash {
  init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
      let cost = Self.cost(parts[2]), cost.isAcceptable,
      let salt = BaseEncoding.base64.decode(parts[3].utf8), !salt.isEmpty,
      let hash = BaseEncoding.base64.decode(parts[4].utf8), hash.count == 32
    else { return nil }
    self.init(cost: cost, salt: salt, hash: hash)
  }

  private static func cost(_ text: Substring) -> PasswordCost? {
    let fields = text.split(separator: ",")
    guard fields.count == 3,
      let logarithm = number(fields[0], "ln="), let size = number(fields[1], "r="), let lanes = number(fields[2], "p=")
    else { return nil }
    return PasswordCost(logarithmOfN: logarithm, blockSize: size, parallelism: lanes)
  }

  private static func number(_ field: Substring, _ name: String) -> Int? {
    field.hasPrefix(name) ? Int(field.dropFirst(name.count)) : nil
  }
}
