/// An answer being put together: its bytes, and which objects and arrays are open in it.
///
/// Containers never say that they are done, so the next write through an outer one, or the end of the value they belong
/// to, closes them.
struct JSONAssembly {
  var buffer = JSONBuffer()
  private var open: [Frame] = []
  private var serial: UInt32 = 0

  /// An open object or array. The serial tells a container that was closed from one opened later at the same depth.
  struct Frame {
    let closer: UInt8
    let serial: UInt32
    var isEmpty = true
  }

  var depth: Int { open.count }

  /// Opens a container at `depth`, closing what is open below; or goes on with the one that the same value opened.
  mutating func openContainer(_ opener: UInt8, closer: UInt8, at depth: Int) -> UInt32 {
    if open.count > depth, open[depth].closer == closer { return open[depth].serial }
    close(to: depth)
    serial &+= 1
    open.append(Frame(closer: closer, serial: serial))
    buffer.append(opener)
    return serial
  }

  mutating func close(to depth: Int) {
    while open.count > depth {
      buffer.append(open.removeLast().closer)
    }
  }

  /// Makes the container the innermost one and separates its next element from the one before.
  mutating func beginElement(in serial: UInt32, at depth: Int) throws(RPCError) {
    guard depth < open.count, open[depth].serial == serial else { throw RPCError(.internalError) }
    close(to: depth + 1)
    if open[depth].isEmpty {
      open[depth].isEmpty = false
    } else {
      buffer.append(.comma)
    }
  }

  /// The same for an object's next member.
  mutating func beginMember(_ name: String, in serial: UInt32, at depth: Int) throws(RPCError) {
    try beginElement(in: serial, at: depth)
    buffer.append(name)
    buffer.append(.colon)
  }
}
