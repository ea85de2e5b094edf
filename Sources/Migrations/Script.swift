import Vault

/// One file of `sql/`.
struct Script: Sendable, Hashable {
  /// The file's name without `.sql`, such as `0001_baseline`; a function's with its schema, `audit/close`.
  let name: String
  /// What is in the file.
  let text: String
  /// The hash of the file's bytes.
  let sha256: [UInt8]

  init(name: String, text: String) {
    self.name = name
    self.text = text
    sha256 = Digest.sha256(text)
  }
}
