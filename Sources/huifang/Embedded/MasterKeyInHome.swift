import FoundationEssentials
import Vault

/// The key that everything sealed in a home depends on: made at the first start, and never again.
struct MasterKeyInHome {
  let home: Home

  /// Makes the key of a new home, and looks at the one of an old home.
  func prepare() throws {
    if FileManager.default.fileExists(atPath: home.masterKey) {
      _ = try MasterKey(file: home.masterKey)
      return
    }
    // A new key would open nothing of what the old one has sealed.
    guard !FileManager.default.fileExists(atPath: "\(home.path)/postgres/data") else {
      throw Problem(
        "\(home.masterKey) is missing, without which the data can't be read: restore it from its backup, "
          + "or start afresh with `make reset`")
    }
    try MasterKey.generate().write(to: home.masterKey)
  }
}
