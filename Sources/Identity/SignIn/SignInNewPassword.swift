import FoundationEssentials
import JSONRPC
import Operations
import Vault

extension SignIn {
  /// The hash of the new password, where one came or must. The code isn't used up before there is a session.
  func newHash(for account: SignInAccount, _ call: OpenCall) async throws(Failure) -> String? {
    guard let newPassword else {
      guard account.mustChangePassword else { return nil }
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
      return try await call.passwords.hash(newPassword)
    } catch {
      try await account.takeBack(call)
      throw Failure(.overloaded, retryAfterMs: 2000)
    }
  }
}
