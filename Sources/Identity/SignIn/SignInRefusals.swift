import JSONRPC
import Operations

extension RPCError {
  static let signInRefused = RPCError(
    .unauthenticated,
    message: LocalizedText(
      chinese: "用户名、密码或动态口令不正确；同一账号连续失败 5 次后锁定 30 分钟",
      english:
        "the user name, the password or the one-time code is wrong; after 5 failures an account is locked for 30 minutes"
    ))

  static let oneTimeCodeRequired = RPCError(
    .stepUpRequired,
    message: LocalizedText(
      chinese: "该账号需要动态口令（totp）", english: "this account signs in with a one-time code as well: send totp"),
    details: ["factor": "totp"])

  static let newPasswordRequired = RPCError(
    .stepUpRequired,
    message: LocalizedText(
      chinese: "该密码由管理员设置，须更换：请在 newPassword 中提供新密码重新登录",
      english:
        "this password was made by somebody else: sign in again with a password of your own as newPassword beside it"),
    details: ["change": "password"])

  static let oneTimeCodeAndNewPasswordRequired = RPCError(
    .stepUpRequired,
    message: LocalizedText(
      chinese: "该账号需要动态口令（totp），且密码须更换（newPassword）",
      english: "this account signs in with a one-time code (totp), and its password must be changed (newPassword)"),
    details: ["factor": "totp", "change": "password"])
}
