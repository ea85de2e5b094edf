import JSONRPC

/// What scanning a text gives: nil when it is accepted, else the rule that refused it.
func refusal(_ bytes: [UInt8], limits: JSONLimits = JSONLimits()) -> JSONScanError? {
  do throws(JSONScanError) {
    _ = try JSONDocument(scanning: bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}

func refusal(_ text: String) -> JSONScanError? { refusal(Array(text.utf8)) }

/// The outermost value of a text that must be accepted.
func value(_ text: String) throws -> JSONValue { try JSONDocument(scanning: Array(text.utf8)).root }

/// Params as a call would carry them.
func params(_ text: String) throws -> Params {
  let body = #"{"jsonrpc":"2.0","method":"m","id":1,"params":"# + text + "}"
  guard case .single(.call(let call)) = RPCParser().parse(Array(body.utf8)) else { throw NotACall() }
  return call.params
}

struct NotACall: Error {}
