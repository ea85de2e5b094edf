import Hummingbird
import JSONRPC

/// Something to do, with what to type.
struct Step: Sendable {
  let title: String
  let text: String
  let code: String

  /// From nothing to the first task.
  static func all(_ language: Language, at address: ServiceAddress) -> [Step] {
    [signIn, discover, takeTask].map { step in
      Step(title: step.title(language), text: step.text(language), code: step.code(address.text))
    }
  }

  private typealias Words = (title: LocalizedText, text: LocalizedText, code: @Sendable (String) -> String)

  private static let signIn: Words = (
    LocalizedText(chinese: "登录", english: "Sign in"),
    LocalizedText(
      chinese: "用户名是“姓名@机构代码”。返回的 token 只显示一次。",
      english: "User names are name@organizationCode. The token in the answer is shown once."),
    { address in
      """
      curl \(address)/rpc \\
        -H 'Content-Type: application/json' -d '
        {"jsonrpc":"2.0","id":1,"method":"session.signIn",
         "params":{"username":"…","password":"…"}}'
      """
    }
  )

  private static let discover: Words = (
    LocalizedText(chinese: "看看能做什么", english: "See what you may do"),
    LocalizedText(
      chinese: "rpc.discover 按您的权限列出方法、参数与示例。",
      english: "rpc.discover lists the methods that your permissions open, with parameters and examples."),
    { address in
      """
      curl \(address)/rpc \\
        -H 'Content-Type: application/json' \\
        -H "Authorization: Bearer $TOKEN" -d '
        {"jsonrpc":"2.0","id":2,"method":"rpc.discover"}'
      """
    }
  )

  private static let takeTask: Words = (
    LocalizedText(chinese: "领取第一个回访任务", english: "Take the first task"),
    LocalizedText(
      chinese: "写操作都要带 idempotencyKey，重发不会重做。",
      english: "Every write carries an idempotencyKey: sent again, it isn't done again."),
    { address in
      """
      curl \(address)/rpc \\
        -H 'Content-Type: application/json' \\
        -H "Authorization: Bearer $TOKEN" -d '
        {"jsonrpc":"2.0","id":3,"method":"followup.task.next",
         "params":{"idempotencyKey":"my-first-task"}}'
      """
    }
  )
}

/// Where the reader of a page found the service, to be put into what the page suggests typing.
struct ServiceAddress: Sendable {
  let text: String

  /// The host as the browser named it, if it is made of what hosts are made of: a page must not suggest a command that
  /// somebody else wrote.
  init(_ request: Request, isEncrypted: Bool) {
    let host = request.head.authority ?? ""
    let isPlain = host.utf8.allSatisfy { byte in
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ":")
    }
    text = "\(isEncrypted ? "https" : "http")://\(isPlain && !host.isEmpty ? host : "127.0.0.1:8080")"
  }
}
