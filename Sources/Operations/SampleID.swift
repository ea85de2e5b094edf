public import FoundationEssentials

extension UUID {
  /// An identifier for the example of a method, as it would look: the same number is the same thing in all examples.
  public static func sample(_ number: UInt8) -> UUID {
    UUID(uuid: (1, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number))
  }
}
