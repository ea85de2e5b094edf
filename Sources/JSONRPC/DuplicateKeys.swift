/// Refuses an object that names a member twice: what was audited and what was executed could differ.
extension JSONScanner {
  /// Up to this many members every name is compared with every other, which needs no memory; beyond, names are hashed
  /// with the process's random seed, so that no input makes it quadratic.
  private static var pairwiseLimit: Int { 12 }

  func refuseDuplicateKeys(in object: Int) throws(JSONScanError) {
    if tape[object].count <= Self.pairwiseLimit {
      try compareNamesPairwise(in: object)
    } else {
      try compareNamesByHash(in: object)
    }
  }

  private func compareNamesPairwise(in object: Int) throws(JSONScanError) {
    let end = Int(tape[object].next)
    var key = object + 1
    while key < end {
      var earlier = object + 1
      while earlier < key {
        if areSame(tape[earlier], tape[key]) { throw JSONScanError(.duplicateKey, at: Int(tape[key].start)) }
        earlier = Int(tape[earlier + 1].next)
      }
      key = Int(tape[key + 1].next)
    }
  }

  private func compareNamesByHash(in object: Int) throws(JSONScanError) {
    var names = Set<ArraySlice<UInt8>>(minimumCapacity: Int(tape[object].count))
    let end = Int(tape[object].next)
    var key = object + 1
    while key < end {
      guard names.insert(name(tape[key])).inserted else {
        throw JSONScanError(.duplicateKey, at: Int(tape[key].start))
      }
      key = Int(tape[key + 1].next)
    }
  }

  private func areSame(_ left: TapeEntry, _ right: TapeEntry) -> Bool {
    if left.traits.contains(.escaped) || right.traits.contains(.escaped) { return name(left) == name(right) }
    guard left.end - left.start == right.end - right.start else { return false }
    let distance = Int(right.start) - Int(left.start)
    for index in Int(left.start)..<Int(left.end) where bytes[index] != bytes[index + distance] { return false }
    return true
  }

  private func name(_ entry: TapeEntry) -> ArraySlice<UInt8> {
    let inner = bytes[Int(entry.start) + 1..<Int(entry.end) - 1]
    return entry.traits.contains(.escaped) ? JSONEscapes.resolve(inner)[...] : inner
  }
}
