import JSONRPC
import Operations

/// Why an import can't be taken back.
enum UndoRefusals {
  static var notEnded: Failure {
    state(
      "ended",
      LocalizedText(
        chinese: "只有已结束且未撤销的导入可以撤销；正在读取的请先取消任务，正在撤销的请等待任务完成",
        english:
          "only an import that has ended and was not undone yet can be undone; cancel its job first, or wait for the undoing under way"
      ))
  }

  static var anotherUndo: Failure {
    state(
      "anotherUndo",
      LocalizedText(chinese: "另一导入正在撤销，请等待其完成", english: "another import is being undone: wait for its job to end"))
  }

  static var laterImport: Failure {
    Failure.rule(
      "importId", "laterImport",
      LocalizedText(
        chinese: "之后的导入已更新其中的病例；请先撤销之后的导入", english: "later imports have changed stays of it: undo those first"))
  }

  static func workedOn(_ count: Int) -> Failure {
    Failure.rule(
      "importId", "workedOn",
      LocalizedText(
        chinese: "已有 \(count) 个回访任务被领取、拨打或结束，不能撤销；请用更正后的文件再次导入",
        english:
          "\(count) follow-up tasks have been claimed, tried or closed, so it can't be undone: import a corrected file instead"
      ))
  }

  private static func state(_ rule: String, _ message: LocalizedText) -> Failure {
    Failure(.invalidState, violations: [Violation(path: "importId", rule: rule, message: message)])
  }
}
