import FoundationEssentials
import JSONRPC
import Operations
import Vault

/// What takes the place of the stored hash.
enum NewHash {
  /// Another password, with which nobody is signed in yet.
  case ofNewPassword(String)
  /// The same password at today's cost.
  case ofSamePassword(String)

  var text: String {
    switch self {
    case .ofNewPassword(let text), .ofSamePassword(let text): text
    }
  }

  var isNewPassword: Bool {
    if case .ofNewPassword = self { true } else { false }
  }
}

extension SignIn {
  /// The hash of the new password, where one came or must. The code isn't used up before there is a session.
  func newHash(for account: SignInAccount, _ call: OpenCall) async throws(Failure) -> NewHash? {
    guard let newPassword else {
      guard account.mustChangePassword else { return await renewedHash(for: account, call) }
      try await account.takeBack(call, reason: "newPasswordRequired")
      throw .newPasswordRequired
    }
    do throws(Failure) {
      try ChosenPassword(text: newPassword, path: "newPassword").check(
        insteadOf: password, hasSecondFactor: account.oneTimeSecret != nil, personal: account.personalWords)
    } catch {
      try await account.takeBack(call, reason: "newPasswordRefused")
      throw error
    }
    do {
      return .ofNewPassword(try await call.passwords.hash(newPassword))
    } catch {
      try await account.takeBack(call)
      throw Failure(.overloaded, retryAfterMs: 2000)
    }
  }

  /// What was hashed at another cost than today's is hashed again while the password is known: raising the cost reaches everybody who
  /// signs in. It can wait when the hasher is busy.
  private func renewedHash(for account: SignInAccount, _ call: OpenCall) async -> NewHash? {
    guard call.passwords.needsRehash(account.passwordHash) else { return nil }
    return (try? await call.passwords.hash(password)).map(NewHash.ofSamePassword)
  }
}
