extension JSONStorage {
  /// The path of one tape entry below another: `contacts[0].phone`. Walks down from `root`, so it costs nothing until
  /// something is wrong.
  func path(to target: Int, from root: Int, positional: [String]? = nil) -> String {
    var path = ""
    var container = root
    while container < target {
      guard let step = step(towards: target, in: container) else { break }
      if tape[container].kind == .object {
        path = path.appendingMember(string(step.value - 1))
      } else if container == root, let positional, step.position < positional.count {
        path = path.appendingMember(positional[step.position])
      } else {
        path += "[\(step.position)]"
      }
      container = step.value
    }
    return path
  }

  /// The child of a container in which the target lies.
  private func step(towards target: Int, in container: Int) -> (value: Int, position: Int)? {
    let offset = tape[container].kind == .object ? 1 : 0
    var value = container + 1 + offset
    var position = 0
    while value < tape[container].next {
      if target < tape[value].next { return (value, position) }
      value = Int(tape[value].next) + offset
      position += 1
    }
    return nil
  }
}
