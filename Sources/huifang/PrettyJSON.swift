import JSONRPC

/// JSON for people: a member a line, in the order in which the service gave them.
enum PrettyJSON {
  /// The value's text, without a line break at the end.
  static func text(_ value: JSONValue) -> String {
    var text = ""
    append(value, indent: "", to: &text)
    return text
  }

  /// The text of bytes that hold one JSON value.
  static func text(_ bytes: [UInt8]) throws(Problem) -> String {
    text(try JSON.value(of: bytes))
  }

  private static func append(_ value: JSONValue, indent: String, to text: inout String) {
    let inner = indent + "  "
    switch value.kind {
    case .object where value.count > 0:
      text += "{"
      for (index, member) in value.members.enumerated() {
        text += "\(index == 0 ? "" : ",")\n\(inner)\(JSON.quoted(member.name)): "
        append(member.value, indent: inner, to: &text)
      }
      text += "\n\(indent)}"
    case .array where value.count > 0:
      text += "["
      for (index, element) in value.elements.enumerated() {
        text += "\(index == 0 ? "" : ",")\n\(inner)"
        append(element, indent: inner, to: &text)
      }
      text += "\n\(indent)]"
    default:
      text += String(decoding: value.rawBytes, as: UTF8.self)
    }
  }
}

/// Reading and writing JSON as the service does.
enum JSON {
  /// As long as the longest answer, and an upload's error.
  private static let limits = JSONLimits(depth: 64, bytes: 16 << 20)

  /// One value.
  static func value(of bytes: [UInt8]) throws(Problem) -> JSONValue {
    do {
      return try JSONDocument(scanning: bytes, limits: limits).root
    } catch {
      throw Problem("this is not JSON (\(error.rule) at byte \(error.offset))")
    }
  }

  /// A value's bytes.
  static func bytes(_ value: some Encodable) throws(Problem) -> [UInt8] {
    do {
      return try JSONOutput.encode(value).bytes
    } catch {
      throw Problem(explaining: error)
    }
  }

  /// A JSON string.
  static func quoted(_ text: String) -> String {
    (try? JSONOutput.encode(text))?.text ?? "\"\""
  }
}
