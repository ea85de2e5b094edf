extension SQL {
  /// The same statement with no value in it: what may be kept for longer than the call.
  package var withoutValues: SQL {
    var shape = self
    shape.values = []
    for index in shape.parameters.indices {
      shape.parameters[index].valueEnd = 0
      shape.parameters[index].isNull = true
    }
    return shape
  }

  /// Whether text and types are the same; values don't count.
  package borrowing func hasSameShape(as other: borrowing SQL) -> Bool {
    guard utf8.count == other.utf8.count, parameters.count == other.parameters.count else { return false }
    for index in parameters.indices where parameters[index].oid != other.parameters[index].oid { return false }
    return unsafe utf8.withUnsafeBytes { left in
      unsafe other.utf8.withUnsafeBytes { right in
        var offset = 0
        // Eight bytes at a time: this runs for every statement of every call.
        while offset + 8 <= left.count {
          let pair = unsafe (
            left.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
            right.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          )
          if pair.0 != pair.1 { return false }
          offset += 8
        }
        while offset < left.count {
          if unsafe left[offset] != right[offset] { return false }
          offset += 1
        }
        return true
      }
    }
  }

  /// A number that is the same for statements of the same shape, and hardly ever for others.
  package var fingerprint: UInt64 {
    var mixed = UInt64(truncatingIfNeeded: utf8.count)
    for parameter in parameters { mixed = Self.mix(mixed, UInt64(parameter.oid)) }
    return unsafe utf8.withUnsafeBytes { bytes in
      var offset = 0
      while offset + 8 <= bytes.count {
        mixed = unsafe Self.mix(mixed, bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        offset += 8
      }
      while offset < bytes.count {
        mixed = unsafe Self.mix(mixed, UInt64(bytes[offset]))
        offset += 1
      }
      return mixed
    }
  }

  /// Multiplies by an odd number and folds the upper half back, so that all bits take part.
  private static func mix(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let (high, low) = (left ^ right).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return high ^ low
  }
}
