/// What a write answers when it comes again.
public enum Repetition: Sendable, Hashable {
  /// It takes an idempotency key, and under the same key the first answer comes again.
  case answeredAgain
  /// It takes a key, but its answer holds a secret that is shown once and kept nowhere: the repetition is told that it was done.
  case shownOnce
  /// It takes no key: done twice it is the same as once, or nothing that follows from its parameters may be stored.
  case keyless
}
