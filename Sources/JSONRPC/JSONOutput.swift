/// Encodes values to JSON once.
///
/// Fields come in the order in which they are declared, nil ones are left out, `Date` is RFC 3339 in UTC with
/// milliseconds, `UUID` lower case, dictionaries with text keys are sorted by them.
public enum JSONOutput {
  /// Encodes a value.
  /// - Throws: ``ErrorCode/internalError`` when JSON can't say it: a number that isn't finite, a year beyond 9999.
  public static func encode<T: Encodable>(_ value: T) throws(RPCError) -> JSONBytes {
    let session = EncodingSession()
    do {
      try session.encodeValue(value)
    } catch let error as RPCError {
      throw error
    } catch {
      throw RPCError(.internalError)
    }
    guard !session.isBroken else { throw RPCError(.internalError) }
    return JSONBytes(trusted: session.assembly.buffer.bytes)
  }
}
