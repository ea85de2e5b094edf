extension ErrorCode {
  /// What people read when nothing more specific is known; the first five in English are JSON-RPC 2.0's own words
  /// (§5.1).
  public var message: LocalizedText {
    switch self {
    case .parseError: LocalizedText(chinese: "请求内容不是有效的 JSON", english: "Parse error")
    case .invalidRequest: LocalizedText(chinese: "请求格式不正确", english: "Invalid Request")
    case .methodNotFound: LocalizedText(chinese: "没有这个方法", english: "Method not found")
    case .invalidParams: LocalizedText(chinese: "参数不正确", english: "Invalid params")
    case .internalError: LocalizedText(chinese: "系统内部错误，请联系管理员", english: "Internal error")
    case .batchTooLarge:
      LocalizedText(chinese: "一次提交的调用过多，未执行任何一项", english: "Too many calls in the batch; none was run")
    case .unauthenticated: LocalizedText(chinese: "请先登录", english: "Sign in first")
    case .credentialExpired:
      LocalizedText(chinese: "登录已失效，请重新登录", english: "The session or key has expired; sign in again")
    case .forbidden: LocalizedText(chinese: "没有所需的权限", english: "A permission is missing")
    case .stepUpRequired:
      LocalizedText(chinese: "请再次验证身份后继续", english: "Confirm the second factor to continue")
    case .notFound:
      LocalizedText(chinese: "不存在，或不在您的权限范围内", english: "Not found, or outside your scope")
    case .alreadyExists: LocalizedText(chinese: "已经存在", english: "Already exists")
    case .versionConflict:
      LocalizedText(chinese: "内容已被他人修改，请刷新后再试", english: "Changed by somebody else; read it again")
    case .invalidState:
      LocalizedText(chinese: "当前状态下不能这样操作", english: "Not possible in the present state")
    case .inUse: LocalizedText(chinese: "仍在使用，不能删除或停用", english: "Still in use")
    case .ruleViolation: LocalizedText(chinese: "不符合业务规则", english: "A rule forbids this")
    case .cursorInvalid:
      LocalizedText(chinese: "翻页位置已失效，请从第一页重新查询", english: "The cursor is not valid; start from the first page")
    case .idempotencyKeyRequired:
      LocalizedText(chinese: "写操作须提供 idempotencyKey", english: "A write needs an idempotencyKey")
    case .idempotencyKeyReused:
      LocalizedText(
        chinese: "该 idempotencyKey 已用于不同的参数", english: "The idempotencyKey was used with other params")
    case .idempotencyInProgress:
      LocalizedText(
        chinese: "相同的请求正在处理，请稍后再试", english: "The first call with this idempotencyKey is still running")
    case .rateLimited: LocalizedText(chinese: "操作过于频繁，请稍后再试", english: "Too many calls; try again later")
    case .quotaExceeded: LocalizedText(chinese: "已超出配额", english: "The quota is used up")
    case .responseTooLarge:
      LocalizedText(chinese: "结果过大，请缩小查询范围", english: "The answer is too large; narrow the query")
    case .overloaded: LocalizedText(chinese: "系统繁忙，请稍后再试", english: "Too busy; try again later")
    case .deadlineExceeded:
      LocalizedText(chinese: "处理超时，请稍后再试", english: "The deadline passed; try again")
    case .cancelled: LocalizedText(chinese: "操作已取消", english: "Cancelled")
    case .dependencyUnavailable:
      LocalizedText(chinese: "所需的服务暂时不可用，请稍后再试", english: "A needed service is unavailable; try again later")
    case .readOnly:
      LocalizedText(chinese: "系统暂时只读，请稍后再试", english: "Read-only for now; try again later")
    }
  }
}
