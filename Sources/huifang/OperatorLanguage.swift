import FoundationEssentials
import JSONRPC

/// The language of the person at the terminal.
enum OperatorLanguage {
  /// Chinese when the locale says so, else English.
  static var current: Language {
    language(in: ProcessInfo.processInfo.environment)
  }

  /// The first of LC_ALL, LC_MESSAGES and LANG that is set decides, as POSIX has it.
  static func language(in environment: [String: String]) -> Language {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"].compactMap { environment[$0] }.filter { !$0.isEmpty }
    return names.first?.hasPrefix("zh") == true ? .chinese : .english
  }

  /// A text in that language.
  static func choose(_ chinese: String, _ english: String) -> String {
    current == .chinese ? chinese : english
  }
}
