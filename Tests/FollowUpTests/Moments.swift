import Foundation

/// A moment from now, as the API writes it.
func inHours(_ hours: Double) -> String {
  Date(timeIntervalSinceNow: hours * 3600).formatted(.iso8601)
}
