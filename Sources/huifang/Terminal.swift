import Glibc

/// The three standard streams, unbuffered, so that a line is there when it is said.
enum Terminal {
  /// Writes a line for whoever reads the result.
  static func print(_ line: String) {
    write(Array("\(line)\n".utf8), to: STDOUT_FILENO)
  }

  /// Writes a line for the person, beside the result.
  static func note(_ line: String) {
    write(Array("\(line)\n".utf8), to: STDERR_FILENO)
  }

  /// Shows a line that the next one replaces; nothing when nobody watches.
  static func showProgress(_ line: String) {
    guard isWatched else { return }
    write(Array("\r\u{1B}[K\(line)".utf8), to: STDERR_FILENO)
  }

  /// Removes the last line of progress.
  static func clearProgress() {
    showProgress("")
  }

  /// Writes bytes of the result.
  /// - Returns: false when nobody takes them any more.
  @discardableResult
  static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  /// Whether a person sees what is written beside the result.
  static var isWatched: Bool { isatty(STDERR_FILENO) == 1 }

  /// Whether a person can be asked.
  static var canAsk: Bool { isatty(STDIN_FILENO) == 1 }

  /// Asks a person; nil when nobody answers.
  static func ask(_ question: String) -> String? {
    guard canAsk else { return nil }
    write(Array("\(question) ".utf8), to: STDERR_FILENO)
    return readLine()
  }

  /// Asks without showing what is typed.
  static func askSecretly(_ question: String) -> String? {
    guard canAsk else { return nil }
    var shown = termios()
    guard unsafe tcgetattr(STDIN_FILENO, &shown) == 0 else { return nil }
    var hidden = shown
    hidden.c_lflag &= ~tcflag_t(ECHO)
    guard unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0 else { return nil }
    defer {
      unsafe tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown)
      write([UInt8(ascii: "\n")], to: STDERR_FILENO)
    }
    return ask(question)
  }
}
