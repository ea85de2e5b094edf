import FoundationEssentials
import JSONRPC
import Operations
import SQL
import Vault

/// By what a person showed to be the one whose password it is. Each counts once, which opening the session makes sure of.
enum SecondFactor {
  /// The account has none.
  case none
  /// The time step of a one-time code.
  case step(Int)
  /// The hash of a recovery code, and how many are left without it.
  case recoveryCode(hash: [UInt8], left: Int)

  var usedStep: Int? {
    if case .step(let step) = self { step } else { nil }
  }

  var recoveryCodesLeft: Int? {
    if case .recoveryCode(_, let left) = self { left } else { nil }
  }

  /// What the event says of it.
  var reason: String? {
    if case .recoveryCode = self { "recoveryCode" } else { nil }
  }
}

extension SignIn {
  /// Looks at what came beside the password.
  func secondFactor(of account: SignInAccount, _ call: OpenCall) async throws(Failure) -> SecondFactor {
    guard let secret = account.oneTimeSecret else {
      if account.needsSecondFactor {
        try await account.refuse(call, reason: "noSecondFactor")
        throw .signInRefused
      }
      return .none
    }
    if let totp {
      let step = try await call.verifyOneTimeCode(
        totp, sealedSecret: secret, tenant: account.tenant, lastUsedStep: account.lastUsedStep)
      if let step { return .step(step) }
      try await account.refuse(call, reason: "wrongOneTimeCode")
      throw .signInRefused
    }
    if let recoveryCode {
      if let factor = try await unused(recoveryCode, of: account, call) { return factor }
      try await account.refuse(call, reason: "wrongRecoveryCode")
      throw .signInRefused
    }
    try await account.takeBack(call, reason: "oneTimeCodeRequired")
    throw account.mustChangePassword ? .oneTimeCodeAndNewPasswordRequired : .oneTimeCodeRequired
  }

  private func unused(
    _ text: String, of account: SignInAccount, _ call: OpenCall
  ) async throws(Failure) -> SecondFactor? {
    guard let code = RecoveryCode(text) else { return nil }
    let hash = try await call.hash(code, of: account.id, in: account.tenant)
    let rows = try await call.rows(
      of: account.tenant,
      """
      select count(*) filter (where code_hash = \(hash)), count(*) from identity.recovery_code
        where tenant_id = \(account.tenant) and account_id = \(account.id) and used_at is null
      """)
    guard let (found, all) = try? rows.firstRow((Int, Int).self), found > 0 else { return nil }
    return .recoveryCode(hash: hash, left: all - 1)
  }
}
