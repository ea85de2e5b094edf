extension JSONValue {
  /// The value without white space, members in the order of their names' bytes, strings escaped only where they must
  /// be, numbers as written: the same for two documents that say the same (RFC 8785 in spirit, without its numbers).
  public var canonicalBytes: [UInt8] {
    var buffer = JSONBuffer()
    append(to: &buffer, sorted: true)
    return buffer.bytes
  }

  /// Goes as deep as the scanner let the document be.
  func append(to buffer: inout JSONBuffer, sorted: Bool) {
    switch kind {
    case .object: appendMembers(to: &buffer, sorted: sorted)
    case .array:
      buffer.append(.openingBracket)
      for (position, element) in elements.enumerated() {
        if position > 0 { buffer.append(.comma) }
        element.append(to: &buffer, sorted: sorted)
      }
      buffer.append(.closingBracket)
    case .string: buffer.appendString(storage.stringBytes(index).span)
    case .number, .boolean, .null: buffer.append(contentsOf: rawBytes)
    }
  }

  private func appendMembers(to buffer: inout JSONBuffer, sorted: Bool) {
    var members = storage.children(of: index).map { (name: storage.stringBytes($0), value: $0 + 1) }
    if sorted { members.sort { $0.name.lexicographicallyPrecedes($1.name) } }
    buffer.append(.openingBrace)
    for (position, member) in members.enumerated() {
      if position > 0 { buffer.append(.comma) }
      buffer.appendString(member.name.span)
      buffer.append(.colon)
      JSONValue(storage: storage, index: member.value).append(to: &buffer, sorted: sorted)
    }
    buffer.append(.closingBrace)
  }
}
