/// The block that stands before a file in a tar archive (POSIX.1-1988, ustar), written when the file's size is known: the cipher lets
/// its place be filled in later.
enum TarHeader {
  /// Files begin and end at multiples of it.
  static let blockSize = 512

  /// The header of a plain file that only its owner reads.
  /// - Parameters:
  ///   - name: at most 100 bytes of ASCII.
  ///   - size: below 8 GiB, which eleven octal digits hold.
  static func bytes(name: String, size: Int, modified: Int) -> [UInt8] {
    var block = [UInt8](repeating: 0, count: blockSize)
    func put(_ text: String, at offset: Int) {
      for (index, byte) in text.utf8.enumerated() { block[offset + index] = byte }
    }
    func octal(_ value: Int, _ digits: Int) -> String {
      let text = String(value, radix: 8)
      return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
    put(name, at: 0)
    put(octal(0o600, 7), at: 100)
    put(octal(0, 7), at: 108)
    put(octal(0, 7), at: 116)
    put(octal(size, 11), at: 124)
    put(octal(modified, 11), at: 136)
    put("        ", at: 148)
    put("0", at: 156)
    put("ustar", at: 257)
    put("00", at: 263)
    put(octal(block.reduce(0) { $0 + Int($1) }, 6) + "\0 ", at: 148)
    return block
  }

  /// What fills a file of that size up to a whole block.
  static func padding(after size: Int) -> [UInt8] {
    [UInt8](repeating: 0, count: (blockSize - size % blockSize) % blockSize)
  }

  /// What stands behind the last file.
  static let end = [UInt8](repeating: 0, count: 2 * blockSize)
}
