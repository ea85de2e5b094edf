import Foundation
import JSONRPC
import Testing

@Suite("Random bytes")
struct FuzzTests {
  /// SplitMix64: the same bytes on every machine and in every run.
  struct Seeded: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let fragments: [[UInt8]] =
    [
      "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u", "\\ud83d", "\\ude00", "\\n", "0", "1", "-", "-0", ".", "e",
      "E+9", "true",
      "false", "null", " ", "\n", "\"a\"", "\"a\":", "\"\\u0061\":", "é", "中", "😀", "\u{0}", "\u{FEFF}",
      #"{"jsonrpc":"2.0","method":"#, #","id":"#, "12345678901234567890",
    ].map { Array($0.utf8) } + [[0xC0], [0x80], [0xED, 0xA0, 0x80], [0xFF]]

  private static let seeds = [
    #"""
    {"jsonrpc":"2.0","method":"followup.task.get","params":{"taskId":"0192f3a4","n":[1,-2.5e3,true,null]},\#
    "id":"\u4e2d"}
    """#,
    #"[{"jsonrpc":"2.0","method":"a","id":1},{"jsonrpc":"2.0","method":"b","params":[{"x":{"y":[[]]}}]}]"#,
    "[\"张三\\ud83d\\ude00\",0,-0,1e400,{\"\":{}}]",
  ].map { Array($0.utf8) }

  private func check(_ bytes: [UInt8]) throws {
    let payload = RPCParser().parse(bytes)
    guard let first = try? JSONDocument(scanning: bytes).root else {
      guard case .rejected(let error) = payload, error.code == .parseError else { throw Surprise(bytes: bytes) }
      return
    }
    let canonical = first.canonicalBytes
    let second = try JSONDocument(scanning: canonical).root
    guard second.canonicalBytes == canonical else { throw Surprise(bytes: bytes) }
    guard try JSONOutput.encode(first.decode(JSONBytes.self)).bytes == Array(first.rawBytes) else {
      throw Surprise(bytes: bytes)
    }
    guard
      (try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)) != nil || hasHugeNumber(first)
    else { throw Surprise(bytes: bytes) }
  }

  /// Foundation refuses numbers beyond `Double`, which the grammar allows.
  private func hasHugeNumber(_ value: JSONValue) -> Bool {
    switch value.kind {
    case .number: (try? value.decode(Double.self)) == nil
    case .array: value.elements.contains(where: hasHugeNumber)
    case .object: value.members.map(\.value).contains(where: hasHugeNumber)
    case .string, .boolean, .null: false
    }
  }

  struct Surprise: Error { let bytes: [UInt8] }

  @Test("Fragments thrown together never crash the scanner, and what it takes re-encodes to the same", arguments: 0..<8)
  func fragments(_ seed: UInt64) throws {
    var random = Seeded(state: seed)
    for _ in 0..<4000 {
      let count = Int.random(in: 0..<12, using: &random)
      try check((0..<count).flatMap { _ in Self.fragments.randomElement(using: &random) ?? [] })
    }
  }

  @Test("Requests with a few bytes changed, doubled or lost never crash it either", arguments: 0..<8)
  func mutations(_ seed: UInt64) throws {
    var random = Seeded(state: seed &+ 1000)
    for _ in 0..<2000 {
      var bytes = Self.seeds.randomElement(using: &random) ?? []
      for _ in 0..<Int.random(in: 0..<4, using: &random) { mutate(&bytes, &random) }
      try check(bytes)
    }
  }

  private func mutate(_ bytes: inout [UInt8], _ random: inout Seeded) {
    guard !bytes.isEmpty else { return }
    let place = Int.random(in: 0..<bytes.count, using: &random)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
    case 1: bytes.remove(at: place)
    case 2: bytes.insert(contentsOf: Self.fragments.randomElement(using: &random) ?? [], at: place)
    default: bytes.removeSubrange(place...)
    }
  }

  @Test("Random documents are taken, and come back equal", arguments: 0..<4)
  func documents(_ seed: UInt64) throws {
    var random = Seeded(state: seed &+ 2000)
    for _ in 0..<500 {
      let text = document(depth: 0, &random)
      #expect(refusal(text) == nil)
      try check(Array(text.utf8))
    }
  }

  private func document(depth: Int, _ random: inout Seeded) -> String {
    switch Int.random(in: 0..<(depth > 4 ? 4 : 6), using: &random) {
    case 0: return ["true", "false", "null"].randomElement(using: &random) ?? "null"
    case 1: return "\(Int.random(in: .min ... .max, using: &random))"
    case 2: return "\(Double.random(in: -1e9...1e9, using: &random))"
    case 3: return JSONBytes(text: text(&random)).text
    case 4:
      let elements = (0..<Int.random(in: 0..<5, using: &random)).map { _ in document(depth: depth + 1, &random) }
      return "[" + elements.joined(separator: ", ") + "]"
    default:
      let members = (0..<Int.random(in: 0..<20, using: &random)).map { position in
        JSONBytes(text: "\(position)-" + text(&random)).text + " : " + document(depth: depth + 1, &random)
      }
      return "{" + members.joined(separator: ",") + "}"
    }
  }

  private func text(_ random: inout Seeded) -> String {
    let scalars = (0..<Int.random(in: 0..<12, using: &random)).compactMap { _ in
      Unicode.Scalar(UInt32.random(in: 1...0x2FFF, using: &random))
    }
    return String(String.UnicodeScalarView(scalars))
  }
}
