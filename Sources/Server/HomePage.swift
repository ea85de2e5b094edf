import JSONRPC

/// The words around every page.
struct Frame: Sendable {
  let language: String
  let name: String
  let tagline: String
  let otherLanguage: String
  let otherLanguageLink: String

  init(_ language: Language) {
    self.language = language.rawValue
    name = "回访"
    switch language {
    case .chinese:
      tagline = "开源医院随访服务"
      otherLanguage = "English"
      otherLanguageLink = "/?lang=en"
    case .english:
      tagline = "open-source hospital follow-up"
      otherLanguage = "中文"
      otherLanguageLink = "/?lang=zh"
    }
  }
}

/// The start page: what this is, whether it works, how to call it.
struct HomePage: Sendable {
  /// A place to go, and what is there.
  struct Place: Sendable {
    let path: String
    let text: String
  }

  let frame: Frame
  let title: String
  let lead: String
  let state: String
  let stateClass: String
  let stepsTitle: String
  let steps: [Step]
  let placesTitle: String
  let places: [Place]
  let privacyTitle: String
  let privacy: String

  init(_ language: Language, at address: ServiceAddress, isReady: Bool, methodCount: Int) {
    frame = Frame(language)
    stateClass = isReady ? "good" : "bad"
    title = Self.title(language)
    lead = Self.lead(language)
    state = Self.state(isReady)(language)
    stepsTitle = LocalizedText(chinese: "三步开始", english: "Three steps to begin")(language)
    steps = Step.all(language, at: address)
    placesTitle = LocalizedText(chinese: "这里有什么", english: "What is here")(language)
    places = Self.places(methodCount).map { Place(path: $0.path, text: $0.text(language)) }
    privacyTitle = LocalizedText(chinese: "患者信息", english: "Patients' data")(language)
    privacy = Self.privacy(language)
  }

  private static let title = LocalizedText(chinese: "出院以后，有人打电话来", english: "After discharge, somebody calls")

  private static let lead = LocalizedText(
    chinese: "药按时吃了吗？伤口长得好吗？住院时有没有不满意？回访把这些问题变成任务，把听到的变成处置和数据：一套部署，多家医院，每一次查阅都有记录。",
    english:
      "Is the medicine taken, is the wound healing, was the care good? huifang makes tasks of these questions, and action and "
      + "figures of what is heard: one deployment, many hospitals, every look at a patient's data on record.")

  private static func state(_ isReady: Bool) -> LocalizedText {
    isReady
      ? LocalizedText(chinese: "服务运行正常", english: "The service is up")
      : LocalizedText(chinese: "服务尚未就绪，详见 /readyz", english: "The service is not ready; /readyz says why")
  }

  private static func places(_ methodCount: Int) -> [(path: String, text: LocalizedText)] {
    [
      (
        "/openrpc.json",
        LocalizedText(
          chinese: "接口文档（OpenRPC）：\(methodCount) 个方法，含权限与审计说明",
          english: "The API's document (OpenRPC): \(methodCount) methods with permissions and audit events")
      ),
      ("/readyz", LocalizedText(chinese: "就绪检查：数据库、迁移", english: "Readiness: database, migrations")),
      ("/healthz", LocalizedText(chinese: "进程是否存活", english: "Whether the process lives")),
      ("/metrics", LocalizedText(chinese: "运行指标（Prometheus）", english: "Figures for Prometheus")),
    ]
  }

  private static let privacy = LocalizedText(
    chinese: "姓名、电话、证件号与住址加密保存；谁在何时为何查阅，都留有只增不改的记录。本页不使用 Cookie，也不运行脚本。",
    english:
      "Names, numbers and addresses are stored sealed; who looked at them, when and why, is on a record that is only added to. "
      + "This page sets no cookie and runs no script.")
}

/// What is shown where nothing is.
struct NotFoundPage: Sendable {
  let frame: Frame
  let title: String
  let text: String
  let back: String

  init(_ language: Language) {
    frame = Frame(language)
    title = LocalizedText(chinese: "这里没有页面", english: "There is no page here")(language)
    text = LocalizedText(
      chinese: "地址可能写错了。接口调用请以 POST 方式发送到 /rpc。",
      english: "The address may be mistyped. Calls of the API are sent to /rpc with POST.")(language)
    back = LocalizedText(chinese: "回到首页", english: "Back to the start page")(language)
  }
}
